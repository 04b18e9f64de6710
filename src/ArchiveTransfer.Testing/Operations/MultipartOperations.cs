using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>Begins and aborts uploads, and lists their parts.</summary>
internal sealed class MultipartOperations(Store store, Access access, WriteRules rules)
{
    private const int LargestPage = 1_000;

    public S3Answer Create(S3Request request)
    {
        var bucket = access.Bucket(request, S3Rights.Write);
        var (algorithm, isFullObject) = store.Options.HonorsChecksums ? UploadChecksum.Chosen(request) : default;
        var metadata = bucket.Encrypt(rules.Read(request, bucket));
        if (metadata.Tags.Count > 0 && store.Options.LosesTagsOfUploads)
        {
            metadata = metadata with { Tags = ObjectMetadata.LostTags };
        }

        var upload = new MultipartUpload(
            new ETag(store.RandomHash()).ToString(),
            request.Key,
            metadata,
            request.Identity?.AccessKey ?? "anonymous",
            store.Now)
        {
            ChecksumAlgorithm = algorithm,
            HasFullObjectChecksum = isFullObject,
        };
        bucket.Contents.Begin(upload);

        List<KeyValuePair<string, string>> headers = [.. bucket.EncryptionOf(metadata)];
        if (algorithm is not null)
        {
            headers.Add(new("x-amz-checksum-algorithm", algorithm));
            headers.Add(new("x-amz-checksum-type", upload.ChecksumType!));
        }

        var xml = new XmlText().Root("InitiateMultipartUploadResult")
            .Element("Bucket", bucket.Name)
            .Element("Key", upload.Key)
            .Element("UploadId", upload.Id)
            .Close("InitiateMultipartUploadResult");
        return new S3Answer { Headers = headers, Xml = xml.ToString() };
    }

    public S3Answer Abort(S3Request request)
    {
        var bucket = access.Bucket(request, S3Rights.Write);
        return bucket.Contents.Abort(request.Key, request.Parameter("uploadId")!) ? new S3Answer { Status = 204 } : throw S3Refusal.NoSuchUpload(request);
    }

    public S3Answer ListParts(S3Request request)
    {
        var bucket = access.Bucket(request, S3Rights.Write);
        var upload = UploadLookup.Upload(request, bucket);
        var marker = request.IntParameter("part-number-marker", 0, int.MaxValue);
        var limit = request.IntParameter("max-parts", LargestPage, LargestPage);
        var parts = bucket.Contents.PartsOf(upload).Where(part => part.Number > marker).Take(limit + 1).ToList();
        var isTruncated = parts.Count > limit;
        var shown = parts.Take(limit).ToList();

        var xml = new XmlText().Root("ListPartsResult")
            .Element("Bucket", bucket.Name)
            .Element("Key", upload.Key)
            .Element("UploadId", upload.Id);
        WriteOwner(xml, bucket, upload);
        xml.Optional("ChecksumAlgorithm", upload.ChecksumAlgorithm)
            .Optional("ChecksumType", upload.ChecksumType)
            .Element("StorageClass", upload.Metadata.StorageClass ?? "STANDARD")
            .Element("PartNumberMarker", marker)
            .Element("NextPartNumberMarker", shown.Count > 0 ? shown[^1].Number : 0)
            .Element("MaxParts", limit)
            .Element("IsTruncated", isTruncated);
        foreach (var part in shown)
        {
            xml.Open("Part")
                .Element("PartNumber", part.Number)
                .Element("LastModified", part.LastModified)
                .Element("ETag", part.ETag.Quoted)
                .Element("Size", part.Content.Length);
            if (part.Checksum is { } checksum && checksum.Algorithm == upload.ChecksumAlgorithm)
            {
                xml.Element(checksum.ElementName, checksum.Value);
            }

            xml.Close("Part");
        }

        return S3Answer.Ok(xml.Close("ListPartsResult").ToString());
    }

    private void WriteOwner(XmlText xml, S3Bucket bucket, MultipartUpload upload)
    {
        if (store.Options.ListsUploadsLikeCeph)
        {
            xml.Open("Owner").Element("ID", "").Element("DisplayName", "").Close("Owner");
            return;
        }

        xml.Open("Initiator").Element("ID", upload.Initiator).Element("DisplayName", upload.Initiator).Close("Initiator").Owner(bucket.Owner);
    }
}
