using ArchiveTransfer.Testing.Faults;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>ListObjects in both versions.</summary>
internal sealed class ListObjectsOperation(Store store, Access access)
{
    private const int LargestPage = 1_000;

    /// <summary>The first version: goes on after a marker, which is a key or a common prefix, and tells every owner.</summary>
    public S3Answer ListByMarker(S3Request request)
    {
        var bucket = access.Bucket(request, S3Rights.List);
        var encoding = new ListingEncoding(request.Parameter("encoding-type"), store.Options.EncodesListingsLikeCeph);
        var prefix = request.Parameter("prefix") ?? "";
        var delimiter = request.Parameter("delimiter") ?? "";
        var marker = request.Parameter("marker") ?? "";
        DateTimeOffset? restoredAt = ArchiveRules.AreListed(request) ? store.Options.TimeProvider.GetUtcNow() : null;
        var limit = request.IntParameter("max-keys", LargestPage, LargestPage);
        var start = After(marker, prefix, delimiter);
        var page = limit == 0 ? new ObjectPage([], [], null) : bucket.Contents.List(prefix, delimiter, start, limit);
        page = request.Fault?.Spoil(new ListedPage(bucket, page, start)).Page ?? page;

        var xml = new XmlText().Root("ListBucketResult")
            .Element("Name", bucket.Name)
            .Element("Prefix", encoding.Echo(prefix))
            .Element("Marker", encoding.Echo(marker))
            .Optional("NextMarker", delimiter.Length > 0 && page.Next is { } next ? encoding.Key(next.Text) : null)
            .Element("MaxKeys", limit)
            .Optional("Delimiter", delimiter.Length > 0 ? encoding.Echo(delimiter) : null)
            .Optional("EncodingType", encoding.IsUrl ? "url" : null)
            .Element("IsTruncated", page.Next is not null);
        WritePage(xml, encoding, page, bucket.Owner, restoredAt);
        return S3Answer.Ok(xml.Close("ListBucketResult").ToString());
    }

    public S3Answer List(S3Request request)
    {
        var bucket = access.Bucket(request, S3Rights.List);
        var encoding = new ListingEncoding(request.Parameter("encoding-type"), store.Options.EncodesListingsLikeCeph);
        var prefix = request.Parameter("prefix") ?? "";
        var delimiter = request.Parameter("delimiter") ?? "";
        var limit = request.IntParameter("max-keys", LargestPage, LargestPage);
        var token = request.Parameter("continuation-token");
        DateTimeOffset? restoredAt = ArchiveRules.AreListed(request) ? store.Options.TimeProvider.GetUtcNow() : null;
        var start = Start(request, token);
        var page = limit == 0 ? new ObjectPage([], [], null) : bucket.Contents.List(prefix, delimiter, start, limit);
        var listed = new ListedPage(bucket, page, start);
        listed = request.Fault?.Spoil(listed) ?? listed;
        page = listed.Page;
        var next = page.Next is { } bound ? ContinuationToken.Write(bound, token) : null;
        next = listed.RepeatsToken ? token ?? next : next;

        var xml = new XmlText().Root("ListBucketResult")
            .Element("Name", bucket.Name)
            .Element("Prefix", encoding.Echo(prefix))
            .Optional("StartAfter", request.Parameter("start-after") is { } startAfter ? encoding.Echo(startAfter) : null)
            .Optional("ContinuationToken", token)
            .Optional("NextContinuationToken", next)
            .Element("KeyCount", page.Objects.Count + page.CommonPrefixes.Count)
            .Element("MaxKeys", limit)
            .Optional("Delimiter", delimiter.Length > 0 ? encoding.Echo(delimiter) : null)
            .Optional("EncodingType", encoding.IsUrl ? "url" : null)
            .Element("IsTruncated", next is not null);
        WritePage(xml, encoding, page, request.Parameter("fetch-owner") == "true" ? bucket.Owner : null, restoredAt);
        return S3Answer.Ok(xml.Close("ListBucketResult").ToString());
    }

    private static KeyBound Start(S3Request request, string? token)
    {
        if (token is not null)
        {
            return token.Length > 0 ? ContinuationToken.Read(token) : throw S3Refusal.InvalidArgument("The continuation token provided is incorrect", "continuation-token", token);
        }

        return request.Parameter("start-after") is { Length: > 0 } startAfter ? new KeyBound(startAfter, BoundKind.After) : KeyBound.Start;
    }

    // A marker inside a common prefix is past all of it.
    private static KeyBound After(string marker, string prefix, string delimiter)
    {
        if (marker.Length == 0)
        {
            return KeyBound.Start;
        }

        var cut = delimiter.Length > 0 && marker.StartsWith(prefix, StringComparison.Ordinal)
            ? marker.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal)
            : -1;
        return cut < 0 ? new KeyBound(marker, BoundKind.After) : new KeyBound(marker[..(cut + delimiter.Length)], BoundKind.AfterPrefix);
    }

    private static void WritePage(XmlText xml, ListingEncoding encoding, ObjectPage page, S3Identity? owner, DateTimeOffset? restoredAt)
    {
        foreach (var found in page.Objects)
        {
            WriteObject(xml, encoding, found, owner, restoredAt);
        }

        foreach (var common in page.CommonPrefixes)
        {
            xml.Open("CommonPrefixes").Element("Prefix", encoding.Key(common)).Close("CommonPrefixes");
        }
    }

    private static void WriteObject(XmlText xml, ListingEncoding encoding, StoredObject found, S3Identity? owner, DateTimeOffset? restoredAt)
    {
        xml.Open("Contents")
            .Element("Key", encoding.Key(found.Key))
            .Element("LastModified", found.LastModified)
            .Element("ETag", found.ETag.Quoted);
        if (found.Checksum is { } checksum)
        {
            xml.Element("ChecksumAlgorithm", checksum.Algorithm).Element("ChecksumType", checksum.Type);
        }

        xml.Element("Size", found.Size);
        if (owner is not null)
        {
            xml.Owner(owner);
        }

        xml.Element("StorageClass", found.Metadata.StorageClass ?? "STANDARD");
        if (restoredAt is { } now)
        {
            ArchiveRules.WriteListed(xml, found.Metadata, now);
        }

        xml.Close("Contents");
    }
}
