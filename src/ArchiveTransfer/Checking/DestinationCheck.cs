using System.Text;
using Amazon.S3.Model;
using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Planning;
using ArchiveTransfer.Strategies;
using MultipartUpload = ArchiveTransfer.Strategies.MultipartUpload;

namespace ArchiveTransfer.Checking;

/// <summary>One key of the destination, and an upload that is begun and aborted: it proves the right to write, and leaves no object, no version and no part.</summary>
internal sealed class DestinationCheck(CollectionSession session)
{
    private readonly TransferRun run = session.Run;
    private readonly ArchiveCollectionOptions options = session.Run.Options;

    public async ValueTask<ArchiveCollectionCheckItem> ListAsync(CancellationToken cancellationToken)
    {
        // Whoever replaces everything does not look.
        bool required = options.Overwrite != OverwriteMode.Always;
        StoreResult<ObjectPage> listed = await ListingCheck.FirstPageAsync(run.Destination, run.DestinationSender, options.Destination, size: 1, cancellationToken).ConfigureAwait(false);
        return listed.Error is { } error
            ? ListingCheck.Failed(error, StoreSide.Destination, options, required)
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
        MultipartUpload? upload = null;
        StoreError? error = null;
        (string? left, string? unseen) = (null, null);
        try
        {
            StoreResult<MultipartUpload> created = await MultipartUpload
                .CreateAsync(work, ObjectAttributes.ForContent(options, ObjectHeaders.None, tags: null), cancellationToken)
                .ConfigureAwait(false);
            error = created.Error;
            upload = error is null ? created.Value : null;
        }
        finally
        {
            // Cancelled or not: what may have been begun does not stay.
            left = upload is null ? null : await AbortAsync(upload).ConfigureAwait(false);
            unseen = work.Tally.Retries > 0 || error is { Kind: StoreErrorKind.Unknown } ? await SweepAsync(key).ConfigureAwait(false) : null;
        }

        cancellationToken.ThrowIfCancellationRequested();
        return ToItem(key, error, left, unseen);
    }

    private ArchiveCollectionCheckItem ToItem(string key, StoreError? error, string? left, string? unseen)
    {
        // A dry run writes nothing.
        bool required = !options.DryRun;
        string also = unseen is null ? "" : $" {unseen}";
        if (error is not null)
        {
            TransferError failure = TransferErrors.From(error, StoreSide.Destination, options.Destination.Bucket!, key);
            string missing = MissingPermission.IsMeant(failure.Code) ? $" {MissingPermission.ToWrite(options)}" : "";
            return CheckItems.Failed(CheckItems.DestinationWrite, failure.Code, $"{failure.Message}{missing}{also}", required);
        }

        return left is null
            ? CheckItems.Passed(CheckItems.DestinationWrite, $"{ListingCheck.Name(options.Destination)} can be written. Rights to a KMS key show with the first object only.{also}", required)
            : CheckItems.Failed(CheckItems.DestinationWrite, TransferErrorCodes.AccessDenied, $"An upload can be begun, and not be aborted: {left} {MissingPermission.ToAbort(options)}{also}", required);
    }

    /// <summary>What a run would warn of; null: the upload is gone.</summary>
    private async ValueTask<string?> AbortAsync(MultipartUpload upload)
    {
        int before = run.Warnings.Read().Count;
        await upload.AbortAsync().ConfigureAwait(false);
        return run.Warnings.Read().Skip(before).FirstOrDefault();
    }

    /// <summary>An answer that was lost may have begun an upload that nobody knows by its id; its key is nobody else's. Null: none is left.</summary>
    private async ValueTask<string?> SweepAsync(string key)
    {
        try
        {
            ListMultipartUploadsResponse open = await session.Context.DestinationClient.ListMultipartUploadsAsync(
                new ListMultipartUploadsRequest { BucketName = options.Destination.Bucket, Prefix = key, ExpectedBucketOwner = options.Destination.ExpectedBucketOwner }, run.Settling).ConfigureAwait(false);
            foreach (Amazon.S3.Model.MultipartUpload found in open.MultipartUploads ?? [])
            {
                StoreResult<bool> aborted = await run.DestinationSender.SendAsync(
                    StoreOperation.AbortMultipartUpload,
                    static (call, attempt) => call.Store.AbortUploadAsync(call.Upload, attempt.Token),
                    (Store: run.Destination, Upload: new UploadAddress(options.Destination.Bucket!, key, found.UploadId)),
                    tally: null,
                    UnitOptions.Aside,
                    run.Settling).ConfigureAwait(false);
                if (aborted.Error is { } error)
                {
                    return $"The upload {DisplayText.Quote(found.UploadId)} of {DisplayText.Quote(key)} was begun and could not be aborted ({DisplayText.Escape(error.Code)}); abort it, or let a lifecycle rule do so.";
                }
            }

            return null;
        }
#pragma warning disable CA1031 // Whatever the client throws: the check says that it could not look, and ends.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return $"An answer was lost, and whether it left an upload of {DisplayText.Quote(key)} could not be seen ({DisplayText.Escape(exception.Message)}); a lifecycle rule would remove it.";
        }
    }
}
