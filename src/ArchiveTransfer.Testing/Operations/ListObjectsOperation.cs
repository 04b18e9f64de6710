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
        var encoding = new ListingEncoding(request.Parameter("encoding-type"), store.Options);
        var prefix = request.Parameter("prefix") ?? "";
        var delimiter = request.Parameter("delimiter") ?? "";
        var marker = request.Parameter("marker") ?? "";
        DateTimeOffset? restoredAt = ArchiveRules.AreListed(request) ? store.Options.TimeProvider.GetUtcNow() : null;
        var limit = Limit(request);
        var start = After(marker, prefix, delimiter);
        var page = Page(bucket, prefix, delimiter, KeyBound.Start, start, limit, continues: marker.Length > 0);
        page = request.Fault?.Spoil(new ListedPage(bucket, page, start)).Page ?? page;

        var xml = new XmlText().Root("ListBucketResult")
            .Element("Name", bucket.Name)
            .Element("Prefix", encoding.Echo(prefix))
            .Element("Marker", encoding.Echo(marker))
            .Optional("NextMarker", (delimiter.Length > 0 || store.Options.AlwaysNamesNextMarker) && page.Next is { } next ? encoding.Key(next.Text) : null)
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
        var encoding = new ListingEncoding(request.Parameter("encoding-type"), store.Options);
        var prefix = request.Parameter("prefix") ?? "";
        var delimiter = request.Parameter("delimiter") ?? "";
        var limit = Limit(request);
        var token = request.Parameter("continuation-token");
        DateTimeOffset? restoredAt = ArchiveRules.AreListed(request) ? store.Options.TimeProvider.GetUtcNow() : null;
        var first = First(request, prefix, delimiter);
        var start = token is null ? first : Continued(token, prefix, delimiter);
        var page = Page(bucket, prefix, delimiter, first, start, limit, continues: token is not null);
        var listed = new ListedPage(bucket, page, start);
        listed = request.Fault?.Spoil(listed) ?? listed;
        page = listed.Page;
        var next = page.Next is { } bound ? Token(bound, token) : null;
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

    private ObjectPage Page(S3Bucket bucket, string prefix, string delimiter, KeyBound first, KeyBound start, int limit, bool continues)
    {
        if (limit == 0)
        {
            return new ObjectPage([], [], null);
        }

        return store.Options.ListsUnordered
            ? UnorderedPages.Read(bucket.Contents, prefix, delimiter, first, continues ? start : null, limit)
            : bucket.Contents.List(prefix, delimiter, start, limit);
    }

    private int Limit(S3Request request)
    {
        if (store.Options.ChecksListingParameters)
        {
            return request.IntParameter("max-keys", LargestPage, LargestPage);
        }

        return request.Parameter("max-keys") switch
        {
            null or "" => LargestPage,
            ['-', ..] => 0,
            _ => request.IntParameter("max-keys", LargestPage, LargestPage),
        };
    }

    private KeyBound First(S3Request request, string prefix, string delimiter)
    {
        if (request.Parameter("start-after") is not { Length: > 0 } startAfter)
        {
            return KeyBound.Start;
        }

        return store.Options.StartAfterSkipsCommonPrefix ? After(startAfter, prefix, delimiter) : new KeyBound(startAfter, BoundKind.After);
    }

    private string Token(KeyBound bound, string? token) => store.Options.ContinuationTokensAreKeys ? bound.Text : ContinuationToken.Write(bound, token);

    private KeyBound Continued(string token, string prefix, string delimiter)
    {
        if (store.Options.ContinuationTokensAreKeys)
        {
            return After(token, prefix, delimiter);
        }

        return token.Length > 0 ? ContinuationToken.Read(token) : throw S3Refusal.InvalidArgument("The continuation token provided is incorrect", "continuation-token", token);
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
            xml.Open("CommonPrefixes").Element("Prefix", encoding.Prefix(common)).Close("CommonPrefixes");
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
