using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Verification;

namespace ArchiveTransfer.Strategies;

/// <summary>One object under way: what every request about it needs, and how its attempt is reported.</summary>
internal sealed class ObjectWork(TransferRun run, PlannedTransfer item)
{
    public TransferRun Run => run;

    public PlannedTransfer Item => item;

    public ObjectTally Tally { get; } = new();

    /// <summary>Nothing this transfer writes is older.</summary>
    public DateTimeOffset Begun { get; } = run.TimeProvider.GetUtcNow();

    public ObjectAddress Source => new(item.SourceBucket, item.Source.Key, item.Source.VersionId);

    public ObjectAddress Destination => new(item.DestinationBucket, item.DestinationKey);

    /// <summary>What is there already must stay.</summary>
    public bool KeepsExisting => run.Options.Overwrite == OverwriteMode.Never;

    /// <summary>ETags of the destination are known to be no MD5.</summary>
    public bool DestinationIsOpaque => run.ETags.IsOpaque || run.Options.Destination.Encryption is { Algorithm: "aws:kms" or "aws:kms:dsse" };

    /// <summary>MD5 of the object by the source's ETag, lower-case hexadecimal; null: the ETag is none, or is known to be none.</summary>
    public string? SourceMd5 => !run.SourceETags.IsOpaque && EntityTag.LooksLikeMd5(item.Source.ETag) ? item.Source.ETag!.ToLowerInvariant() : null;

    public TransferAttempt Copied(WrittenObject written, ObjectHead? found, Judgement judgement, string? detail = null) => new(item, null)
    {
        ETag = written.ETag,
        VersionId = written.VersionId,
        WasFound = found is not null,
        // Whoever looked has seen the size, too.
        Evidence = judgement.Evidence ?? (found is null ? null : VerificationEvidence.SizeOnly),
        EvidenceReason = judgement.Reason,
        Detail = detail ?? (found is null ? null : TransferDetails.FoundAfterLostAnswer),
        Retries = Tally.Retries,
    };

    public TransferAttempt Failed(StoreError error, string? detail = null) => Failed(ErrorOf(error), error.Exhausted, detail);

    /// <param name="leftBehind">What was written and is not right: named, so that it can be removed.</param>
    public TransferAttempt Failed(StoreError error, WrittenObject? leftBehind) => leftBehind is null ? Failed(error) : new(item, ErrorOf(error))
    {
        ETag = leftBehind.ETag,
        VersionId = leftBehind.VersionId,
        Exhausted = error.Exhausted,
        Retries = Tally.Retries,
    };

    public TransferAttempt Failed(string code, TransferErrorKind kind, string message, string? detail = null) =>
        Failed(new TransferError { Code = code, Kind = kind, Message = message }, exhausted: false, detail);

    public TransferAttempt Failed(TransferError error, string? detail) => Failed(error, exhausted: false, detail);

    private TransferError ErrorOf(StoreError error) =>
        TransferErrors.From(
            error,
            item,
            error.Operation is StoreOperation.HeadObject or StoreOperation.GetObject or StoreOperation.GetObjectTagging ? StoreSide.Source : StoreSide.Destination);

    private TransferAttempt Failed(TransferError error, bool exhausted, string? detail) => new(item, error)
    {
        Detail = detail,
        Exhausted = exhausted,
        Retries = Tally.Retries,
    };
}
