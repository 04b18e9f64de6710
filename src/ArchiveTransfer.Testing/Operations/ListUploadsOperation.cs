using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>ListMultipartUploads. The right to list objects does not include it: that of writing does.</summary>
internal sealed class ListUploadsOperation(Store store, Access access)
{
    private const int LargestPage = 1_000;

    public S3Answer List(S3Request request)
    {
        var bucket = access.Bucket(request, S3Rights.Write);
        var encoding = new ListingEncoding(request.Parameter("encoding-type"), store.Options);
        var prefix = request.Parameter("prefix") ?? "";
        var delimiter = request.Parameter("delimiter") ?? "";
        var keyMarker = request.Parameter("key-marker") ?? "";
        var idMarker = request.Parameter("upload-id-marker") ?? "";
        var limit = request.IntParameter("max-uploads", LargestPage, LargestPage);
        var page = Page(bucket, prefix, delimiter, upload => IsAfter(upload, keyMarker, idMarker), limit);
        var likeCeph = store.Options.ListsUploadsLikeCeph;
        var namesNext = page.IsTruncated || (likeCeph && page.Last is not null);

        var xml = new XmlText().Root("ListMultipartUploadsResult")
            .Element("Bucket", bucket.Name)
            .Optional("Prefix", Shown(encoding.Echo(prefix)))
            .Optional("KeyMarker", Shown(encoding.Echo(keyMarker)))
            .Optional("UploadIdMarker", Shown(idMarker))
            .Optional("NextKeyMarker", namesNext ? encoding.Key(page.Last!.Key) : null)
            .Optional("NextUploadIdMarker", namesNext ? page.Last!.Id : null)
            .Optional("Delimiter", delimiter.Length > 0 ? encoding.Echo(delimiter) : null)
            .Optional("EncodingType", encoding.IsUrl && !likeCeph ? "url" : null)
            .Element("MaxUploads", limit)
            .Element("IsTruncated", page.IsTruncated);
        foreach (var upload in page.Uploads)
        {
            Write(xml, bucket, likeCeph ? encoding.Prefix(upload.Key) : encoding.Key(upload.Key), upload);
        }

        foreach (var common in likeCeph ? [] : page.CommonPrefixes)
        {
            xml.Open("CommonPrefixes").Element("Prefix", encoding.Prefix(common)).Close("CommonPrefixes");
        }

        return S3Answer.Ok(xml.Close("ListMultipartUploadsResult").ToString());

        string? Shown(string text) => text.Length == 0 && likeCeph ? null : text;
    }

    private static (List<MultipartUpload> Uploads, List<string> CommonPrefixes, MultipartUpload? Last, bool IsTruncated) Page(
        S3Bucket bucket,
        string prefix,
        string delimiter,
        Func<MultipartUpload, bool> isAfter,
        int limit)
    {
        var shown = new List<MultipartUpload>();
        var prefixes = new List<string>();
        MultipartUpload? last = null;
        foreach (var upload in bucket.Contents.Uploads().Where(upload => upload.Key.StartsWith(prefix, StringComparison.Ordinal) && isAfter(upload)))
        {
            var cut = delimiter.Length == 0 ? -1 : upload.Key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
            var common = cut < 0 ? null : upload.Key[..(cut + delimiter.Length)];
            if (common is null || prefixes.Count == 0 || prefixes[^1] != common)
            {
                if (shown.Count + prefixes.Count == limit)
                {
                    return (shown, prefixes, last, last is not null);
                }

                if (common is null)
                {
                    shown.Add(upload);
                }
                else
                {
                    prefixes.Add(common);
                }
            }

            last = upload;
        }

        return (shown, prefixes, last, false);
    }

    private static bool IsAfter(MultipartUpload upload, string keyMarker, string idMarker)
    {
        if (keyMarker.Length == 0)
        {
            return true;
        }

        var order = Utf8Order.Compare(upload.Key, keyMarker);
        return order > 0 || (order == 0 && idMarker.Length > 0 && string.CompareOrdinal(upload.Id, idMarker) > 0);
    }

    private static void Write(XmlText xml, S3Bucket bucket, string key, MultipartUpload upload) => xml.Open("Upload")
        .Element("Key", key)
        .Element("UploadId", upload.Id)
        .Open("Initiator").Element("ID", upload.Initiator).Element("DisplayName", upload.Initiator).Close("Initiator")
        .Owner(bucket.Owner)
        .Element("StorageClass", upload.Metadata.StorageClass ?? "STANDARD")
        .Element("Initiated", upload.Initiated)
        .Optional("ChecksumAlgorithm", upload.ChecksumAlgorithm)
        .Optional("ChecksumType", upload.ChecksumType)
        .Close("Upload");
}
