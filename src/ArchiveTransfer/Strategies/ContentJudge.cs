using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Verification;

namespace ArchiveTransfer.Strategies;

/// <summary>What ETags prove about content that passed through this machine, and what they teach about the destination.</summary>
internal static class ContentJudge
{
    public static TransferAttempt Attempt(ObjectWork work, StoreResult<WrittenObject> result, PutWrite put) =>
        result.Error is { } error
            ? work.Failed(error, put.Doubted)
            : work.Copied(result.Value, put.Found, Judge(work, result.Value, put.Md5));

    /// <param name="ours">ETag by the bytes as they were read: an MD5, or the form of several parts; null: not known.</param>
    public static Judgement Judge(ObjectWork work, WrittenObject written, string? ours)
    {
        string? source = work.Item.Source.ETag;
        if (EntityTag.ProveEqual(ours, written.ETag))
        {
            if (!written.HasOpaqueETag)
            {
                work.Run.ETags.Learn(opaque: false);
            }

            return EntityTag.AreComparable(ours, source) && !EntityTag.ProveEqual(ours, source) ? Judgement.Open(TransferDetails.SourceOpaque) : Judgement.ETag;
        }

        if (EntityTag.ProveEqual(source, written.ETag))
        {
            return Judgement.ETag;
        }

        if (written.HasOpaqueETag)
        {
            work.Run.ETags.Learn(opaque: true);
        }

        return Judgement.Open(TransferDetails.DestinationOpaque);
    }
}
