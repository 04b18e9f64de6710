using System.Globalization;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>Headers that tell of an object.</summary>
internal static class AnswerHeaders
{
    private const string DefaultContentType = "binary/octet-stream";

    public static List<KeyValuePair<string, string>> OfRead(S3Bucket bucket, StoredObject found, DateTimeOffset now)
    {
        List<KeyValuePair<string, string>> headers = [new("ETag", found.ETag.Quoted), .. bucket.EncryptionOf(found.Metadata)];
        AddVersion(headers, bucket, found);
        headers.Add(new("Last-Modified", found.LastModified.ToString("R", CultureInfo.InvariantCulture)));
        headers.Add(new("Accept-Ranges", "bytes"));
        headers.AddRange(found.Metadata.Headers);
        if (found.Metadata.Header("content-type") is null)
        {
            headers.Add(new("content-type", DefaultContentType));
        }

        if (found.Metadata.StorageClass is { } storageClass)
        {
            headers.Add(new("x-amz-storage-class", storageClass));
        }

        if (found.Metadata.IsArchived)
        {
            headers.AddRange(ArchiveRules.Headers(found.Metadata, now));
        }

        headers.AddRange(ObjectLockHeaders.Of(found.Metadata.Lock));
        if (found.Metadata.Tags.Count > 0 || ReferenceEquals(found.Metadata.Tags, ObjectMetadata.LostTags))
        {
            headers.Add(new("x-amz-tagging-count", found.Metadata.Tags.Count.ToString(CultureInfo.InvariantCulture)));
        }

        return headers;
    }

    /// <summary>The checksum when it is asked for and tells of the very bytes that are sent: all of them, or a part that has its own.</summary>
    public static void AddChecksum(S3Request request, StoredObject found, List<KeyValuePair<string, string>> headers, ByteRange? range, ObjectPart? part)
    {
        if (!string.Equals(request.Header("x-amz-checksum-mode"), "ENABLED", StringComparison.OrdinalIgnoreCase) || found.Checksum is not { } checksum)
        {
            return;
        }

        var value = part is { } known && checksum.IsComposite ? known.Checksum : checksum.Value;
        if (value is not null && (part is not null && checksum.IsComposite || range is null || range.Value.Length == found.Size))
        {
            headers.Add(new(checksum.HeaderName, value));
            headers.Add(new("x-amz-checksum-type", checksum.Type));
        }
    }

    public static List<KeyValuePair<string, string>> OfWritten(S3Bucket bucket, StoredObject written)
    {
        List<KeyValuePair<string, string>> headers = [new("ETag", written.ETag.Quoted), .. bucket.EncryptionOf(written.Metadata)];
        AddNewVersion(headers, bucket, written);
        return headers;
    }

    /// <summary>The version that was read: also "null", but nothing in a bucket that never had versions.</summary>
    public static void AddVersion(List<KeyValuePair<string, string>> headers, S3Bucket bucket, StoredObject found, string name = "x-amz-version-id")
    {
        if (bucket.Contents.Versioning != Versioning.None)
        {
            headers.Add(new(name, found.VersionId));
        }
    }

    /// <summary>The version that was written: a null version is not told of.</summary>
    public static void AddNewVersion(List<KeyValuePair<string, string>> headers, S3Bucket bucket, StoredObject written)
    {
        if (written.VersionId != VersionIds.Null)
        {
            AddVersion(headers, bucket, written);
        }
    }
}
