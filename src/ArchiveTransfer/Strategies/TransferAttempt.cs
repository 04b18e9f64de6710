namespace ArchiveTransfer;

/// <summary>What a strategy says about one item.</summary>
public sealed class TransferAttempt
{
    internal TransferAttempt(PlannedTransfer item, TransferError? error) => (Item, Error) = (item, error);

    /// <summary>The very instance that was given.</summary>
    public PlannedTransfer Item { get; }

    /// <summary>Null: copied.</summary>
    public TransferError? Error { get; }

    /// <summary>ETag the store answered with.</summary>
    public string? ETag { get; internal init; }

    /// <summary>SHA-256 of the content, lower-case hex, computed by the store or on the way.</summary>
    public string? Sha256 { get; internal init; }

    /// <summary>Evidence that a built-in strategy already has; null: the engine looks.</summary>
    internal VerificationEvidence? Evidence { get; init; }

    /// <summary>Why the evidence is not stronger; constant text.</summary>
    internal string? EvidenceReason { get; init; }

    /// <summary>Version written, where the store names one.</summary>
    internal string? VersionId { get; init; }

    /// <summary>No answer but a look at the destination says that it is there: it may be an equal object of somebody else's.</summary>
    internal bool WasFound { get; init; }

    /// <summary>What the strategy did beyond its plain way ("part copy refused, one copy"); constant text.</summary>
    internal string? Detail { get; init; }

    /// <summary>Attempts beyond the first, parts included.</summary>
    internal int Retries { get; init; }

    /// <summary>The strategy's retries were spent on this error.</summary>
    internal bool Exhausted { get; init; }

    /// <summary>The same attempt with the evidence that was found.</summary>
    internal TransferAttempt With(VerificationEvidence evidence, string? reason, string? eTag) => new(Item, Error)
    {
        ETag = eTag,
        Sha256 = Sha256,
        Evidence = evidence,
        EvidenceReason = reason,
        VersionId = VersionId,
        WasFound = WasFound,
        Detail = Detail,
        Retries = Retries,
        Exhausted = Exhausted,
    };

    /// <summary>It is there, whole. The engine verifies and grades the evidence.</summary>
    public static TransferAttempt Copied(PlannedTransfer item, string? eTag = null, string? sha256 = null)
    {
        ArgumentNullException.ThrowIfNull(item);
        return new(item, null) { ETag = eTag, Sha256 = sha256 };
    }

    /// <summary>A strategy said nothing of the item, and something was found that may be it.</summary>
    internal static TransferAttempt Found(PlannedTransfer item, string? eTag) => new(item, null) { ETag = eTag, WasFound = true };

    /// <summary>It is not; <see cref="TransferError.Kind"/> says what the engine may do.</summary>
    public static TransferAttempt Failed(PlannedTransfer item, TransferError error)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(error);
        return new(item, error);
    }
}
