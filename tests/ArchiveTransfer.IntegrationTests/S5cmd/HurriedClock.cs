namespace ArchiveTransfer.S5cmd;

/// <summary>Waits end, and time passes, so many times as fast; what time of day it is, which signatures tell, stays true.</summary>
internal sealed class HurriedClock(int times) : TimeProvider
{
    private readonly long _begun = System.GetTimestamp();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow();

    public override long GetTimestamp() => _begun + ((System.GetTimestamp() - _begun) * times);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => System.CreateTimer(callback, state, Hurry(dueTime), Hurry(period));

    private TimeSpan Hurry(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / times;
}
