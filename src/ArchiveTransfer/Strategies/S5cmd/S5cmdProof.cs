using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Planning;
using ArchiveTransfer.Sources;
using ArchiveTransfer.Verification;

namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>
/// Turns what the tool said, or did not say, into fact: one listing of the destination over the keys of a window. A success proves nothing by
/// itself, because its line carries neither size nor ETag; silence proves nothing either.
/// </summary>
internal sealed class S5cmdProof(TransferRun run, List<S5cmdWork> window)
{
    private bool listingFailed;

    /// <summary>One attempt for every object of the window.</summary>
    public async IAsyncEnumerable<TransferAttempt> ProveAsync()
    {
        window.Sort(static (left, right) => Utf8KeyComparer.Instance.Compare(left.Item.DestinationKey, right.Item.DestinationKey));
        DestinationLookup lookup = DestinationLookup.Windowed(run, window[0].Item.DestinationKey, window[^1].Item.DestinationKey, window.Count, run.Settling);
        await using (lookup.ConfigureAwait(false))
        {
            foreach (S5cmdWork work in window)
            {
                yield return await JudgeAsync(work, lookup).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<TransferAttempt> JudgeAsync(S5cmdWork work, DestinationLookup lookup)
    {
        StoreResult<ObjectHead?> found = await FindAsync(work, lookup).ConfigureAwait(false);
        return found.Error is { } unseen ? Unseen(work, unseen)
            : work.Lost is { } lost ? Settle(work, lost, found.Value)
            : await CheckAsync(work, found.Value).ConfigureAwait(false);
    }

    private async ValueTask<StoreResult<ObjectHead?>> FindAsync(S5cmdWork work, DestinationLookup lookup)
    {
        if (!listingFailed)
        {
            try
            {
                DestinationState? state = await lookup.FindAsync(work.Item.DestinationKey).ConfigureAwait(false);
                if (lookup.Failure is null)
                {
                    return state is { } seen ? new ObjectHead { Size = seen.Size, ETag = seen.ETag, LastModified = seen.LastModified } : (ObjectHead?)null;
                }
            }
            catch (ListingFailedException)
            {
                // Said below, where a look at the object fails, too.
            }

            listingFailed = true;
        }

        // What the listing would have told is asked for one by one.
        StoreResult<ObjectHead> head = await run.HeadDestinationAsync(work.Item.DestinationKey, work.Object.Tally, run.Settling).ConfigureAwait(false);
        return head.IsSuccess ? head.Value
            : head.Error.StatusCode == 404 ? (ObjectHead?)null
            : head.Error;
    }

    /// <summary>Nobody knows what became of the line: what is there decides.</summary>
    private static TransferAttempt Settle(S5cmdWork work, StoreError lost, ObjectHead? found)
    {
        if (found is null || !LandingCheck.HasLanded(work.Object, found, work.Item.Source.ETag))
        {
            return work.Object.Failed(lost with { Kind = StoreErrorKind.Transient, Message = $"{lost.Message}; it did not take place" });
        }

        TransferAttempt attempt = TransferAttempt.Found(work.Item, found.ETag);
        return EntityTag.ProveEqual(work.Item.Source.ETag, found.ETag)
            ? attempt.With(VerificationEvidence.ETag, null, found.ETag)
            : attempt.With(VerificationEvidence.SizeOnly, TransferDetails.FoundAfterLostAnswer, found.ETag);
    }

    /// <summary>The tool said that it was copied: what is there must be it.</summary>
    private async ValueTask<TransferAttempt> CheckAsync(S5cmdWork work, ObjectHead? found)
    {
        if (found is null || !LandingCheck.IsFresh(work.Object, found))
        {
            // Listings may lag behind, and in one that is in no order what is there is not found.
            StoreResult<ObjectHead> head = await run.HeadDestinationAsync(work.Item.DestinationKey, work.Object.Tally, run.Settling).ConfigureAwait(false);
            if (head.Error is { StatusCode: not 404 } unseen)
            {
                return Unseen(work, unseen);
            }

            found = head.IsSuccess ? head.Value : null;
        }

        if (found is null || !LandingCheck.IsFresh(work.Object, found))
        {
            return work.Object.Failed(Wrong(StoreErrorKind.Transient, "it was reported as copied and is not at the destination"));
        }

        string? planned = work.Item.Source.ETag;
        bool comparable = EntityTag.AreComparable(planned, found.ETag) && !work.Object.DestinationIsOpaque;
        if (found.Size == work.Item.Size && EntityTag.ProveEqual(planned, found.ETag))
        {
            if (EntityTag.LooksLikeMd5(found.ETag))
            {
                run.ETags.Learn(opaque: false);
            }

            return Copied(work, found, VerificationEvidence.ETag, reason: null);
        }

        if (found.Size == work.Item.Size && !comparable)
        {
            string reason = planned is null ? TransferDetails.SourceETagUnknown
                : work.Object.DestinationIsOpaque ? TransferDetails.DestinationOpaque
                : TransferDetails.MultipartETag;
            return Copied(work, found, VerificationEvidence.SizeOnly, reason);
        }

        return await ExplainAsync(work, found, planned).ConfigureAwait(false);
    }

    /// <summary>Another size or another ETag: the source changed meanwhile, the ETags of one side are no MD5s, or it is the wrong object.</summary>
    private async ValueTask<TransferAttempt> ExplainAsync(S5cmdWork work, ObjectHead found, string? planned)
    {
        StoreResult<ObjectHead> source = await SourceObject.HeadAsync(work.Object, planned, run.Settling).ConfigureAwait(false);
        if (source.Error is { } changed && (changed.IsPreconditionFailed || changed.StatusCode == 404))
        {
            return work.Object.Failed(changed);
        }

        if (found.Size == work.Item.Size && source is { IsSuccess: true, Value.HasOpaqueETag: true })
        {
            run.ETags.Learn(opaque: true);
            return Copied(work, found, VerificationEvidence.SizeOnly, TransferDetails.SourceOpaque);
        }

        if (found.Size == work.Item.Size)
        {
            // A listing does not tell how an object is encrypted.
            StoreResult<ObjectHead> destination = await run.HeadDestinationAsync(work.Item.DestinationKey, work.Object.Tally, run.Settling).ConfigureAwait(false);
            if (destination is { IsSuccess: true, Value.HasOpaqueETag: true })
            {
                run.ETags.Learn(opaque: true);
                return Copied(work, found, VerificationEvidence.SizeOnly, TransferDetails.DestinationOpaque);
            }
        }

        return work.Object.Failed(Wrong(
            StoreErrorKind.NotThisWay,
            $"it was reported as copied, and the destination has {found.Size} bytes with the ETag {found.ETag} instead of {work.Item.Size} bytes with {planned}"));
    }

    private static TransferAttempt Unseen(S5cmdWork work, StoreError look)
    {
        StoreError unsettled = work.Lost ?? Wrong(StoreErrorKind.Unknown, "it was reported as copied");
        return work.Object.Failed(unsettled with
        {
            Kind = look.Kind == StoreErrorKind.NotThisWay ? StoreErrorKind.Permanent : look.Kind,
            RetryAfter = look.RetryAfter,
            Exhausted = look.Exhausted,
            Message = $"{unsettled.Message}; looking for it at the destination ended with {look.StatusCode} {look.Code}",
        });
    }

    private static TransferAttempt Copied(S5cmdWork work, ObjectHead found, VerificationEvidence evidence, string? reason) =>
        TransferAttempt.Copied(work.Item, found.ETag).With(evidence, reason, found.ETag);

    private static StoreError Wrong(StoreErrorKind kind, string message) => new()
    {
        Operation = StoreOperation.CopyObject,
        Kind = kind,
        Code = S5cmdErrors.ToolFailed,
        Message = message,
    };
}
