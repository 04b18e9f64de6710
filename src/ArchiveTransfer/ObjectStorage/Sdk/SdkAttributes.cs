using System.Buffers;
using System.Net.Http.Headers;
using Amazon.S3;
using Amazon.S3.Model;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>What an object shall have, on the three requests that can say so: the same on each.</summary>
internal static class SdkAttributes
{
    /// <summary>What S3 stores when no type is sent. The SDK would guess one from the end of the key.</summary>
    private const string NoType = "binary/octet-stream";

    private static readonly SearchValues<char> Breaking = SearchValues.Create("\r\n\0");

    public static void Apply(WriteAttributes attributes, PutObjectRequest request)
    {
        Write(attributes.Headers ?? ObjectHeaders.None, request.Headers);
        request.Expires = attributes.Headers?.Expires;
        request.TagSet = TagSet(attributes.Tags);
        request.StorageClass = Class(attributes);
        request.CannedACL = Acl(attributes);
        if (attributes.Encryption is { } encryption)
        {
            request.ServerSideEncryptionMethod = new ServerSideEncryptionMethod(encryption.Algorithm);
            request.ServerSideEncryptionKeyManagementServiceKeyId = encryption.KmsKeyId;
            request.BucketKeyEnabled = encryption.BucketKeyEnabled;
        }
    }

    public static void Apply(WriteAttributes attributes, InitiateMultipartUploadRequest request)
    {
        Write(attributes.Headers ?? ObjectHeaders.None, request.Headers);
        request.Expires = attributes.Headers?.Expires;
        request.TagSet = TagSet(attributes.Tags);
        request.StorageClass = Class(attributes);
        request.CannedACL = Acl(attributes);
        if (attributes.Encryption is { } encryption)
        {
            request.ServerSideEncryptionMethod = new ServerSideEncryptionMethod(encryption.Algorithm);
            request.ServerSideEncryptionKeyManagementServiceKeyId = encryption.KmsKeyId;
            request.BucketKeyEnabled = encryption.BucketKeyEnabled;
        }
    }

    public static void Apply(WriteAttributes attributes, CopyObjectRequest request)
    {
        request.MetadataDirective = attributes.Headers is null ? S3MetadataDirective.COPY : S3MetadataDirective.REPLACE;
        if (attributes.Headers is { } headers)
        {
            Write(headers, request.Headers);
            request.Expires = headers.Expires;
        }

        request.TaggingDirective = attributes.Tags is not null ? TaggingDirective.REPLACE : attributes.AnyTags ? null : TaggingDirective.COPY;
        request.TagSet = TagSet(attributes.Tags);
        request.StorageClass = Class(attributes);
        request.CannedACL = Acl(attributes);
        if (attributes.Encryption is { } encryption)
        {
            request.ServerSideEncryptionMethod = new ServerSideEncryptionMethod(encryption.Algorithm);
            request.ServerSideEncryptionKeyManagementServiceKeyId = encryption.KmsKeyId;
            request.BucketKeyEnabled = encryption.BucketKeyEnabled;
        }
    }

    /// <summary>The exact texts for <see cref="WireHandler"/>.</summary>
    public static WireExchange Exchange(ObjectHeaders? headers) => headers is null ? new() : new() { ContentType = headers.ContentType ?? NoType, Expires = headers.Expires };

    /// <summary>A header that would not arrive as it is; null: none.</summary>
    /// <param name="exact">The client is ours: <see cref="WireHandler"/> sends what was signed.</param>
    public static string? Inexpressible(ObjectHeaders? headers, bool exact)
    {
        if (headers is null)
        {
            return null;
        }

        // The SDK itself parses this one, and throws.
        if (headers.ContentType is { } type && (!MediaTypeHeaderValue.TryParse(type, out var parsed) || (!exact && parsed.ToString() != type)))
        {
            return "Content-Type";
        }

        if (!exact && headers.Expires is not null)
        {
            return "Expires";
        }

        return Fixed(headers).Concat(headers.Metadata).FirstOrDefault(header => !CanTravel(header.Value, exact)).Key;
    }

    private static bool CanTravel(string? value, bool exact) => value is null || (!value.AsSpan().ContainsAny(Breaking) && (exact || System.Text.Ascii.IsValid(value)));

    private static IEnumerable<KeyValuePair<string, string>> Fixed(ObjectHeaders headers) =>
    [
        new("Content-Type", headers.ContentType!),
        new("Content-Encoding", headers.ContentEncoding!),
        new("Content-Disposition", headers.ContentDisposition!),
        new("Content-Language", headers.ContentLanguage!),
        new("Cache-Control", headers.CacheControl!),
        new("Expires", headers.Expires!),
    ];

    private static void Write(ObjectHeaders headers, HeadersCollection to)
    {
        to.ContentType = headers.ContentType ?? NoType;
        to.ContentEncoding = headers.ContentEncoding;
        to.ContentDisposition = headers.ContentDisposition;
        to.ContentLanguage = headers.ContentLanguage;
        to.CacheControl = headers.CacheControl;
        foreach (var (name, value) in headers.Metadata)
        {
            // Not through the SDK's metadata collection: a switch of the process makes it escape the values.
            to["x-amz-meta-" + name] = value;
        }
    }

    private static List<Tag>? TagSet(IReadOnlyList<KeyValuePair<string, string>>? tags) =>
        tags is null or { Count: 0 } ? null : tags.Select(static tag => new Tag { Key = tag.Key, Value = tag.Value }).ToList();

    private static S3StorageClass? Class(WriteAttributes attributes) => attributes.StorageClass is { } name ? new S3StorageClass(name) : null;

    private static S3CannedACL? Acl(WriteAttributes attributes) => attributes.CannedAcl is { } name ? new S3CannedACL(name) : null;
}
