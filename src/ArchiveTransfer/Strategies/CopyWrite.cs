using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Strategies;

/// <summary>One object, copied inside the store in one request.</summary>
internal sealed class CopyWrite(ObjectWork work) : VisibleWrite(work, StoreOperation.CopyObject)
{
    protected override string? ExpectedETag => Work.Item.Source.ETag;

    protected override ValueTask<StoreResult<WrittenObject>> SendAsync(AttemptTimer timer)
    {
        Dispatched();
        return Work.Run.Destination.CopyAsync(
            new CopyRequest(Work.Source, Work.Destination, Work.Run.CopyAttributes, Work.Item.Source.ETag, IfNoneMatch),
            timer.Token);
    }
}
