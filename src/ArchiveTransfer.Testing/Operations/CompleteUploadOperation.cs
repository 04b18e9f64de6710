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
        if (store.Options.AnswersRepeatedComplete && bucket.Contents.FindUpload(request.Key, request.Parameter("uploadId")!) is null)
        {
            return Repeat(request, bucket, await bodies.ReceiveXmlAsync(request).ConfigureAwait(false));
        }

        var upload = UploadLookup.Upload(request, bucket);
        var condition = store.Options.HonorsConditionsOnComplete ? Conditions.ForWriting(request, store.Options) : null;
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
        var written = Commit(request, bucket, upload, made, condition);

        var xml = Result(request, bucket, store.Options.EmptyETagOnComplete ? "" : written.ETag.Quoted);
        if (written.Checksum is { } checksum)
        {
            xml.Element(checksum.ElementName, checksum.Value).Element("ChecksumType", checksum.Type);
        }

        List<KeyValuePair<string, string>> headers = upload.Metadata.CustomerKey is null ? [.. bucket.EncryptionOf(upload.Metadata)] : [];
        AnswerHeaders.AddNewVersion(headers, bucket, written);
        return new S3Answer { Headers = headers, Xml = xml.Close("CompleteMultipartUploadResult").ToString() };
    }

    private static XmlText Result(S3Request request, S3Bucket bucket, string etag) => new XmlText().Root("CompleteMultipartUploadResult")
        .Element("Location", $"{request.Http.Request.Scheme}://{request.Http.Request.Host}/{bucket.Name}/{PercentEncoding.Encode(request.Key, kept: "/")}")
        .Element("Bucket", bucket.Name)
        .Element("Key", request.Key)
        .Element("ETag", etag);

    private StoredObject Commit(S3Request request, S3Bucket bucket, MultipartUpload upload, StoredObject made, Action<StoredObject?>? condition)
    {
        try
        {
            return bucket.Contents.Complete(upload, made, condition) ?? throw S3Refusal.NoSuchUpload(request);
        }
        catch (S3Refusal refusal) when (refusal.Status == 412 && store.Options.FailedConditionEndsUpload)
        {
            bucket.Contents.Abort(upload.Key, upload.Id);
            throw;
        }
    }

    /// <summary>The answer once more, if the object there is the one that these parts made.</summary>
    private S3Answer Repeat(S3Request request, S3Bucket bucket, XElement root)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var count = 0;
        foreach (var etag in root.Descendants().Where(static element => element.Name.LocalName == "ETag").Select(static element => element.Value.Trim().Trim('"')))
        {
            if (etag.Length != 32 || !etag.All(char.IsAsciiHexDigit))
            {
                throw S3Refusal.NoSuchUpload(request);
            }

            hash.AppendData(Convert.FromHexString(etag));
            count++;
        }

        var made = new ETag(ContentHash.ToETagHash(hash.GetHashAndReset()), count);
        if (count == 0 || bucket.Contents.Find(request.Key)?.ETag != made)
        {
            throw S3Refusal.NoSuchUpload(request);
        }

        var shown = store.Options.ETagWithoutQuotes ? made.ToString() : made.Quoted;
        return S3Answer.Ok(Result(request, bucket, shown).Close("CompleteMultipartUploadResult").ToString());
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

            if (chosen.Count > 0 && number <= chosen[^1].Number && !store.Options.SortsParts)
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
                throw new S3Refusal(400, "InvalidRequest", "You must specify at least one part") { OnCeph = (400, "MalformedXML") };
            case > PartNumber.Most:
                throw S3Refusal.MalformedXml();
        }

        if (store.Options.SortsParts)
        {
            chosen = [.. chosen.DistinctBy(static part => part.Number).OrderBy(static part => part.Number)];
        }

        CheckSizes(chosen);
        return !store.Options.CompletesOnlyWithAllParts || chosen.Count == uploaded.Count
            ? chosen
            : throw UploadChecksum.InvalidPart(upload, uploaded.Keys.First(number => chosen.TrueForAll(part => part.Number != number)), "");
    }

    private void CheckSizes(List<UploadedPart> parts)
    {
        if (parts.SkipLast(1).FirstOrDefault(part => part.Content.Length < store.Options.MinimumPartSize) is { } small)
        {
            throw new S3Refusal(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size")
                .With("ETag", small.ETag.ToString())
                .With("MinSizeAllowed", store.Options.MinimumPartSize.ToString(CultureInfo.InvariantCulture))
                .With("PartNumber", small.Number.ToString(CultureInfo.InvariantCulture))
                .With("ProposedSize", small.Content.Length.ToString(CultureInfo.InvariantCulture));
        }

        var first = parts[0].Content.Length;
        if (store.Options.RequiresEqualParts && (parts.SkipLast(1).Any(part => part.Content.Length != first) || parts[^1].Content.Length > first))
        {
            throw new S3Refusal(400, "InvalidPart", "All non-trailing parts must have the same length.");
        }
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
