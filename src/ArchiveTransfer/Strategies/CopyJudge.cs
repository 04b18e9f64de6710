using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Verification;

namespace ArchiveTransfer.Strategies;

/// <summary>What the ETag of a copy proves, and what it teaches about the ETags of the destination.</summary>
internal static class CopyJudge
{
    /// <returns>The attempt: copied, or failed because another version of the source was copied.</returns>
    /// <param name="unpinned">The store was not asked to copy the planned version only, because it does not know how.</param>
    public static async ValueTask<TransferAttempt> JudgeAsync(ObjectWork work, WrittenObject written, ObjectHead? found, bool unpinned, string? detail, CancellationToken cancellationToken)
    {
        ETagTrust trust = work.Run.ETags;
        string? planned = work.Item.Source.ETag;
        if (EntityTag.ProveEqual(planned, written.ETag))
        {
            if (EntityTag.LooksLikeMd5(written.ETag) && !written.HasOpaqueETag)
            {
                trust.Learn(opaque: false);
            }

            return work.Copied(written, found, Judgement.ETag, detail);
        }

        if (unpinned && planned is not null && await ChangedAsync(work, planned, cancellationToken).ConfigureAwait(false) is { } changed)
        {
            return work.Failed(changed, detail);
        }

        if (written.HasOpaqueETag)
        {
            trust.Learn(opaque: true);
            return work.Copied(written, found, Judgement.Open(TransferDetails.DestinationOpaque), detail);
        }

        if (planned is null)
        {
            return work.Copied(written, found, Judgement.Open(TransferDetails.SourceETagUnknown), detail);
        }

        if (!EntityTag.AreComparable(planned, written.ETag))
        {
            return work.Copied(written, found, Judgement.Open(TransferDetails.MultipartETag), detail);
        }

        return work.DestinationIsOpaque
            ? work.Copied(written, found, Judgement.Open(TransferDetails.DestinationOpaque), detail)
            : await SettleDifferenceAsync(work, written, found, planned, detail, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What looking at the source showed instead of the planned version; null: it is still that, or could not be looked at.</summary>
    private static async ValueTask<StoreError?> ChangedAsync(ObjectWork work, string planned, CancellationToken cancellationToken)
    {
        try
        {
            StoreError? error = (await SourceObject.HeadAsync(work, planned, cancellationToken).ConfigureAwait(false)).Error;
            return error is { IsPreconditionFailed: true } or { StatusCode: 404 } ? error : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Two MD5s that differ: another version was copied by a store that overlooks conditions, or one of them is none.</summary>
    private static async ValueTask<TransferAttempt> SettleDifferenceAsync(
        ObjectWork work, WrittenObject written, ObjectHead? found, string planned, string? detail, CancellationToken cancellationToken)
    {
        StoreResult<ObjectHead> source;
        try
        {
            source = await SourceObject.HeadAsync(work, planned, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The copy stands; only what it proves stays open.
            return work.Copied(written, found, Judgement.Open(TransferDetails.SourceNotSeen), detail);
        }

        if (source.Error is { } error)
        {
            return error.IsPreconditionFailed || error.StatusCode == 404
                ? work.Failed(error, detail)
                : work.Copied(written, found, Judgement.Open(TransferDetails.SourceNotSeen), detail);
        }

        work.Run.ETags.Learn(opaque: true);
        return work.Copied(
            written, found, Judgement.Open(source.Value.HasOpaqueETag ? TransferDetails.SourceOpaque : TransferDetails.DestinationOpaque), detail);
    }
}
