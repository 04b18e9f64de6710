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

    /// <summary>A condition of the request did not hold; a HEAD says so by its status alone.</summary>
    public bool IsPreconditionFailed => StatusCode == 412 || Code == StoreErrorCodes.PreconditionFailed;

    /// <summary>The bare request is refused, or one of its headers, as not implemented.</summary>
    public bool IsNotImplemented => StatusCode == 501 || Code == "NotImplemented";

    /// <summary>The store says that the credentials of the request are over: others may do.</summary>
    public bool SaysCredentialsAreOver => Code is StoreErrorCodes.ExpiredToken or "TokenRefreshRequired" or "InvalidToken";

    /// <summary>No further attempt is to be made: the budget of retries was spent on this very error.</summary>
    public bool Exhausted { get; init; }
}
