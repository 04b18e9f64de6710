using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.ObjectStorage.Sdk;
using ArchiveTransfer.Planning;
using ArchiveTransfer.Strategies;
using MultipartUpload = ArchiveTransfer.Strategies.MultipartUpload;
using ObjectAttributes = ArchiveTransfer.Strategies.ObjectAttributes;

namespace ArchiveTransfer.Checking;

/// <summary>One key of the destination, and an upload that is begun and aborted: it proves the right to write, and leaves no object, no version and no part.</summary>
/// <param name="left">Takes a sentence about each upload that was not seen to be gone.</param>
internal sealed class DestinationCheck(CollectionSession session, List<string> left)
{
    /// <summary>Cleaning up has a time of its own: a run that was cancelled may have none.</summary>
    private static readonly TimeSpan CleaningTime = TimeSpan.FromSeconds(30);

    private readonly TransferRun run = session.Run;
    private readonly ArchiveCollectionOptions options = session.Run.Options;

    public async ValueTask<ArchiveCollectionCheckItem> ListAsync(CancellationToken cancellationToken)
    {
        // Whoever replaces everything does not look.
        bool required = options.Overwrite != OverwriteMode.Always;
        StoreResult<ObjectPage> listed = await ListingCheck.FirstPageAsync(run.Destination, run.DestinationSender, options.Destination, size: 1, cancellationToken).ConfigureAwait(false);
        return listed.Error is { } error
            ? ListingCheck.Failed(error, StoreSide.Destination, run, required)
            : CheckItems.Passed(CheckItems.DestinationList, $"{ListingCheck.Name(options.Destination)} can be listed.", required);
    }

