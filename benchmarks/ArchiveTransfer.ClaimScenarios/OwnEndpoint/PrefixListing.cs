using Amazon.S3;
using Amazon.S3.Model;
using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.ObjectStorage.Sdk;
using ArchiveTransfer.Sources;

namespace ArchiveTransfer.ClaimScenarios.OwnEndpoint;

/// <summary>What there is below a prefix of the destination, the first page of it, and how each of it is removed.</summary>
internal sealed class PrefixListing(CollectionSession session, string prefix)
{
    private readonly TransferRun run = session.Run;
    private readonly DestinationOptions destination = session.Run.Options.Destination;

    public async Task<StoreResult<IReadOnlyList<Remnant>>> ObjectsAsync(CancellationToken cancellationToken)
    {
        StoreResult<ObjectPage> listed = await run.DestinationSender.SendAsync(
            StoreOperation.ListObjectsV2,
            static (call, attempt) => call.Store.ListAsync(call.Request, attempt.Token),
            (Store: run.Destination, Request: new ListRequest(destination.Bucket!, prefix)),
            tally: null,
            UnitOptions.Aside,
            cancellationToken);

        if (listed.Error is null && listed.Value is { Objects.Count: 0, NextToken: not null })
        {
            return ListingErrors.Endless(repeated: false);
        }

        // What a store lists beside what it was asked for is nobody's to remove.
        return listed.Error is { } error
            ? error
            : StoreResult<IReadOnlyList<Remnant>>.Of([.. listed.Value.Objects.Where(found => IsBelow(found.Key)).Select(static found => new Remnant(found.Key))]);
    }

    public Task<StoreResult<IReadOnlyList<Remnant>>> VersionsAsync(CancellationToken cancellationToken) =>
        AskAsync(StoreOperation.ListObjectsV2, ReadVersionsAsync, cancellationToken);

    public Task<StoreResult<IReadOnlyList<Remnant>>> UploadsAsync(CancellationToken cancellationToken) =>
        AskAsync(StoreOperation.ListParts, ReadUploadsAsync, cancellationToken);

    /// <returns>Why it was not; null: the store says that it was.</returns>
    public async ValueTask<StoreError?> RemoveAsync(Remnant remnant, CancellationToken cancellationToken)
    {
        StoreResult<bool> removed = remnant.UploadId is { } upload
            ? await run.DestinationSender.SendAsync(
                StoreOperation.AbortMultipartUpload,
                static (call, attempt) => call.Store.AbortUploadAsync(call.Upload, attempt.Token),
                (Store: run.Destination, Upload: new UploadAddress(destination.Bucket!, remnant.Key, upload)),
                tally: null,
                UnitOptions.Aside,
                cancellationToken)
            : await run.DestinationSender.SendAsync(
                StoreOperation.DeleteObject,
                static (call, attempt) => call.Store.DeleteAsync(call.Address, attempt.Token),
                (Store: run.Destination, Address: new ObjectAddress(destination.Bucket!, remnant.Key, remnant.VersionId)),
                tally: null,
                UnitOptions.Aside,
                cancellationToken);
        return removed.Error;
    }

    private async Task<StoreResult<IReadOnlyList<Remnant>>> AskAsync(
        StoreOperation operation, Func<IAmazonS3, CancellationToken, Task<IReadOnlyList<Remnant>>> read, CancellationToken cancellationToken) =>
        await run.DestinationSender.SendAsync(
            operation,
            static async (call, attempt) =>
            {
                try
                {
                    return StoreResult<IReadOnlyList<Remnant>>.Of(await call.Read(call.Client, attempt.Token));
                }
                catch (Exception exception) when (SdkErrors.From(call.Operation, exception) is { } error)
                {
                    attempt.Token.ThrowIfCancellationRequested();
                    return error;
                }
            },
            (Client: session.Context.DestinationClient, Operation: operation, Read: read),
            tally: null,
            UnitOptions.Aside,
            cancellationToken);

    private async Task<IReadOnlyList<Remnant>> ReadVersionsAsync(IAmazonS3 client, CancellationToken cancellationToken)
    {
        ListVersionsResponse page = await client.ListVersionsAsync(
            // XML cannot carry every character of a key.
            new ListVersionsRequest { BucketName = destination.Bucket, Prefix = prefix, Encoding = EncodingType.Url, ExpectedBucketOwner = destination.ExpectedBucketOwner },
            cancellationToken);
        RequireListing(page.Name is not null || page.IsTruncated is not null);
        bool isEncoded = string.Equals(page.Encoding?.Value, "url", StringComparison.OrdinalIgnoreCase);
        List<Remnant> found = [];
        foreach (S3ObjectVersion version in page.Versions ?? [])
        {
            string key = version.Key;
            if (isEncoded && !ListingKeys.TryDecode(key, out key))
            {
                throw new InvalidDataException("The listing of versions holds a key that is not percent-encoded UTF-8.");
            }

            found.Add(new Remnant(key, string.IsNullOrEmpty(version.VersionId) ? "null" : version.VersionId, IsMarker: version.IsDeleteMarker == true));
        }

        return [.. found.Where(version => IsBelow(version.Key))];
    }

    private async Task<IReadOnlyList<Remnant>> ReadUploadsAsync(IAmazonS3 client, CancellationToken cancellationToken)
    {
        ListMultipartUploadsResponse page = await client.ListMultipartUploadsAsync(
            new ListMultipartUploadsRequest { BucketName = destination.Bucket, Prefix = prefix, ExpectedBucketOwner = destination.ExpectedBucketOwner }, cancellationToken);
        RequireListing(page.BucketName is not null || page.IsTruncated is not null);
        return [.. (page.MultipartUploads ?? []).Where(upload => IsBelow(upload.Key)).Select(static upload => new Remnant(upload.Key, UploadId: upload.UploadId))];
    }

    /// <summary>An empty 200 is read as an empty listing, and proves nothing.</summary>
    private static void RequireListing(bool isOne)
    {
        if (!isOne)
        {
            throw new InvalidDataException("The store answered 200 without a listing.");
        }
    }

    private bool IsBelow(string key) => key.StartsWith(prefix, StringComparison.Ordinal);
}
