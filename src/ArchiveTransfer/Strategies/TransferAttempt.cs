namespace ArchiveTransfer;

/// <summary>What a strategy says about one item.</summary>
public sealed class TransferAttempt
{
    private TransferAttempt(PlannedTransfer item, TransferError? error) => (Item, Error) = (item, error);
    /// <summary>It is there, whole. The engine verifies and grades the evidence.</summary>
    public static TransferAttempt Copied(PlannedTransfer item, string? eTag = null, string? sha256 = null) => new(item, null) { ETag = eTag, Sha256 = sha256 };
    /// <summary>It is not; <see cref="TransferError.Kind"/> says what the engine may do.</summary>
    public static TransferAttempt Failed(PlannedTransfer item, TransferError error) => new(item, error);
    /// <summary>The very instance that was given.</summary>
    public PlannedTransfer Item { get; }
    /// <summary>Null: copied.</summary>
    public TransferError? Error { get; }
    /// <summary>ETag the store answered with.</summary>
    public string? ETag { get; private init; }
    /// <summary>SHA-256 of the content, lower-case hex, computed by the store or on the way.</summary>
    public string? Sha256 { get; private init; }
}
