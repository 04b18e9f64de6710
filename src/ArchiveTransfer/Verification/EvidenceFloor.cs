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
                Message = $"{DisplayText.Quote(item.DestinationKey)} was written and cannot be read back ({head.Error.Code}); grant s3:GetObject on the destination, or set Verification.Required to None.",
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

        bool removed = await RemoveAsync(attempt, found, run, tally, cancellationToken).ConfigureAwait(false);
        string remains = removed ? "it was removed again" : "it is left behind, because somebody else may have written it meanwhile";
        return TransferAttempt.Failed(item, new TransferError
        {
            Code = TransferErrorCodes.VerificationFailed,
            Message = found.Size != item.Size
                ? $"{DisplayText.Quote(item.DestinationKey)} has {found.Size} bytes instead of {item.Size}; {remains}."
                : $"{DisplayText.Quote(item.DestinationKey)} reached the evidence {evidence} and Verification.Required is {required}; {remains}.",
        });
    }

    /// <summary>Removes what this attempt wrote: by its version, else only while the object still has the ETag of the write. Never a bare DELETE in a versioned bucket, which would hide the good version below.</summary>
    private static async ValueTask<bool> RemoveAsync(TransferAttempt attempt, ObjectHead found, TransferRun run, ObjectTally tally, CancellationToken cancellationToken)
    {
        string? version = attempt.VersionId ?? found.VersionId;
        if (version is null && !string.Equals(attempt.ETag, found.ETag, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        StoreResult<bool> deleted = await run.DestinationSender.SendAsync(
            StoreOperation.DeleteObject,
            static (call, timer) => call.Store.DeleteAsync(call.Address, timer.Token),
            (Store: run.Destination, Address: new ObjectAddress(run.Options.Destination.Bucket!, attempt.Item.DestinationKey, version)),
            tally,
            UnitOptions.Repeatable,
            cancellationToken).ConfigureAwait(false);
        return deleted.IsSuccess;
    }
}
