namespace ArchiveTransfer.Testing.Shaping;

/// <summary>Bytes per second: says how long whoever moves bytes has to wait.</summary>
internal sealed class ByteBudget(TimeProvider clock)
{
    private readonly object _gate = new();
    private readonly long _start = clock.GetTimestamp();
    private TimeSpan _bookedUntil;

    public TimeSpan Book(long bytes, long bytesPerSecond)
    {
        lock (_gate)
        {
            var now = clock.GetElapsedTime(_start);
            _bookedUntil = (_bookedUntil > now ? _bookedUntil : now) + TimeSpan.FromSeconds((double)bytes / bytesPerSecond);
            return _bookedUntil - now;
        }
    }
}
