using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Strategies;

/// <summary>
/// The traditional workflow, done well: list, download to disk, verify, upload, clean up. GET and PUT, 2 requests, up to 64 MiB (or the
/// multipart threshold); above it 2k + 2: k GETs, create, k parts, complete. An empty object is HEAD and PUT.
/// </summary>
internal sealed class TraditionalStrategy : StoreStrategy
{
    /// <summary>Objects larger than this are fetched and sent in parallel.</summary>
    public const long ParallelBytes = 64 * TransferLimits.MiB;

    public override string Name => TransferStrategyNames.Traditional;

    public override TransferPath Path => TransferPath.Disk;

    public override TransferEligibility CanTransfer(PlannedTransfer item, TransferContext context) => PartPlan.Limit(item);

    public override async ValueTask<TransferAttempt> TransferAsync(PlannedTransfer item, TransferRun run, CancellationToken cancellationToken)
    {
        var work = new ObjectWork(run, item);
        if (SourceObject.RefuseArchived(work) is { } archived)
        {
            return archived;
        }

        if (item.Size == 0)
        {
            return await ContentPut.PutEmptyAsync(work, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            using StagedFile file = await run.Staging.CreateAsync(item.Size, cancellationToken).ConfigureAwait(false);
            return await TransferAsync(work, file, cancellationToken).ConfigureAwait(false);
        }
        catch (StagingException exception)
        {
            return work.Failed(
                TransferErrorCodes.StagingFailed,
                TransferErrorKind.Permanent,
                $"{exception.Message} Free space or grant access there, set Staging.Directory to another place, or use a mode that needs no disk.");
        }
    }

    private static async ValueTask<TransferAttempt> TransferAsync(ObjectWork work, StagedFile file, CancellationToken cancellationToken)
    {
        long size = work.Item.Size;
        PartPlan plan = size <= Math.Min(work.Run.MultipartThresholdBytes, ParallelBytes) ? PartPlan.Whole(size) : PartPlan.For(size, work.Run.PartBytes);

        var download = new StagedDownload(work, plan, file);
        if (await download.RunAsync(cancellationToken).ConfigureAwait(false) is { } unread)
        {
            return work.Failed(unread);
        }

        StoreResult<WriteAttributes> attributes = await SourceObject.AttributesAsync(work, download.Head, cancellationToken).ConfigureAwait(false);
        if (attributes.Error is { } unreadable)
        {
            return work.Failed(unreadable);
        }

        return plan.Count == 1
            ? await UploadAsync(work, file, download, attributes.Value, cancellationToken).ConfigureAwait(false)
            : await UploadPartsAsync(work, plan, file, download, attributes.Value, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<TransferAttempt> UploadAsync(ObjectWork work, StagedFile file, StagedDownload download, WriteAttributes attributes, CancellationToken cancellationToken)
    {
        var put = new ContentPut(work, file, attributes, download.DigestOf(0), download.PayloadOf(0));
        StoreResult<WrittenObject> result = await put.RunAsync(timeout: null, cancellationToken).ConfigureAwait(false);
        return ContentJudge.Attempt(work, result, put);
    }

    private static async ValueTask<TransferAttempt> UploadPartsAsync(
        ObjectWork work, PartPlan plan, StagedFile file, StagedDownload download, WriteAttributes attributes, CancellationToken cancellationToken)
    {
        var parts = new StagedParts(work, plan, file, download);
        StoreResult<WrittenObject> result = await parts.RunAsync(attributes, cancellationToken).ConfigureAwait(false);
        return result.Error is { } error
            ? work.Failed(error)
            : work.Copied(result.Value, parts.Found, ContentJudge.Judge(work, result.Value, parts.Sent.ETag));
    }
}
