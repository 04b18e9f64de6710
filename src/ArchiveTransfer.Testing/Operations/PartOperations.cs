using ArchiveTransfer.Testing.Checksums;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Observation;
using ArchiveTransfer.Testing.Shaping;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>UploadPart and UploadPartCopy.</summary>
internal sealed class PartOperations(Store store, Access access, BodyReader bodies, CopyReader sources, CustomerKeyReader keys, NetworkShaper shaper, CounterSet counters)
{
    public async Task<S3Answer> UploadAsync(S3Request request)
    {
        var bucket = access.Bucket(request, S3Rights.Write);
        var upload = UploadLookup.Upload(request, bucket);
        var number = PartNumber.Of(request, store.Options.ChecksPartNumbers);
        keys.CheckPart(request, upload);
        WriteRules.RequireDigest(request, bucket);
        if (store.Options.HonorsChecksums)
        {
            UploadChecksum.CheckPart(request, upload);
        }

        var body = await bodies.ReceiveAsync(request, bucket.KeepsContent, upload.ChecksumAlgorithm).ConfigureAwait(false);
        var part = Keep(request, bucket, upload, number, body.Content, body.Md5, body.Checksum);

        List<KeyValuePair<string, string>> headers = [new("ETag", part.ETag.Quoted), .. bucket.EncryptionOf(upload.Metadata)];
        if (part.Checksum is { } checksum)
        {
            headers.Add(new(checksum.HeaderName, checksum.Value));
        }

        return new S3Answer { Headers = headers };
    }

    public async Task<S3Answer> CopyAsync(S3Request request)
    {
        var bucket = access.Bucket(request, S3Rights.Write);
        var upload = UploadLookup.Upload(request, bucket);
        var number = PartNumber.Of(request, store.Options.ChecksPartNumbers);
        keys.CheckPart(request, upload);
        var (sourceBucket, source) = sources.Find(request);
        if (store.Options.DenyPartCopyFromForeignBuckets && sourceBucket.Owner != request.Identity)
        {
            throw S3Refusal.AccessDenied();
        }

        var range = request.Header(ByteRange.CopyHeader) is { } header
            ? ByteRange.ParseCopy(header, source.Size)
            : new ByteRange(0, source.Size);
        if (range.Length > CopyReader.LargestCopy)
        {
            throw CopyReader.TooLarge();
        }

        var begun = shaper.Now;
        var content = SegmentedContent.Slice(source.Content, range.Offset, range.Length);
        var checksum = upload.ChecksumAlgorithm is { } algorithm ? ContentChecksum.Of(content, algorithm) : null;
        // An ETag that is none of the content is not worth hashing for: 50 MiB take longer than copying them is meant to.
        var md5 = upload.Metadata.HasRandomETag ? default : ContentHash.Md5OrStandIn(content);
        await shaper.CopyAsync(range.Length, begun, bucket.Region != sourceBucket.Region).ConfigureAwait(false);
        var part = Keep(request, bucket, upload, number, content, md5, checksum);
        counters.Copied(request.Identity, range.Length);

        var xml = new XmlText().Root("CopyPartResult").Element("LastModified", part.LastModified).Element("ETag", store.Options.ETagWithoutQuotes ? part.ETag.ToString() : part.ETag.Quoted);
        if (checksum is not null)
        {
            xml.Element(checksum.ElementName, checksum.Value);
        }

        List<KeyValuePair<string, string>> headers = [.. bucket.EncryptionOf(upload.Metadata)];
        if (store.Options.TellsVersionsOfCopies)
        {
            AnswerHeaders.AddVersion(headers, sourceBucket, source, CopySource.VersionHeaderName);
        }

        return new S3Answer { Headers = headers, Xml = xml.Close("CopyPartResult").ToString() };
    }

    private UploadedPart Keep(S3Request request, S3Bucket bucket, MultipartUpload upload, int number, Content content, UInt128 md5, ObjectChecksum? checksum)
    {
        var part = new UploadedPart(number, content, upload.Metadata.HasRandomETag ? store.RandomHash() : md5, store.Now, checksum);
        return bucket.Contents.AddPart(upload, part) ? part : throw S3Refusal.NoSuchUpload(request);
    }
}
