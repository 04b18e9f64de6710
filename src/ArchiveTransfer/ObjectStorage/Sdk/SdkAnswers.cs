using System.Net;
using System.Text;
using Amazon.Runtime;
using Amazon.S3.Model;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>Answers of the SDK as values of the seam; an answer that proves nothing is an error.</summary>
internal static class SdkAnswers
{
    private const string Prefix = "x-amz-meta-";

    public static StoreResult<ObjectPage> Page(ListObjectsV2Response answer)
    {
        const StoreOperation operation = StoreOperation.ListObjectsV2;
        // A store that does not say it encoded the keys did not.
        var encoded = string.Equals(answer.Encoding?.Value, "url", StringComparison.OrdinalIgnoreCase);
        var listed = answer.S3Objects ?? [];
        var objects = new List<ListedObject>(listed.Count);
        foreach (var entry in listed)
        {
            var key = entry.Key;
            if (string.IsNullOrEmpty(key) || (encoded && !ListingKeys.TryDecode(key, out key)))
            {
                return Unreadable(operation, answer, $"The listing holds a key that is not percent-encoded UTF-8: \"{entry.Key}\".");
            }

            if (entry.Size is not >= 0)
            {
                return Unreadable(operation, answer, "The listing holds an object without a size.");
            }

            objects.Add(new(key, entry.Size.Value, Unquote(entry.ETag), Utc(entry.LastModified), NullIfEmpty(entry.StorageClass?.Value)));
        }

        var prefixes = new List<string>();
        foreach (var prefix in answer.CommonPrefixes ?? [])
        {
            var decoded = prefix;
            if (encoded && !ListingKeys.TryDecode(prefix, out decoded))
            {
                return Unreadable(operation, answer, $"The listing holds a prefix that is not percent-encoded UTF-8: \"{prefix}\".");
            }

            prefixes.Add(decoded);
        }

        if (answer.IsTruncated is not true)
        {
            // An empty 200 parses as an empty listing: without this element nothing proves that it was one.
            return answer.IsTruncated is false || answer.KeyCount is not null || answer.Name is not null
                ? new ObjectPage(objects, null) { CommonPrefixes = prefixes }
                : SdkErrors.Of(operation, (int)answer.HttpStatusCode, StoreErrorCodes.EmptyAnswer, "The store answered 200 without a listing.");
        }

        return string.IsNullOrEmpty(answer.NextContinuationToken)
            ? Unreadable(operation, answer, "The listing says there is more and not how to go on.")
            : new ObjectPage(objects, answer.NextContinuationToken) { CommonPrefixes = prefixes };
    }

    public static StoreResult<ObjectHead> Head(GetObjectMetadataResponse answer, WireExchange exchange)
    {
        if (answer.Headers.ContentLength < 0)
        {
            return Unreadable(StoreOperation.HeadObject, answer, "The answer does not tell the object's size.");
        }

        return new ObjectHead
        {
            Size = answer.Headers.ContentLength,
            ETag = Unquote(answer.ETag),
            LastModified = Utc(answer.LastModified),
            VersionId = NullIfEmpty(answer.VersionId),
            StorageClass = NullIfEmpty(answer.StorageClass?.Value),
            ServerSideEncryption = NullIfEmpty(answer.ServerSideEncryptionMethod?.Value),
            CustomerKey = !string.IsNullOrEmpty(answer.ServerSideEncryptionCustomerMethod?.Value),
            MissingMetadata = (answer.MissingMeta ?? 0) + Garbled(answer.Metadata, exchange),
            TagCount = answer.TagsCount,
            Headers = (exchange.Arrived ?? Headers(answer.Headers, answer.ContentLanguage, answer.ExpiresString)) with { Metadata = Metadata(answer.Metadata, exchange) },
        };
    }

