using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Strategies;

/// <summary>An object copied inside the store, part by part.</summary>
/// <param name="pinnedETag">ETag that every part is copied under, where it is known.</param>
internal sealed class CopiedParts(ObjectWork work, PartPlan plan, string? pinnedETag) : MultipartTransfer(work, plan, Parallelism)
{
    /// <summary>Parts of one object in flight.</summary>
    private const int Parallelism = 16;

    /// <summary>Whether the store refused to copy a part, so that another way may do.</summary>
    public bool PartsRefused { get; private set; }

    protected override async ValueTask<StoreResult<WrittenPart>> WritePartAsync(UploadAddress upload, int index, CancellationToken cancellationToken)
    {
        var request = new CopyPartRequest(Work.Source, upload, index + 1, Plan.OffsetOf(index), Plan.LengthOf(index), pinnedETag);
        StoreResult<WrittenPart> part = await Work.Run.DestinationSender.SendAsync(
            StoreOperation.UploadPartCopy,
            static (call, timer) => call.Store.CopyPartAsync(call.Request, timer.Token),
            (Store: Work.Run.Destination, Request: request),
            Work.Tally,
            UnitOptions.Repeatable with { Timeout = CopyTime.For(Work.Run.Options, request.Length) },
            cancellationToken).ConfigureAwait(false);

        PartsRefused |= part.Error is { Kind: StoreErrorKind.NotThisWay };
        return part;
    }

    /// <summary>
    /// Not every store heeds the condition on a part, and a mixture of two versions would be visible once completed: so the source is looked at
    /// again. A version cannot change.
    /// </summary>
    protected override async ValueTask<StoreError?> CheckBeforeCompleteAsync(CancellationToken cancellationToken) =>
        Work.Source.VersionId is null ? (await SourceObject.HeadAsync(Work, pinnedETag, cancellationToken).ConfigureAwait(false)).Error : null;
}
