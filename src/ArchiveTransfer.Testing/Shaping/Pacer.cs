namespace ArchiveTransfer.Testing.Shaping;

/// <summary>Waits until a time. Timers fire late, by a millisecond or more; how late they are here is learned, and they are set that much earlier.</summary>
internal sealed class Pacer(TimeProvider clock, CancellationToken stopping)
{
    private const int FirstWaits = 10;
    private static readonly TimeSpan FirstStep = TimeSpan.FromMicroseconds(200);
    private static readonly TimeSpan Step = TimeSpan.FromMicroseconds(50);
    private static readonly TimeSpan MostLate = TimeSpan.FromMilliseconds(5);
    private readonly long _start = clock.GetTimestamp();
    private long _lateTicks;
    private int _waits;

    /// <summary>Since the pacer was made.</summary>
    public TimeSpan Now => clock.GetElapsedTime(_start);

    /// <summary>Comes back at once when less is left than a timer is worth: what is booked next waits for both.</summary>
    public async ValueTask WaitUntilAsync(TimeSpan due)
    {
        var late = Interlocked.Read(ref _lateTicks);
        var milliseconds = Math.Round((due - Now).TotalMilliseconds - TimeSpan.FromTicks(late).TotalMilliseconds);
        if (milliseconds < 1)
        {
            return;
        }

        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), clock, stopping).ConfigureAwait(false);

        // Up when late and down when early by the same step, a large one at first: that settles at the median, which a busy machine's outliers do not move.
        var step = (_waits < FirstWaits && Interlocked.Increment(ref _waits) <= FirstWaits ? FirstStep : Step).Ticks;
        Interlocked.Exchange(ref _lateTicks, Math.Clamp(late + (Now > due ? step : -step), 0, MostLate.Ticks));
    }
}