    public async ValueTask<ArchiveCollectionCheckItem> WriteAsync(CancellationToken cancellationToken)
    {
        string key = $"{options.Destination.Prefix}.archivetransfer-check-{Guid.NewGuid():N}";
        if (Encoding.UTF8.GetByteCount(key) > TransferLimits.MaxKeyBytes)
        {
            return CheckItems.NotChecked(CheckItems.DestinationWrite, "Destination.Prefix leaves no room for a key to try with.");
        }

        cancellationToken.ThrowIfCancellationRequested();
        var work = new ObjectWork(run, new PlannedTransfer
        {
            Source = new ArchiveObject { Key = key },
            SourceBucket = options.Source.Bucket!,
            DestinationBucket = options.Destination.Bucket!,
            DestinationKey = key,
            Size = 0,
            Reason = TransferReasons.New,
        });
        (string? begun, StoreError? error, StoreError? unaborted) = (null, null, null);
        try
        {
            StoreResult<MultipartUpload> created = await MultipartUpload
                .CreateAsync(work, ObjectAttributes.ForContent(options, ObjectHeaders.None, tags: null), cancellationToken)
                .ConfigureAwait(false);
            error = created.Error;
            begun = error is null ? created.Value.Address.UploadId : null;
        }
        finally
        {
            // Cancelled or not: what may have been begun does not stay.
            using var cleaning = new CancellationTokenSource(CleaningTime, run.TimeProvider);
            unaborted = begun is null ? null : await AbortAsync(key, begun, cleaning.Token).ConfigureAwait(false);
            if (work.Tally.Retries > 0 || (begun is null && error is null or { Kind: StoreErrorKind.Unknown }))
            {
                await SweepAsync(key, begun, cleaning.Token).ConfigureAwait(false);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        return ToItem(key, error, unaborted);
    }

    private ArchiveCollectionCheckItem ToItem(string key, StoreError? error, StoreError? unaborted)
    {
        // A dry run writes nothing.
        bool required = !options.DryRun;
        string also = left.Count == 0 ? "" : $" {string.Join(' ', left)}";
        if ((error ?? unaborted) is not { } refused)
        {
            return CheckItems.Passed(CheckItems.DestinationWrite, $"{ListingCheck.Name(options.Destination)} can be written. Rights to a KMS key show with the first object only.{also}", required);
        }

        TransferError failure = TransferErrors.From(refused, StoreSide.Destination, options.Destination.Bucket!, key);
        bool denied = MissingPermission.IsMeant(refused, failure.Code);
        return error is null
            ? CheckItems.Failed(CheckItems.DestinationWrite, failure.Code, $"An upload can be begun, and not be aborted.{(denied ? $" {MissingPermission.ToAbort(run)}" : "")}{also}", required)
            : CheckItems.Failed(CheckItems.DestinationWrite, failure.Code, $"{failure.Message}{(denied ? $" {MissingPermission.ToWrite(run)}" : "")}{also}", required);
    }

    /// <summary>Null: the upload is gone; else it is among what is left.</summary>
    private async ValueTask<StoreError?> AbortAsync(string key, string uploadId, CancellationToken cancellationToken)
    {
        StoreError? error;
        try
        {
            error = await SendAbortAsync(new UploadAddress(options.Destination.Bucket!, key, uploadId), cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            error = NoTimeLeft(StoreOperation.AbortMultipartUpload);
        }

        if (error is not null)
        {
            left.Add($"The upload {DisplayText.Quote(uploadId)} of {DisplayText.Quote(key)} was begun and could not be aborted ({DisplayText.Escape(error.Code)}); abort it, or let a lifecycle rule do so.");
        }

        return error;
    }

    private async ValueTask<StoreError?> SendAbortAsync(UploadAddress upload, CancellationToken cancellationToken)
    {
        (IObjectStore Store, UploadAddress Upload) state = (run.Destination, upload);
        StoreResult<bool> aborted = await run.DestinationSender.SendAsync(
            StoreOperation.AbortMultipartUpload, static (call, attempt) => call.Store.AbortUploadAsync(call.Upload, attempt.Token), state, tally: null, UnitOptions.Aside, cancellationToken).ConfigureAwait(false);
        if (aborted.Error is { } error)
        {
            return error;
        }

        StoreResult<bool> open = await run.DestinationSender.SendAsync(
            StoreOperation.ListParts, static (call, attempt) => call.Store.UploadExistsAsync(call.Upload, attempt.Token), state, tally: null, UnitOptions.Aside, cancellationToken).ConfigureAwait(false);

        // An identity that may abort but not list has to take the store's word.
        return open is { Error: null, Value: true }
            ? new StoreError { Operation = StoreOperation.AbortMultipartUpload, Kind = StoreErrorKind.Permanent, Code = "StillListed", Message = "it is still listed" }
            : null;
    }

    /// <summary>An answer that was lost may have begun an upload that nobody knows by its id; its key is nobody else's.</summary>
    /// <param name="known">The upload whose answer came, dealt with already.</param>
    private async ValueTask SweepAsync(string key, string? known, CancellationToken cancellationToken)
    {
        StoreError? unseen;
        try
        {
            StoreResult<IReadOnlyList<string>> open = await run.DestinationSender.SendAsync(
                // The library itself never lists uploads; for what an error means it is a listing like the other.
                StoreOperation.ListParts,
                static (call, attempt) => ListUploadsAsync(call.Client, call.Request, attempt.Token),
                (Client: session.Context.DestinationClient, Request: new ListMultipartUploadsRequest { BucketName = options.Destination.Bucket, Prefix = key, ExpectedBucketOwner = options.Destination.ExpectedBucketOwner }),
                tally: null,
                UnitOptions.Aside,
                cancellationToken).ConfigureAwait(false);
            unseen = open.Error;
            foreach (string found in (open.IsSuccess ? open.Value : []).Where(found => found != known))
            {
                await AbortAsync(key, found, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            unseen = NoTimeLeft(StoreOperation.ListParts);
        }

        if (unseen is not null)
        {
            string missing = unseen.StatusCode == 403 ? $" {MissingPermission.ToListUploads(run)}" : "";
            left.Add($"An answer was lost, and whether it left an upload of {DisplayText.Quote(key)} could not be seen ({DisplayText.Escape(unseen.Code)}); a lifecycle rule would remove it.{missing}");
        }
    }

    private static async ValueTask<StoreResult<IReadOnlyList<string>>> ListUploadsAsync(IAmazonS3 client, ListMultipartUploadsRequest request, CancellationToken cancellationToken)
    {
        try
        {
            ListMultipartUploadsResponse open = await client.ListMultipartUploadsAsync(request, cancellationToken).ConfigureAwait(false);
            return StoreResult<IReadOnlyList<string>>.Of([.. (open.MultipartUploads ?? []).Select(static upload => upload.UploadId)]);
        }
        catch (Exception exception) when (SdkErrors.From(StoreOperation.ListParts, exception) is { } error)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return error;
        }
    }

    private static StoreError NoTimeLeft(StoreOperation operation) => new()
    {
        Operation = operation,
        Kind = StoreErrorKind.Unknown,
        Code = StoreErrorCodes.AttemptTimeout,
        Message = $"no answer for {CleaningTime}",
    };
}
