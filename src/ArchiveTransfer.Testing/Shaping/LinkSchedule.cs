namespace ArchiveTransfer.Testing.Shaping;

/// <summary>When the bytes given to a link are through. Pure arithmetic on the times handed in.</summary>
/// <remarks>
/// Bytes are booked one behind the other on an absolute schedule, so that a timer that fires late is made up for, however late it was. Time in which nobody
/// transfers earns nothing, and a peer that dawdles no more than the slack.
/// </remarks>
internal sealed class LinkSchedule
{
    public static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(50);

    private readonly object _gate = new();
    private TimeSpan _bookedUntil;
    private int _transfers;

    /// <summary>Begins a transfer.</summary>
    public void Open(TimeSpan now)
    {
        lock (_gate)
        {
            if (_transfers++ == 0 && _bookedUntil < now)
            {
                _bookedUntil = now;
            }
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _transfers--;
        }
    }

    /// <summary>When these bytes are through; late is by how much they are behind for no fault of the peer.</summary>
    public TimeSpan Book(TimeSpan now, long bytes, long bytesPerSecond, TimeSpan late = default)
    {
        lock (_gate)
        {
            var earliest = now - Slack - late;
            var from = _bookedUntil > earliest ? _bookedUntil : earliest;
            return _bookedUntil = from + TimeSpan.FromSeconds((double)bytes / bytesPerSecond);
        }
    }
}
