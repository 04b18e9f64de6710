using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Strategies;

/// <summary>Makes the object of its parts.</summary>
internal sealed class CompleteWrite(ObjectWork work, UploadAddress upload, WrittenPart[] parts, string? expectedETag) : VisibleWrite(work, StoreOperation.CompleteMultipartUpload)
{
    protected override string? ExpectedETag => expectedETag;

    protected override ValueTask<StoreResult<WrittenObject>> SendAsync(AttemptTimer timer)
    {
        Dispatched();
        return Work.Run.Destination.CompleteUploadAsync(new CompleteUploadRequest(upload, parts, IfNoneMatch), timer.Token);
    }
}
