namespace ArchiveTransfer.Collection;

/// <summary>The real clock, put forward now and then.</summary>
internal sealed class LeapingClock : TimeProvider
{
    private long leapt;

    public void Leap(TimeSpan by) => Interlocked.Add(ref leapt, by.Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => System.GetTimestamp() + (long)(TimeSpan.FromTicks(Interlocked.Read(ref leapt)).TotalSeconds * System.TimestampFrequency);
}
