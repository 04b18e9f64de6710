namespace ArchiveTransfer.Execution;

/// <summary>
/// Bytes per second in one direction, all streams of a run together: whoever moves bytes reserves the time that they take, one after another, and waits until it begins. After a pause
/// up to a tenth of a second is made good.
/// </summary>
/// <param name="bytesPerSecond">Null: unlimited.</param>
internal sealed class BandwidthLimit(long? bytesPerSecond, TimeProvider timeProvider)
{
    /// <summary>Shorter than any time an attempt may be without progress.</summary>
    private static readonly TimeSpan LongestStep = TimeSpan.FromMilliseconds(500);

    private readonly object gate = new();
    private readonly long burst = timeProvider.TimestampFrequency / 10;
    private long free = timeProvider.GetTimestamp();

    public bool IsSet => bytesPerSecond is not null;

    /// <summary>Waits until so many bytes may move; the attempt's clock does not run meanwhile.</summary>
    public async ValueTask WaitAsync(long bytes, AttemptTimer timer)
    {
        if (bytesPerSecond is not { } rate)
        {
            return;
        }

        // No turn is longer than a second, so that others get theirs in between.
        for (long left = bytes; left > 0; left -= rate)
        {
            TimeSpan wait = Reserve(Math.Min(left, rate), rate);
            while (wait > TimeSpan.Zero)
            {
                TimeSpan step = wait < LongestStep ? wait : LongestStep;
                await Task.Delay(step, timeProvider, timer.Token).ConfigureAwait(false);
                timer.Progress();
                wait -= step;
            }
        }
    }

    private TimeSpan Reserve(long bytes, long rate)
    {
        lock (gate)
        {
            long now = timeProvider.GetTimestamp();
            long begin = Math.Max(free, now - burst);
            free = begin + (long)(bytes * (double)timeProvider.TimestampFrequency / rate);
            return begin <= now ? TimeSpan.Zero : timeProvider.GetElapsedTime(now, begin);
        }
    }
}
