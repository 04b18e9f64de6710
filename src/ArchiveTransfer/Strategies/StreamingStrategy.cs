using System.Buffers;
using System.Numerics;
using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Strategies;

/// <summary>
/// Bytes pass through memory: GET and PUT, 2 requests, up to the multipart threshold, the small ones in a buffer, the others flowing; above
/// it 2k + 3: HEAD of the source, create, k times GET and part, complete. An empty object is HEAD and PUT.
/// </summary>
internal sealed class StreamingStrategy : StoreStrategy
{
    public override string Name => TransferStrategyNames.Streaming;

    public override TransferPath Path => TransferPath.Memory;

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

        if (item.Size <= TransferLimits.SmallObjectBytes)
        {
            return await HoldAsync(work, cancellationToken).ConfigureAwait(false);
        }

        return item.Size <= Math.Min(run.MultipartThresholdBytes, TransferLimits.MaxSingleRequestBytes) && run.Destination.CanPutFlowingBody(work.SourceMd5 is not null)
            ? await PutAsync(work, buffer: default, cancellationToken).ConfigureAwait(false)
            : await PutPartsAsync(work, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<TransferAttempt> HoldAsync(ObjectWork work, CancellationToken cancellationToken)
    {
        int size = (int)work.Item.Size;
        long taken = BitOperations.RoundUpToPowerOf2((uint)size);
        ByteBudget buffers = work.Run.Buffers;
        await buffers.EnterAsync(taken, cancellationToken).ConfigureAwait(false);
        try
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(size);
            TransferAttempt attempt = await PutAsync(work, buffer.AsMemory(0, size), cancellationToken).ConfigureAwait(false);

            // Only after one clean attempt: one that was given up may still hold the buffer, and a pool must not hand it to another.
            if (attempt is { Retries: 0, Error: null, WasFound: false })
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }

            return attempt;
        }
        finally
        {
            buffers.Release(taken);
        }
    }

    private static async ValueTask<TransferAttempt> PutAsync(ObjectWork work, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var put = new StreamedPut(work, buffer);
        StoreResult<WrittenObject> result = await put.RunAsync(timeout: null, cancellationToken).ConfigureAwait(false);
        return result.Error is { Code: StoreErrorCodes.ChecksumUnknown }
            ? await PutPartsAsync(work, cancellationToken).ConfigureAwait(false)
            : ContentJudge.Attempt(work, result, put);
    }

    private static async ValueTask<TransferAttempt> PutPartsAsync(ObjectWork work, CancellationToken cancellationToken)
    {
        StoreResult<ObjectHead> head = await SourceObject.HeadAsync(work, work.Item.Source.ETag, cancellationToken).ConfigureAwait(false);
        if (head.Error is { } unseen)
        {
            return work.Failed(unseen);
        }

        StoreResult<WriteAttributes> attributes = await SourceObject.AttributesAsync(work, head.Value, cancellationToken).ConfigureAwait(false);
        if (attributes.Error is { } unreadable)
        {
            return work.Failed(unreadable);
        }

        var parts = new StreamedParts(work, PartPlan.For(work.Item.Size, work.Run.PartBytes), work.Item.Source.ETag ?? head.Value.ETag);
        StoreResult<WrittenObject> result = await parts.RunAsync(attributes.Value, cancellationToken).ConfigureAwait(false);
        return result.Error is { } error
            ? work.Failed(error)
            : work.Copied(result.Value, parts.Found, ContentJudge.Judge(work, result.Value, parts.Sent.ETag));
    }
}
