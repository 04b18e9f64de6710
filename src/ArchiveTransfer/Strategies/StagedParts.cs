using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Strategies;

/// <summary>A staged object, uploaded part by part.</summary>
internal sealed class StagedParts(ObjectWork work, PartPlan plan, StagedFile file, StagedDownload download) : MultipartTransfer(work, plan, Parallelism)
{
    /// <summary>Parts of one object in flight.</summary>
    private const int Parallelism = 8;

    public WrittenParts Sent { get; } = new(work, plan.Count);

    protected override ValueTask<StoreResult<WrittenPart>> WritePartAsync(UploadAddress upload, int index, CancellationToken cancellationToken) =>
        Work.Run.DestinationSender.SendAsync(
            StoreOperation.UploadPart,
            static (call, timer) => call.Self.SendAsync(call.Upload, call.Index, timer),
            (Self: this, Upload: upload, Index: index),
            Work.Tally,
            UnitOptions.Repeatable with { At = Work.Destination },
            cancellationToken);

    private async ValueTask<StoreResult<WrittenPart>> SendAsync(UploadAddress upload, int index, AttemptTimer timer)
    {
        long length = Plan.LengthOf(index);
        await Work.Run.Outgoing.WaitAsync(length, timer).ConfigureAwait(false);
        using var range = new StagedRange(file, Plan.OffsetOf(index), length, timer, Work.Run.Counters);
        StoreResult<WrittenPart> part = await Work.Run.Destination
            .UploadPartAsync(new UploadPartRequest(upload, index + 1, StoreBody.Seekable(range, length, download.PayloadOf(index))), timer.Token)
            .ConfigureAwait(false);

        file.ThrowIfFailed();
        return Sent.Check(index, part, download.DigestOf(index));
    }
}
