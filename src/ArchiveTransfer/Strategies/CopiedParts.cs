using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Strategies;

/// <summary>An object copied inside the store, part by part.</summary>
/// <param name="pinnedETag">ETag that every part is copied under, where it is known.</param>
internal sealed class CopiedParts(ObjectWork work, PartPlan plan, string? pinnedETag) : MultipartTransfer(work, plan, Parallelism)
{
    /// <summary>Parts of one object in flight.</summary>
    private const int Parallelism = 16;

    private int acquitted;

    /// <summary>Whether the store refused to copy a part, so that another way may do.</summary>
    public bool PartsRefused { get; private set; }

    protected override async ValueTask<StoreResult<WrittenPart>> WritePartAsync(UploadAddress upload, int index, CancellationToken cancellationToken)
    {
        CopyForms forms = Work.Run.CopyForms;
        var request = new CopyPartRequest(Work.Source, upload, index + 1, Plan.OffsetOf(index), Plan.LengthOf(index), forms.PinsParts ? pinnedETag : null);
        StoreResult<WrittenPart> part = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (request.SourceIfMatch is not null && part.Error is { } refusal && forms.MaySuspect(refusal))
        {
            // Before anything becomes visible the source is looked at again, condition or not.
            part = await SendAsync(request with { SourceIfMatch = null }, cancellationToken).ConfigureAwait(false);
            if (part.IsSuccess)
            {
                forms.UnpinParts(refusal);
            }
            else if (Interlocked.Exchange(ref acquitted, 1) == 0)
            {
                forms.Acquit(StoreOperation.UploadPartCopy);
            }
        }

        PartsRefused |= part.Error is { Kind: StoreErrorKind.NotThisWay };
        if (part.IsSuccess)
        {
            // Whoever waits for the first object of the pair need not wait for all of its parts.
            Work.Run.CopyPairs.Of(Work.Item, byParts: true).Succeed();
            Work.Run.RefusedPartCopies.Remove(Work.Item);
        }

        return part;
    }

    private ValueTask<StoreResult<WrittenPart>> SendAsync(CopyPartRequest request, CancellationToken cancellationToken) =>
        Work.Run.DestinationSender.SendAsync(
            StoreOperation.UploadPartCopy,
            static (call, timer) => call.Store.CopyPartAsync(call.Request, timer.Token),
            (Store: Work.Run.Destination, Request: request),
            Work.Tally,
            UnitOptions.Repeatable with { At = Work.Destination, Timeout = CopyTime.For(Work.Run.Options, request.Length) },
            cancellationToken);

    /// <summary>
    /// Not every store heeds the condition on a part, and a mixture of two versions would be visible once completed: so the source is looked at
    /// again. A version cannot change.
    /// </summary>
    protected override async ValueTask<StoreError?> CheckBeforeCompleteAsync(CancellationToken cancellationToken) =>
        Work.Source.VersionId is null ? (await SourceObject.HeadAsync(Work, pinnedETag, cancellationToken).ConfigureAwait(false)).Error : null;
}
