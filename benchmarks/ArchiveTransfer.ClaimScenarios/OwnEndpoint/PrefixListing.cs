using System.Xml;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer.ClaimScenarios.OwnEndpoint;

/// <summary>What there is below a prefix of the destination, the first page that shows any of it, and how each of it is removed.</summary>
internal sealed class PrefixListing(CollectionSession session, string prefix)
{
    /// <summary>Pages without anything below the prefix, after which a store is not believed that there are more.</summary>
    private const int MostPages = 1_000;

    private readonly TransferRun run = session.Run;
    private readonly DestinationOptions destination = session.Run.Options.Destination;

    public async Task<StoreResult<IReadOnlyList<Remnant>>> ObjectsAsync(CancellationToken cancellationToken)
    {
        string? token = null;
        for (int page = 0; page < MostPages; page++)
        {
            StoreResult<ObjectPage> listed = await run.DestinationSender.SendAsync(
                StoreOperation.ListObjectsV2,
                static (call, attempt) => call.Store.ListAsync(call.Request, attempt.Token),
                (Store: run.Destination, Request: new ListRequest(destination.Bucket!, prefix, ContinuationToken: token)),
                tally: null,
                UnitOptions.Aside,
                cancellationToken);
            if (listed.Error is { } error)
            {
                return error;
            }

            // What a store lists beside what it was asked for is nobody's to remove.
            Remnant[] found = [.. listed.Value.Objects.Where(found => IsBelow(found.Key)).Select(static found => new Remnant(found.Key))];
            if (found.Length > 0 || listed.Value.NextToken is null)
            {
                return StoreResult<IReadOnlyList<Remnant>>.Of(found);
            }

            if (listed.Value.NextToken == token)
            {
                break;
            }

            token = listed.Value.NextToken;
        }

        return Endless(StoreOperation.ListObjectsV2);
    }

    public Task<StoreResult<IReadOnlyList<Remnant>>> VersionsAsync(CancellationToken cancellationToken) =>
        AskAsync(StoreOperation.ListObjectsV2, (client, token) => ReadAsync(StoreOperation.ListObjectsV2, (key, id) => VersionsAsync(client, key, id, token)), cancellationToken);

    public Task<StoreResult<IReadOnlyList<Remnant>>> UploadsAsync(CancellationToken cancellationToken) => UploadsAsync(prefix, cancellationToken);

    /// <param name="below">The whole prefix, or one key below it: some stores list uploads only by whole keys.</param>
    public Task<StoreResult<IReadOnlyList<Remnant>>> UploadsAsync(string below, CancellationToken cancellationToken) =>
        AskAsync(StoreOperation.ListParts, (client, token) => ReadAsync(StoreOperation.ListParts, (key, id) => UploadsAsync(client, below, key, id, token)), cancellationToken);

    /// <returns>What the store says of the replication of an object; null: nothing.</returns>
    public Task<StoreResult<string?>> ReplicationAsync(string key, CancellationToken cancellationToken) => AskAsync<string?>(
        StoreOperation.HeadObject,
        async (client, token) => StoreResult<string?>.Of((await client.GetObjectMetadataAsync(
            new GetObjectMetadataRequest { BucketName = destination.Bucket, Key = key, ExpectedBucketOwner = destination.ExpectedBucketOwner }, token)).ReplicationStatus?.Value),
        cancellationToken);

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

