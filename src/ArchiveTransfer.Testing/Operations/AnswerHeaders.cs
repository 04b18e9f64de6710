using System.Globalization;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>Headers that tell of an object.</summary>
internal static class AnswerHeaders
{
    private const string DefaultContentType = "binary/octet-stream";

    public static List<KeyValuePair<string, string>> OfRead(StoredObject found)
    {
        var headers = OfWritten(found);
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

    public static List<KeyValuePair<string, string>> OfWritten(StoredObject written) =>
        [new("ETag", written.ETag.Quoted), .. written.Metadata.Encryption];
}
