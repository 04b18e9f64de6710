namespace ArchiveTransfer;

/// <summary>Retries; jittered, exponential, Retry-After honoured.</summary>
public sealed class RetryOptions
{
    /// <summary>Attempts after the first for transient errors; throttling does not count.</summary>
    /// <value>8; 0 to 100. Original: <c>retry_attempts</c>, <c>retry_count</c>.</value>
    public int MaxRetryAttempts { get; set; } = 8;

    /// <summary>First delay.</summary>
    /// <value>100 ms; 1 ms to 1 min, not above <see cref="MaxDelay"/>.</value>
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest delay.</summary>
    /// <value>20 s; 1 ms to 1 h.</value>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long an object may be throttled without any progress before it fails.</summary>
    /// <value>15 min; 0 s to 24 h.</value>
    public TimeSpan MaxThrottledTime { get; set; } = TimeSpan.FromMinutes(15);
}
