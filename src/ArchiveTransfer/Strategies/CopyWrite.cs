using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Strategies;

/// <summary>One object, copied inside the store in one request.</summary>
internal sealed class CopyWrite(ObjectWork work) : VisibleWrite(work, StoreOperation.CopyObject)
{
    private CopyForm sent = work.Run.CopyForms.Current;

    /// <summary>The store was not asked to copy this very version only.</summary>
    public bool WasUnpinned => !sent.PinsSource;

    protected override string? ExpectedETag => Work.Item.Source.ETag;

    protected override ValueTask<StoreResult<WrittenObject>> SendAsync(AttemptTimer timer) => CopyAsync(Work.Run.CopyForms.Current, timer);

    /// <summary>A refused header that can be done without must not cost the way.</summary>
    protected override async ValueTask<StoreResult<WrittenObject>> SendSimplerAsync(StoreError refusal, AttemptTimer timer)
    {
        CopyForms forms = Work.Run.CopyForms;
        CopyForm refused = sent;
        if (!forms.MaySuspect(refusal))
        {
            return refusal;
        }

        IEnumerable<(CopyForm Form, string Dropped)> simpler = refused.Simpler(Work.Item.Source.ETag is not null);
        if (forms.Current != refused)
        {
            // Another object has found out meanwhile.
            simpler = simpler.Prepend((forms.Current, ""));
        }
        else if (forms.Suspected is { } suspected)
        {
            simpler = simpler.Prepend((suspected.Form, suspected.Dropped));
        }

        foreach ((CopyForm form, string dropped) in simpler)
        {
            timer.Progress();
            StoreResult<WrittenObject> result = await CopyAsync(form, timer).ConfigureAwait(false);
            if (result.IsSuccess && dropped.Length > 0)
            {
                forms.Settle(refused, form, dropped, refusal);
            }

            if (result.Error is not { Kind: StoreErrorKind.NotThisWay } and not { Code: "InvalidStorageClass" })
            {
                return result;
            }
        }

        forms.Acquit(StoreOperation.CopyObject);
        return refusal;
    }

    private ValueTask<StoreResult<WrittenObject>> CopyAsync(CopyForm form, AttemptTimer timer)
    {
        Dispatched();
        sent = form;
        return Work.Run.Destination.CopyAsync(
            new CopyRequest(Work.Source, Work.Destination, form.Attributes, form.PinsSource ? Work.Item.Source.ETag : null, IfNoneMatch),
            timer.Token);
    }
}
