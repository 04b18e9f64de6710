using System.Security.Cryptography;
using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Strategies;

/// <summary>An object whose ranges flow into parts side by side. The size of a part does not enter memory.</summary>
internal sealed class StreamedParts(ObjectWork work, PartPlan plan, string? pinnedETag) : MultipartTransfer(work, plan, Parallelism)
{
    /// <summary>Parts of one object in flight.</summary>
    private const int Parallelism = 8;

    public WrittenParts Sent { get; } = new(work, plan.Count);

    protected override ValueTask<StoreResult<WrittenPart>> WritePartAsync(UploadAddress upload, int index, CancellationToken cancellationToken) =>
        Work.Run.DestinationSender.SendAsync(
            StoreOperation.UploadPart,
            static (call, timer) => call.Self.FlowAsync(call.Upload, call.Index, timer),
            (Self: this, Upload: upload, Index: index),
            Work.Tally,
            UnitOptions.Repeatable with { At = Work.Destination },
            cancellationToken);

    private async ValueTask<StoreResult<WrittenPart>> FlowAsync(UploadAddress upload, int index, AttemptTimer timer)
    {
        long length = Plan.LengthOf(index);
        StoreResult<ObjectBody> opened = await SourceRange.OpenAsync(Work, Plan.OffsetOf(index), length, pinnedETag, timer).ConfigureAwait(false);
        if (opened.Error is { } unread)
        {
            return unread;
        }

        using ObjectBody body = opened.Value;
        bool isSigned = Work.Run.Destination.SignsFlowingParts;
        using IncrementalHash? hash = isSigned ? null : ContentDigest.Begin(Work, whole: Plan.Count == 1);
        StoreResult<WrittenPart> part = await BodyFlow.RunAsync(
            body,
            length,
            hash,
            timer,
            Work.Run.Counters,
            whole: null,
            static (call, content, token) => call.Store.UploadPartAsync(new UploadPartRequest(call.Upload, call.Index + 1, content), token),
            (Store: Work.Run.Destination, Upload: upload, Index: index)).ConfigureAwait(false);

        return isSigned ? Sent.Accept(index, part) : Sent.Check(index, part, part.IsSuccess ? ContentDigest.End(hash) : null);
    }
}
