using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>ListObjectsV2, and the three ways a fault can spoil a page.</summary>
internal sealed class ListObjectsOperation(Store store, Access access)
{
    private const int LargestPage = 1_000;

    public S3Answer List(S3Request request, string? fault)
    {
        var bucket = access.Bucket(request, S3Rights.List);
        var encoding = new ListingEncoding(request.Parameter("encoding-type"), store.Options);
        var prefix = request.Parameter("prefix") ?? "";
        var delimiter = request.Parameter("delimiter") ?? "";
        var limit = Limit(request);
        var token = request.Parameter("continuation-token");
        var (start, heap) = Start(request, token, prefix, delimiter);
        var nextHeap = 0;
        var page = new ObjectPage([], [], null);
        if (store.Options.ListsUnordered && limit > 0)
        {
            (page, nextHeap) = UnorderedPages.Read(bucket.Contents, prefix, delimiter, First(request, prefix, delimiter), start, heap, limit);
        }
        else if (limit > 0)
        {
            page = bucket.Contents.List(prefix, delimiter, start, limit);
        }

        var next = page.Next is { } bound ? Token(bound, nextHeap) : null;
        (page, next) = Spoil(fault, page, start, token, next);
        var ownerOfKeys = request.Parameter("fetch-owner") == "true" ? bucket.Owner.AccessKey : null;

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
            WriteObject(xml, encoding, found, ownerOfKeys);
        }

        foreach (var common in page.CommonPrefixes)
        {
            xml.Open("CommonPrefixes").Element("Prefix", encoding.Prefix(common)).Close("CommonPrefixes");
        }

        return S3Answer.Ok(xml.Close("ListBucketResult").ToString());
    }

    private KeyBound First(S3Request request, string prefix, string delimiter)
    {
        if (request.Parameter("start-after") is not { Length: > 0 } startAfter)
        {
            return KeyBound.Start;
        }

        return store.Options.StartAfterSkipsCommonPrefix ? BeyondCommonPrefix(startAfter, prefix, delimiter) : new KeyBound(startAfter, BoundKind.After);
    }

    private static KeyBound BeyondCommonPrefix(string text, string prefix, string delimiter)
    {
        var cut = delimiter.Length > 0 && text.StartsWith(prefix, StringComparison.Ordinal) ? text.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal) : -1;
        return cut < 0 ? new KeyBound(text, BoundKind.After) : new KeyBound(text[..(cut + delimiter.Length)], BoundKind.AfterPrefix);
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

    private string Token(KeyBound bound, int heap) => store.Options.ContinuationTokensAreKeys ? bound.Text : ContinuationToken.Write(bound, heap);

    private (KeyBound Bound, int Heap) Start(S3Request request, string? token, string prefix, string delimiter)
    {
        if (token is null)
        {
            return (First(request, prefix, delimiter), 0);
        }

        if (store.Options.ContinuationTokensAreKeys)
        {
            return (token.Length == 0 ? KeyBound.Start : BeyondCommonPrefix(token, prefix, delimiter), 0);
        }

        return token.Length > 0 ? ContinuationToken.Read(token) : throw S3Refusal.InvalidArgument("The continuation token provided is incorrect");
    }

    private (ObjectPage Page, string? Next) Spoil(string? fault, ObjectPage page, KeyBound start, string? token, string? next)
    {
        switch (fault)
        {
            case S3FaultKinds.RepeatToken:
                return (page, token ?? Token(start, 0));
            case S3FaultKinds.EmptyTruncated:
                return (new ObjectPage([], [], start), Token(start, 0));
            case S3FaultKinds.OutOfOrder when page.Objects.Count > 1:
                var objects = page.Objects.ToArray();
                (objects[0], objects[^1]) = (objects[^1], objects[0]);
                return (page with { Objects = objects }, next);
            default:
                return (page, next);
        }
    }

    private static void WriteObject(XmlText xml, ListingEncoding encoding, StoredObject found, string? owner)
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
            .Element("StorageClass", found.Metadata.StorageClass ?? "STANDARD");
        if (owner is not null)
        {
            xml.Open("Owner").Element("ID", owner).Element("DisplayName", owner).Close("Owner");
        }

        xml.Close("Contents");
    }
}
