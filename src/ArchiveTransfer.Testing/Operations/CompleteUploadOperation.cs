using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

internal sealed class CompleteUploadOperation(Store store, Access access, BodyReader bodies)
{
    private const string SizeName = "x-amz-mp-object-size";

    public async Task<S3Answer> CompleteAsync(S3Request request)
    {
        var bucket = access.Bucket(request, S3Rights.Write);
        var upload = UploadLookup.Upload(request, bucket);
        var condition = store.Options.HonorsConditionsOnCopy ? Conditions.ForWriting(request) : null;
        var root = await bodies.ReceiveXmlAsync(request).ConfigureAwait(false);
        var parts = Choose(root, upload, bucket.Contents.PartsOf(upload).ToDictionary(static part => part.Number));
        var content = SegmentedContent.Join(parts.Select(static part => part.Content));
        CheckSize(request.Header(SizeName), content.Length);
        var made = new StoredObject(
            upload.Key,
            content,
            new ETag(upload.Metadata.HasRandomETag ? store.RandomHash() : HashOfHashes(parts), parts.Count),
            bucket.Retain(upload.Metadata),
            store.Options.DatesMultipartByInitiation ? upload.Initiated : store.Now,
            store.Options.HonorsChecksums ? UploadChecksum.OfWhole(request, upload, parts, content) : null)
        {
            Parts = [.. parts.Select(part => new ObjectPart(part.Number, part.Content.Length, PartChecksum(upload, part)))],
        };
        var written = bucket.Contents.Complete(upload, made, condition) ?? throw S3Refusal.NoSuchUpload(upload.Id);

        var xml = new XmlText().Root("CompleteMultipartUploadResult")
            .Element("Location", $"/{bucket.Name}/{PercentEncoding.Encode(upload.Key, kept: "/")}")
            .Element("Bucket", bucket.Name)
            .Element("Key", upload.Key)
            .Element("ETag", written.ETag.Quoted);
        if (written.Checksum is { } checksum)
        {
            xml.Element(checksum.ElementName, checksum.Value).Element("ChecksumType", checksum.Type);
        }

        List<KeyValuePair<string, string>> headers = upload.Metadata.CustomerKey is null ? [.. bucket.EncryptionOf(upload.Metadata)] : [];
        AnswerHeaders.AddNewVersion(headers, bucket, written);
        return new S3Answer { Headers = headers, Xml = xml.Close("CompleteMultipartUploadResult").ToString() };
    }

    private static void CheckSize(string? announced, long size)
    {
        if (announced is null)
        {
            return;
        }

        if (!long.TryParse(announced, NumberStyles.None, CultureInfo.InvariantCulture, out var expected))
        {
            throw S3Refusal.InvalidRequest($"Value for {SizeName} header is invalid.");
        }

        if (expected != size)
        {
            throw S3Refusal.InvalidRequest(string.Create(
                CultureInfo.InvariantCulture,
                $"The provided '{SizeName}' header value {expected} does not match what was computed: {size}"));
        }
    }

    private List<UploadedPart> Choose(XElement root, MultipartUpload upload, Dictionary<int, UploadedPart> uploaded)
    {
        if (root.Name.LocalName != "CompleteMultipartUpload")
        {
            throw S3Refusal.MalformedXml();
        }

        var chosen = new List<UploadedPart>();
        foreach (var element in root.Elements().Where(static element => element.Name.LocalName == "Part"))
        {
            var fields = element.Elements()
                .DistinctBy(static field => field.Name.LocalName)
                .ToDictionary(static field => field.Name.LocalName, static field => field.Value.Trim(), StringComparer.Ordinal);
            if (!int.TryParse(fields.GetValueOrDefault("PartNumber"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || !fields.TryGetValue("ETag", out var etag))
            {
                throw S3Refusal.MalformedXml();
            }

            if (chosen.Count > 0 && number <= chosen[^1].Number)
            {
                throw new S3Refusal(400, "InvalidPartOrder", "The list of parts was not in ascending order. Parts must be ordered by part number.").With("UploadId", upload.Id);
            }

            if (!uploaded.TryGetValue(number, out var part) || part.ETag.ToString() != etag.Trim('"'))
            {
                throw UploadChecksum.InvalidPart(upload, number, etag.Trim('"'));
            }

            if (store.Options.HonorsChecksums)
            {
                UploadChecksum.CheckListed(upload, part, fields);
            }

            chosen.Add(part);
        }

        switch (chosen.Count)
        {
            case 0:
                throw S3Refusal.InvalidRequest("You must specify at least one part");
            case > PartNumber.Most:
                throw S3Refusal.MalformedXml();
        }

        return chosen.SkipLast(1).FirstOrDefault(part => part.Content.Length < store.Options.MinimumPartSize) is not { } small
            ? chosen
            : throw new S3Refusal(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size")
                .With("ETag", small.ETag.ToString())
                .With("MinSizeAllowed", store.Options.MinimumPartSize.ToString(CultureInfo.InvariantCulture))
                .With("PartNumber", small.Number.ToString(CultureInfo.InvariantCulture))
                .With("ProposedSize", small.Content.Length.ToString(CultureInfo.InvariantCulture));
    }

    private static string? PartChecksum(MultipartUpload upload, UploadedPart part) =>
        part.Checksum is { } checksum && checksum.Algorithm == upload.ChecksumAlgorithm ? checksum.Value : null;

    private static UInt128 HashOfHashes(List<UploadedPart> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        Span<byte> bytes = stackalloc byte[16];
        foreach (var part in parts)
        {
            BinaryPrimitives.WriteUInt128BigEndian(bytes, part.Hash);
            hash.AppendData(bytes);
        }

        return ContentHash.ToETagHash(hash.GetHashAndReset());
    }
}
