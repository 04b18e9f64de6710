namespace ArchiveTransfer.Testing.Shaping;

/// <summary>Waits until a time. Timers fire late; how late they are here is learned, and they are set that much earlier.</summary>
internal sealed class Pacer(TimeProvider clock, CancellationToken stopping)
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(0.5);

    private readonly long _start = clock.GetTimestamp();
    private readonly LearnedTime _late = new();

    /// <summary>Since the pacer was made.</summary>
    public TimeSpan Now => clock.GetElapsedTime(_start);

    /// <summary>Comes back at once when less is left than a timer is worth: what is booked next waits for both.</summary>
    /// <returns>Whether it waited.</returns>
    public async ValueTask<bool> WaitUntilAsync(TimeSpan due)
    {
        var set = Now;
        var asked = due - set - _late.Value;
        if (asked < Least)
        {
            return false;
        }

        if (ReferenceEquals(clock, TimeProvider.System))
        {
            await FineTimer.Instance.WaitUntilAsync(clock.GetTimestamp() + (long)(asked.TotalSeconds * clock.TimestampFrequency)).WaitAsync(stopping).ConfigureAwait(false);
        }
        else
        {
            asked = TimeSpan.FromMilliseconds(Math.Round(asked.TotalMilliseconds));
            await Task.Delay(asked, clock, stopping).ConfigureAwait(false);
        }

        _late.Learn(Now - set - asked);
        return true;
    }
}
