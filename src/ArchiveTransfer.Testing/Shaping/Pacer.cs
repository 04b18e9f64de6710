namespace ArchiveTransfer.Testing.Shaping;

/// <summary>Waits until a time. Timers fire late, by a millisecond or more; how late they are here is learned, and they are set that much earlier.</summary>
internal sealed class Pacer(TimeProvider clock, CancellationToken stopping)
{
    private readonly long _start = clock.GetTimestamp();
    private readonly LearnedTime _late = new();

    /// <summary>Since the pacer was made.</summary>
    public TimeSpan Now => clock.GetElapsedTime(_start);

    /// <summary>Comes back at once when less is left than a timer is worth: what is booked next waits for both.</summary>
    public async ValueTask WaitUntilAsync(TimeSpan due)
    {
        var asked = TimeSpan.FromMilliseconds(Math.Round((due - Now - _late.Value).TotalMilliseconds));
        if (asked <= TimeSpan.Zero)
        {
            return;
        }

        var set = Now;
        await Task.Delay(asked, clock, stopping).ConfigureAwait(false);
        _late.Learn(Now - set - asked);
    }
}