    private async Task<StoreResult<T>> AskAsync<T>(StoreOperation operation, Func<IAmazonS3, CancellationToken, Task<StoreResult<T>>> read, CancellationToken cancellationToken) =>
        await run.DestinationSender.SendAsync(
            operation,
            static async (call, attempt) =>
            {
                try
                {
                    return await call.Read(call.Client, attempt.Token);
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

    /// <summary>Follows the pages until one shows something below the prefix.</summary>
    private async Task<StoreResult<IReadOnlyList<Remnant>>> ReadAsync(StoreOperation operation, Func<string?, string?, Task<RemnantPage>> read)
    {
        (string? key, string? id) = (null, null);
        for (int i = 0; i < MostPages; i++)
        {
            RemnantPage page = await read(key, id);
            Remnant[] found = [.. page.Found.Where(remnant => IsBelow(remnant.Key))];
            if (found.Length > 0 || !page.IsTruncated)
            {
                return StoreResult<IReadOnlyList<Remnant>>.Of(found);
            }

            if (string.IsNullOrEmpty(page.NextKey) || (page.NextKey == key && page.NextId == id))
            {
                break;
            }

            (key, id) = (page.NextKey, page.NextId);
        }

        return Endless(operation);
    }

    private async Task<RemnantPage> VersionsAsync(IAmazonS3 client, string? keyMarker, string? idMarker, CancellationToken cancellationToken)
    {
        ListVersionsResponse page = await client.ListVersionsAsync(
            new ListVersionsRequest
            {
                BucketName = destination.Bucket,
                Prefix = prefix,
                KeyMarker = keyMarker,
                VersionIdMarker = idMarker,
                // XML cannot carry every character of a key.
                Encoding = EncodingType.Url,
                ExpectedBucketOwner = destination.ExpectedBucketOwner,
            },
            cancellationToken);
        RequireListing(page.Name is not null || page.IsTruncated is not null);
        bool isEncoded = IsUrl(page.Encoding);
        return new RemnantPage(
            [.. (page.Versions ?? []).Select(version => new Remnant(Decode(version.Key, isEncoded), string.IsNullOrEmpty(version.VersionId) ? "null" : version.VersionId, IsMarker: version.IsDeleteMarker == true))],
            page.IsTruncated == true,
            Decode(page.NextKeyMarker, isEncoded),
            NullIfEmpty(page.NextVersionIdMarker));
    }

    private async Task<RemnantPage> UploadsAsync(IAmazonS3 client, string below, string? keyMarker, string? idMarker, CancellationToken cancellationToken)
    {
        ListMultipartUploadsResponse page = await ListAsync(EncodingType.Url);
        bool isEncoded = (page.MultipartUploads ?? []).Exists(static upload => upload.Key.AsSpan().IndexOfAny('%', '+') >= 0);
        if (isEncoded)
        {
            // Or the store did not encode, which nothing tells: plain keys are not in doubt, where XML can carry them.
            try
            {
                page = await ListAsync(encoding: null);
                isEncoded = false;
            }
            catch (Exception exception) when (exception is XmlException or AmazonUnmarshallingException)
            {
                // It cannot.
            }
        }

        RequireListing(page.BucketName is not null || page.IsTruncated is not null);
        return new RemnantPage(
            [.. (page.MultipartUploads ?? []).Select(upload => new Remnant(Decode(upload.Key, isEncoded), UploadId: upload.UploadId))],
            page.IsTruncated == true,
            Decode(page.NextKeyMarker, isEncoded),
            NullIfEmpty(page.NextUploadIdMarker));

        Task<ListMultipartUploadsResponse> ListAsync(EncodingType? encoding) => client.ListMultipartUploadsAsync(
            new ListMultipartUploadsRequest
            {
                BucketName = destination.Bucket,
                Prefix = below,
                KeyMarker = keyMarker,
                UploadIdMarker = idMarker,
                Encoding = encoding,
                ExpectedBucketOwner = destination.ExpectedBucketOwner,
            },
            cancellationToken);
    }

    private static bool IsUrl(EncodingType? encoding) => string.Equals(encoding?.Value, "url", StringComparison.OrdinalIgnoreCase);

    private static string Decode(string? text, bool isEncoded)
    {
        string key = text ?? "";
        return !isEncoded || ListingKeys.TryDecode(key, out key) ? key : throw new InvalidDataException("The listing holds a key that is not percent-encoded UTF-8.");
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static StoreError Endless(StoreOperation operation) => new()
    {
        Operation = operation,
        Kind = StoreErrorKind.Permanent,
        Code = "EndlessListing",
        Message = "the store lists page after page without anything below the prefix, and says each time that there is more",
    };

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
