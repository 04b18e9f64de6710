namespace ArchiveTransfer.Testing.Shaping;

/// <summary>The median of times seen, found by steps: up where one was longer and down where it was shorter, by large steps at first. Outliers do not move it.</summary>
internal sealed class LearnedTime
{
    private const int FirstTimes = 10;
    private static readonly TimeSpan FirstStep = TimeSpan.FromMicroseconds(200);
    private static readonly TimeSpan Step = TimeSpan.FromMicroseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(5);

    private long _ticks;
    private int _seen;

    public TimeSpan Value => TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

    public void Learn(TimeSpan seen)
    {
        var step = (_seen < FirstTimes && Interlocked.Increment(ref _seen) <= FirstTimes ? FirstStep : Step).Ticks;
        var ticks = Interlocked.Read(ref _ticks);
        Interlocked.Exchange(ref _ticks, Math.Clamp(ticks + (seen.Ticks > ticks ? step : -step), 0, Longest.Ticks));
    }
}
