namespace ArchiveTransfer;

/// <summary>Why an object failed.</summary>
public sealed record TransferError
{
    /// <summary>One of <see cref="TransferErrorCodes"/>, or a user strategy's own.</summary>
    public required string Code { get; init; }

    /// <summary>What was wrong, with which value, and what to do; control characters escaped, no secrets.</summary>
    public required string Message { get; init; }

    /// <summary>What the engine may do about it.</summary>
    public TransferErrorKind Kind { get; init; }

    /// <summary>HTTP status, when there was an answer.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The store's own code, such as NoSuchKey.</summary>
    public string? StoreCode { get; init; }

    /// <summary>The store's request id.</summary>
    public string? RequestId { get; init; }
}