    public static StoreResult<ObjectBody> Body(GetRequest request, GetObjectResponse answer, WireExchange exchange)
    {
        const StoreOperation operation = StoreOperation.GetObject;
        var declared = answer.Headers.ContentLength;
        long size;
        if (answer.HttpStatusCode == HttpStatusCode.PartialContent)
        {
            if (!ContentRange.TryParse(answer.ContentRange, out var first, out var last, out size) || first != request.Offset || last - first + 1 > request.Length
                || (declared >= 0 && declared != last - first + 1))
            {
                return Unreadable(operation, answer, $"Asked for {request.Length} bytes from {request.Offset} the store answered with the range \"{answer.ContentRange}\".");
            }

            declared = last - first + 1;
        }
        else if (request.Offset == 0 && declared == request.Length)
        {
            size = declared;
        }
        else
        {
            return SdkErrors.Of(operation, (int)answer.HttpStatusCode, StoreErrorCodes.RangeIgnored, $"Asked for {request.Length} bytes from {request.Offset} the store sends the whole object.");
        }

        var head = new ObjectHead
        {
            Size = size,
            ETag = Unquote(answer.ETag),
            LastModified = Utc(answer.LastModified),
            VersionId = NullIfEmpty(answer.VersionId),
            StorageClass = NullIfEmpty(answer.StorageClass?.Value),
            ServerSideEncryption = NullIfEmpty(answer.ServerSideEncryptionMethod?.Value),
            CustomerKey = !string.IsNullOrEmpty(answer.ServerSideEncryptionCustomerMethod?.Value),
            MissingMetadata = (answer.MissingMeta ?? 0) + Garbled(answer.Metadata, exchange),
            TagCount = answer.TagCount,
            Headers = (exchange.Arrived ?? Headers(answer.Headers, answer.ContentLanguage, answer.ExpiresString)) with { Metadata = Metadata(answer.Metadata, exchange) },
        };
        return new ObjectBody(new RangeStream(answer.ResponseStream, declared), declared, head, answer);
    }

    public static StoreResult<WrittenObject> Written(StoreOperation operation, AmazonWebServiceResponse answer, string? etag, string? versionId, string? encryption) =>
        Unquote(etag) is { } proof
            ? new WrittenObject { ETag = proof, VersionId = NullIfEmpty(versionId), ServerSideEncryption = NullIfEmpty(encryption) }
            : Unproven(operation, answer);

    public static StoreResult<WrittenPart> Part(StoreOperation operation, AmazonWebServiceResponse answer, int partNumber, string? etag) =>
        Unquote(etag) is { } proof ? new WrittenPart(partNumber, proof) : Unproven(operation, answer);

    public static StoreError Unproven(StoreOperation operation, AmazonWebServiceResponse answer) =>
        SdkErrors.Of(operation, (int)answer.HttpStatusCode, StoreErrorCodes.EmptyAnswer, "The store answered with success and without what proves it.") with
        {
            RequestId = NullIfEmpty(answer.ResponseMetadata?.RequestId),
        };

    private static StoreError Unreadable(StoreOperation operation, AmazonWebServiceResponse answer, string message) =>
        SdkErrors.Of(operation, (int)answer.HttpStatusCode, StoreErrorCodes.UnreadableAnswer, message) with { RequestId = NullIfEmpty(answer.ResponseMetadata?.RequestId) };

    private static ObjectHeaders Headers(HeadersCollection headers, string? language, string? expires) => new()
    {
        ContentType = NullIfEmpty(headers.ContentType),
        ContentEncoding = NullIfEmpty(headers.ContentEncoding),
        ContentDisposition = NullIfEmpty(headers.ContentDisposition),
        ContentLanguage = NullIfEmpty(headers.ContentLanguage) ?? NullIfEmpty(language),
        CacheControl = NullIfEmpty(headers.CacheControl),
        Expires = NullIfEmpty(expires),
    };

    private static KeyValuePair<string, string>[] Metadata(MetadataCollection metadata, WireExchange exchange) =>
        [.. metadata.Keys.Select(name => KeyValuePair.Create(name[Prefix.Length..].ToLowerInvariant(), Text(metadata[name], exchange)))];

    /// <summary>Values that are not UTF-8 cannot be sent on as they are; they count as not returned.</summary>
    private static int Garbled(MetadataCollection metadata, WireExchange exchange) =>
        metadata.Keys.Count(name => Text(metadata[name], exchange).Contains('\uFFFD', StringComparison.Ordinal));

    /// <summary>Our own client reads headers as the UTF-8 they are signed in, any other as Latin-1, byte for character.</summary>
    private static string Text(string value, WireExchange exchange) =>
        exchange.Arrived is not null || Ascii.IsValid(value) ? value : Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(value));

    private static string? Unquote(string? etag) => NullIfEmpty(etag?.Trim().Trim('"'));

    private static DateTimeOffset? Utc(DateTime? time) => time switch
    {
        null => null,
        { Kind: DateTimeKind.Local } local => new DateTimeOffset(local).ToUniversalTime(),
        { } utc => new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)),
    };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
