using System.Globalization;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>Headers that tell of an object.</summary>
internal static class AnswerHeaders
{
    private const string DefaultContentType = "binary/octet-stream";
    private const string OverridePrefix = "response-";
    private static readonly string[] Overridable = ["content-type", "content-language", "content-encoding", "content-disposition", "cache-control", "expires"];

    public static List<KeyValuePair<string, string>> OfRead(S3Request request, StoredObject found)
    {
        var headers = OfWritten(found);
        headers.Add(new("Last-Modified", found.LastModified.ToString("R", CultureInfo.InvariantCulture)));
        headers.Add(new("Accept-Ranges", "bytes"));
        headers.AddRange(found.Metadata.Headers);
        if (found.Metadata.Header("content-type") is null)
        {
            headers.Add(new("content-type", DefaultContentType));
        }

        // AnswerWriter keeps the last of a name.
        foreach (var (name, value) in request.Target.Query)
        {
            if (name.StartsWith(OverridePrefix, StringComparison.Ordinal) && Overridable.Contains(name[OverridePrefix.Length..]))
            {
                headers.Add(new(name[OverridePrefix.Length..], value));
            }
        }

        if (found.Metadata.StorageClass is { } storageClass)
        {
            headers.Add(new("x-amz-storage-class", storageClass));
        }

        if (found.Metadata.Tags.Count > 0 || ReferenceEquals(found.Metadata.Tags, ObjectMetadata.LostTags))
        {
            headers.Add(new("x-amz-tagging-count", found.Metadata.Tags.Count.ToString(CultureInfo.InvariantCulture)));
        }

        if (request.Header("x-amz-checksum-mode") == "ENABLED" && found.Checksum is { } checksum)
        {
            headers.Add(new(checksum.HeaderName, checksum.Value));
            headers.Add(new("x-amz-checksum-type", checksum.Type));
        }

        return headers;
    }

    public static List<KeyValuePair<string, string>> OfWritten(StoredObject written) =>
        [new("ETag", written.ETag.Quoted), .. written.Metadata.Encryption];
}
