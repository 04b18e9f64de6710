using ArchiveTransfer.Testing.Faults;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>ListObjectsV2.</summary>
internal sealed class ListObjectsOperation(Store store, Access access)
{
    private const int LargestPage = 1_000;

    public S3Answer List(S3Request request)
    {
        var bucket = access.Bucket(request, S3Rights.List);
        var encoding = new ListingEncoding(request.Parameter("encoding-type"), store.Options.EncodesListingsLikeCeph);
        var prefix = request.Parameter("prefix") ?? "";
        var delimiter = request.Parameter("delimiter") ?? "";
        var limit = request.IntParameter("max-keys", LargestPage, LargestPage);
        var token = request.Parameter("continuation-token");
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
        foreach (var found in page.Objects)
        {
            WriteObject(xml, encoding, found);
        }

        foreach (var common in page.CommonPrefixes)
        {
            xml.Open("CommonPrefixes").Element("Prefix", encoding.Key(common)).Close("CommonPrefixes");
        }

        return S3Answer.Ok(xml.Close("ListBucketResult").ToString());
    }

    private static KeyBound Start(S3Request request, string? token)
    {
        if (token is not null)
        {
            return token.Length > 0 ? ContinuationToken.Read(token) : throw S3Refusal.InvalidArgument("The continuation token provided is incorrect");
        }

        return request.Parameter("start-after") is { Length: > 0 } startAfter ? new KeyBound(startAfter, BoundKind.After) : KeyBound.Start;
    }

    private static void WriteObject(XmlText xml, ListingEncoding encoding, StoredObject found)
    {
        xml.Open("Contents")
            .Element("Key", encoding.Key(found.Key))
            .Element("LastModified", found.LastModified)
            .Element("ETag", found.ETag.Quoted);
        if (found.Checksum is { } checksum)
        {
            xml.Element("ChecksumAlgorithm", checksum.Algorithm).Element("ChecksumType", checksum.Type);
        }

        xml.Element("Size", found.Size)
            .Element("StorageClass", found.Metadata.StorageClass ?? "STANDARD")
            .Close("Contents");
    }
}
