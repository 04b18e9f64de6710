using System.Runtime.CompilerServices;
using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Verification;

namespace ArchiveTransfer.Strategies;

/// <summary>
/// Copies inside the store, no byte of an object passing through this machine. One request up to the threshold; above it k + 4: HEAD of the
/// source for its headers, create, k parts, HEAD of the source again, complete. (k + 3 where the source names a version, which cannot change.)
/// </summary>
internal sealed class ServerSideCopyStrategy : StoreStrategy
{
    public override string Name => TransferStrategyNames.ServerSideCopy;

    public override TransferPath Path => TransferPath.ServerSide;

    public override TransferEligibility CanTransfer(PlannedTransfer item, TransferContext context)
    {
        if (!context.SameEndpoint)
        {
            return TransferEligibility.Refuse("source and destination are on different endpoints");
        }

        return item.Size > TransferLimits.MaxSingleRequestBytes && context.Options.Verification.Required >= VerificationEvidence.ETag
            ? TransferEligibility.Refuse("above 5 GiB the ETag of a copy proves nothing")
            : PartPlan.Limit(item);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<TransferAttempt> TransferAsync(PlannedTransfer item, TransferRun run, CancellationToken cancellationToken)
    {
        var work = new ObjectWork(run, item);
        if (SourceObject.RefuseArchived(work) is { } archived)
        {
            return archived;
        }

        if (!GoesByParts(item, run))
        {
            return await CopyWholeAsync(work, detail: null, cancellationToken).ConfigureAwait(false);
        }

        if (!run.RefusedPartCopies.Contains(item))
        {
            return await CopyPartsAsync(work, cancellationToken).ConfigureAwait(false);
        }

        return item.Size <= TransferLimits.MaxSingleRequestBytes
            ? await CopyWholeAsync(work, TransferDetails.PartCopyRefused, cancellationToken).ConfigureAwait(false)
            : work.Failed(
                TransferErrorCodes.CopyRefused,
                TransferErrorKind.NotThisWay,
                $"{DisplayText.Quote(item.Source.Key)} is larger than one copy request can carry (5 GiB), and the store refused to copy parts between these buckets. Use a mode that streams.");
    }

    /// <summary>Whether an object is copied by parts, as long as the store lets it.</summary>
    public static bool GoesByParts(PlannedTransfer item, TransferRun run) => item.Size > OneRequestBytes(run);

    /// <summary>A copy in one request keeps an ETag that can be compared; where that is asked for, parts begin as late as they can.</summary>
    private static long OneRequestBytes(TransferRun run) =>
        run.Options.Verification.Required >= VerificationEvidence.ETag
            ? TransferLimits.MaxSingleRequestBytes
            : Math.Min(run.MultipartThresholdBytes, TransferLimits.MaxSingleRequestBytes);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<TransferAttempt> CopyWholeAsync(ObjectWork work, string? detail, CancellationToken cancellationToken)
    {
        var copy = new CopyWrite(work);
        StoreResult<WrittenObject> result = await copy.RunAsync(CopyTime.For(work.Run.Options, work.Item.Size), cancellationToken).ConfigureAwait(false);
        return result.Error is { } error
            ? await RefusedAsync(work, error, detail, cancellationToken).ConfigureAwait(false)
            : await CopyJudge.JudgeAsync(work, result.Value, copy.Found, copy.WasUnpinned, detail, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A failed condition is the source's or the destination's; the answer does not say whose.</summary>
    private static async ValueTask<TransferAttempt> RefusedAsync(ObjectWork work, StoreError error, string? detail, CancellationToken cancellationToken)
    {
        if (error.IsPreconditionFailed && work.KeepsExisting
            && (await SourceObject.HeadAsync(work, work.Item.Source.ETag, cancellationToken).ConfigureAwait(false)).IsSuccess)
        {
            return work.Failed(TransferErrors.DestinationExists(error, work.Item), detail);
        }

        return work.Failed(error, detail);
    }

    private static async ValueTask<TransferAttempt> CopyPartsAsync(ObjectWork work, CancellationToken cancellationToken)
    {
        StoreResult<ObjectHead> head = await SourceObject.HeadAsync(work, work.Item.Source.ETag, cancellationToken).ConfigureAwait(false);
        if (head.Error is { } unseen)
        {
            return work.Failed(unseen);
        }

        StoreResult<WriteAttributes> attributes = await SourceObject.AttributesAsync(work, head.Value, cancellationToken).ConfigureAwait(false);
        if (attributes.Error is { } unreadable)
        {
            return unreadable.Code == StoreErrorCodes.MetadataNotReadable && work.Item.Size <= TransferLimits.MaxSingleRequestBytes
                ? await CopyWholeAsync(work, TransferDetails.MetadataNotReadable, cancellationToken).ConfigureAwait(false)
                : work.Failed(unreadable);
        }

        var parts = new CopiedParts(work, PartPlan.For(work.Item.Size, work.Run.PartBytes), work.Item.Source.ETag ?? head.Value.ETag);
        StoreResult<WrittenObject> result = await parts.RunAsync(attributes.Value, cancellationToken).ConfigureAwait(false);
        if (result.Error is { } error)
        {
            if (parts.PartsRefused && work.Item.Size <= TransferLimits.MaxSingleRequestBytes)
            {
                return await CopyWholeInsteadAsync(work, error, cancellationToken).ConfigureAwait(false);
            }

            if (parts.PartsRefused)
            {
                work.Run.RefusedPartCopies.Suspect(work.Item);
            }

            return work.Failed(error);
        }

        return work.Copied(result.Value, parts.Found, JudgeParts(work, result.Value));
    }

    /// <summary>Stores exist that copy whole objects of another owner but not their parts. Remembered only once the whole copy has shown that the object was not the reason.</summary>
    private static async ValueTask<TransferAttempt> CopyWholeInsteadAsync(ObjectWork work, StoreError refusal, CancellationToken cancellationToken)
    {
        TransferAttempt attempt = await CopyWholeAsync(work, TransferDetails.PartCopyRefused, cancellationToken).ConfigureAwait(false);
        if (attempt.Error is null && work.Run.RefusedPartCopies.Add(work.Item))
        {
            work.Run.Logger.PartCopyRefused(work.Item.SourceBucket, work.Item.DestinationBucket, DisplayText.Quote(refusal.Code));
        }

        return attempt;
    }

    private static Judgement JudgeParts(ObjectWork work, WrittenObject written)
    {
        if (EntityTag.ProveEqual(work.Item.Source.ETag, written.ETag))
        {
            return Judgement.ETag;
        }

        if (written.HasOpaqueETag)
        {
            work.Run.ETags.Learn(opaque: true);
        }

        return Judgement.Open(work.DestinationIsOpaque || written.HasOpaqueETag ? TransferDetails.DestinationOpaque : TransferDetails.MultipartETag);
    }
}
