namespace ArchiveTransfer.ObjectStorage;

/// <summary>An answer that is not the value asked for, or the lack of one.</summary>
internal sealed record StoreError
{
    public required StoreOperation Operation { get; init; }

    public required StoreErrorKind Kind { get; init; }

    /// <summary>HTTP status; null when no answer came.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The store's code, such as NoSuchKey, or one of <see cref="StoreErrorCodes"/> when the error arose on this side.</summary>
    public required string Code { get; init; }

    /// <summary>The store's text or ours; hostile until escaped for display.</summary>
    public string Message { get; init; } = "";

    public string? RequestId { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Region the store says the bucket is in.</summary>
    public string? BucketRegion { get; init; }

    /// <summary>No further attempt is to be made: the budget of retries was spent on this very error.</summary>
    public bool Exhausted { get; init; }
}
