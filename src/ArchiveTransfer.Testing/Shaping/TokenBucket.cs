namespace ArchiveTransfer.Testing.Shaping;

/// <summary>Requests that may pass: full at first, filled again at a rate.</summary>
internal struct TokenBucket(double burst, TimeSpan now)
{
    private double _tokens = burst;
    private TimeSpan _filledAt = now;

    public bool TryTake(TimeSpan now, double perSecond, double burst)
    {
        _tokens = TokensAt(now, perSecond, burst);
        _filledAt = now;
        if (_tokens < 1)
        {
            return false;
        }

        _tokens--;
        return true;
    }

    /// <summary>Whether it is like a new one.</summary>
    public readonly bool IsFull(TimeSpan now, double perSecond, double burst) => TokensAt(now, perSecond, burst) >= burst;

    private readonly double TokensAt(TimeSpan now, double perSecond, double burst) =>
        Math.Min(burst, _tokens + ((now - _filledAt).TotalSeconds * perSecond));
}
