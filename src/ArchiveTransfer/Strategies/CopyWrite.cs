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
        return CopyAsync(Work.Run.CopyForms.Current, timer);
    }

    /// <summary>A refused header that can be done without must not cost the way: each is left out in turn, then all of them.</summary>
    protected override async ValueTask<StoreResult<WrittenObject>> SendSimplerAsync(StoreError refusal, AttemptTimer timer)
    {
        CopyForms forms = Work.Run.CopyForms;
        if (!forms.MaySuspectHeaders(refusal))
        {
            return refusal;
        }

        foreach ((CopyForm form, string dropped) in forms.Current.Simpler(Work.Item.Source.ETag is not null))
        {
            timer.Progress();
            Dispatched();
            StoreResult<WrittenObject> result = await CopyAsync(form, timer).ConfigureAwait(false);
            if (result.IsSuccess)
            {
                forms.Settle(form, dropped);
            }

            if (!forms.MaySuspectHeaders(result.Error))
            {
                return result;
            }
        }

        forms.Acquit();
        return refusal;
    }

    private ValueTask<StoreResult<WrittenObject>> CopyAsync(CopyForm form, AttemptTimer timer) => Work.Run.Destination.CopyAsync(
        new CopyRequest(Work.Source, Work.Destination, form.Attributes, form.PinsSource ? Work.Item.Source.ETag : null, IfNoneMatch),
        timer.Token);
}
