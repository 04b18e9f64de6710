using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Reporting;

namespace ArchiveTransfer.Verification;

/// <summary>Raises evidence that is below what the options require by one look at the destination, or fails the object and does not leave it behind.</summary>
internal static class EvidenceFloor
{
    /// <summary>The attempt as it is, with more evidence, or as a failure.</summary>
    public static async ValueTask<TransferAttempt> ApplyAsync(TransferAttempt attempt, TransferRun run, ObjectTally tally, CancellationToken cancellationToken)
    {
        VerificationEvidence required = run.Options.Verification.Required;
        VerificationEvidence known = attempt.Evidence ?? VerificationEvidence.None;
        if (known >= required)
        {
            return attempt.EvidenceReason is null && known == VerificationEvidence.None
                ? attempt.With(known, EvidenceReasons.NotLooked, attempt.ETag)
                : attempt;
        }

        PlannedTransfer item = attempt.Item;
        StoreResult<ObjectHead> head = await run.HeadDestinationAsync(item.DestinationKey, tally, cancellationToken).ConfigureAwait(false);
        if (!head.IsSuccess)
        {
            return TransferAttempt.Failed(item, new TransferError
            {
                Code = TransferErrorCodes.VerificationFailed,
                Message = $"{DisplayText.Quote(item.DestinationKey)} was written and cannot be read back ({DisplayText.Escape(head.Error.Code)}); grant s3:GetObject on the destination, or set Verification.Required to None.",
                StatusCode = head.Error.StatusCode,
                StoreCode = head.Error.Code,
                RequestId = head.Error.RequestId,
            });
        }

        ObjectHead found = head.Value;
        VerificationEvidence evidence = found.Size != item.Size ? VerificationEvidence.None
            : EntityTag.ProveEqual(item.Source.ETag, found.ETag) ? VerificationEvidence.ETag
            : VerificationEvidence.SizeOnly;
        if (evidence >= required)
        {
            return attempt.With(evidence, evidence == VerificationEvidence.SizeOnly ? attempt.EvidenceReason ?? EvidenceReasons.SizeFromHead : null, found.ETag);
        }

        string remains = await RemoveAsync(attempt, found, run, tally, cancellationToken).ConfigureAwait(false);
        return TransferAttempt.Failed(item, new TransferError
        {
            Code = TransferErrorCodes.VerificationFailed,
            Message = found.Size != item.Size
                ? $"{DisplayText.Quote(item.DestinationKey)} has {found.Size} bytes instead of {item.Size}; {remains}."
                : $"{DisplayText.Quote(item.DestinationKey)} reached the evidence {evidence} and Verification.Required is {required}; {remains}.",
        });
    }

    /// <summary>A failed attempt that left a wrong object behind (<see cref="TransferAttempt.ETag"/>): the object is removed, and the message says so.</summary>
    public static async ValueTask<TransferAttempt> CleanUpAsync(TransferAttempt attempt, TransferRun run, ObjectTally tally, CancellationToken cancellationToken)
    {
        if (attempt is not { Error: { } error, ETag: not null })
        {
            return attempt;
        }

        StoreResult<ObjectHead> head = await run.HeadDestinationAsync(attempt.Item.DestinationKey, tally, cancellationToken).ConfigureAwait(false);
        string remains = head.IsSuccess ? await RemoveAsync(attempt, head.Value, run, tally, cancellationToken).ConfigureAwait(false)
            : head.Error.StatusCode == 404 ? "it is gone"
            : $"it may be left behind, because it could not be looked at ({DisplayText.Escape(head.Error.Code)})";
        return new TransferAttempt(attempt.Item, error with { Message = $"{error.Message} What was written: {remains}." })
        {
            Detail = attempt.Detail,
            Exhausted = attempt.Exhausted,
            Retries = attempt.Retries,
        };
    }

    /// <summary>Removes what this attempt wrote and says what became of it: by its version, else while the object still has the ETag of the write. Never a bare DELETE in a versioned bucket, which would hide the good version below.</summary>
    private static async ValueTask<string> RemoveAsync(TransferAttempt attempt, ObjectHead found, TransferRun run, ObjectTally tally, CancellationToken cancellationToken)
    {
        if (!IsOwn(attempt, found))
        {
            return "it is left behind, because somebody else may have written it";
        }

        string? version = attempt.VersionId ?? found.VersionId;
        StoreResult<bool> deleted = await run.DestinationSender.SendAsync(
            StoreOperation.DeleteObject,
            static (call, timer) => call.Store.DeleteAsync(call.Address, timer.Token),
            (Store: run.Destination, Address: new ObjectAddress(run.Options.Destination.Bucket!, attempt.Item.DestinationKey, version)),
            tally,
            UnitOptions.Repeatable,
            cancellationToken).ConfigureAwait(false);
        return deleted.IsSuccess ? "it was removed again" : $"it is left behind, because removing it failed ({DisplayText.Escape(deleted.Error.Code)})";
    }

    /// <summary>Whether what was found is for certain what the attempt wrote, and neither an object that only looks like it nor one that somebody wrote since.</summary>
    private static bool IsOwn(TransferAttempt attempt, ObjectHead found) =>
        !attempt.WasFound
        && attempt.ETag is { Length: > 0 } written
        && string.Equals(written, found.ETag, StringComparison.OrdinalIgnoreCase)
        && (attempt.VersionId is null || found.VersionId is null || attempt.VersionId == found.VersionId);
}
