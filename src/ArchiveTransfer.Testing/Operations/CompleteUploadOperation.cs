using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;
using ArchiveTransfer.Testing.Checksums;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

internal sealed class CompleteUploadOperation(Store store, Access access, BodyReader bodies)
{
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
        var parts = Choose(root, bucket.Contents.PartsOf(upload).ToDictionary(static part => part.Number));
        var content = SegmentedContent.Join(parts.Select(static part => part.Content));
        var written = new StoredObject(
            upload.Key,
            content,
            new ETag(upload.Metadata.IsKms ? store.RandomHash() : HashOfHashes(parts), parts.Count),
            upload.Metadata,
            store.Options.DatesMultipartByInitiation ? upload.Initiated : store.Now,
            ChecksumOf(upload, parts, content))
        {
            Parts = [.. parts.Select(part => new ObjectPart(part.Number, part.Content.Length, PartChecksum(upload, part)))],
        };
        Commit(request, bucket, upload, written, condition);

        var xml = Result(request, bucket, store.Options.EmptyETagOnComplete ? "" : written.ETag.Quoted);
        if (written.Checksum is { } checksum)
        {
            xml.Element(checksum.ElementName, checksum.Value).Element("ChecksumType", checksum.Type);
        }

        return new S3Answer { Headers = upload.Metadata.Encryption, Xml = xml.Close("CompleteMultipartUploadResult").ToString() };
    }

    private static XmlText Result(S3Request request, S3Bucket bucket, string etag) => new XmlText().Root("CompleteMultipartUploadResult")
        .Element("Location", $"{request.Http.Request.Scheme}://{request.Http.Request.Host}/{bucket.Name}/{PercentEncoding.Encode(request.Key, kept: "/")}")
        .Element("Bucket", bucket.Name)
        .Element("Key", request.Key)
        .Element("ETag", etag);

    private void Commit(S3Request request, S3Bucket bucket, MultipartUpload upload, StoredObject written, Action<StoredObject?>? condition)
    {
        try
        {
            if (!bucket.Contents.Complete(upload, written, condition))
            {
                throw S3Refusal.NoSuchUpload(request);
            }
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

    private List<UploadedPart> Choose(XElement root, Dictionary<int, UploadedPart> uploaded)
    {
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
                throw new S3Refusal(400, "InvalidPartOrder", "The list of parts was not in ascending order. Parts must be ordered by part number.");
            }

            if (!uploaded.TryGetValue(number, out var part) || part.ETag.ToString() != etag.Trim('"') || !HasChecksum(part, fields))
            {
                throw MissingPart();
            }

            chosen.Add(part);
        }

        if (chosen.Count == 0)
        {
            throw S3Refusal.MalformedXml();
        }

        if (store.Options.SortsParts)
        {
            chosen = [.. chosen.DistinctBy(static part => part.Number).OrderBy(static part => part.Number)];
        }

        CheckSizes(chosen);
        return !store.Options.CompletesOnlyWithAllParts || chosen.Count == uploaded.Count ? chosen : throw MissingPart();
    }

    private void CheckSizes(List<UploadedPart> parts)
    {
        if (parts.SkipLast(1).Any(part => part.Content.Length < store.Options.MinimumPartSize))
        {
            throw new S3Refusal(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
        }

        var first = parts[0].Content.Length;
        if (store.Options.RequiresEqualParts && (parts.SkipLast(1).Any(part => part.Content.Length != first) || parts[^1].Content.Length > first))
        {
            throw new S3Refusal(400, "InvalidPart", "All non-trailing parts must have the same length.");
        }
    }

    private static S3Refusal MissingPart() => new(
        400,
        "InvalidPart",
        "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.");

    private bool HasChecksum(UploadedPart part, Dictionary<string, string> fields)
    {
        if (!store.Options.HonorsChecksums)
        {
            return true;
        }

        return fields.Where(static field => field.Key.StartsWith("Checksum", StringComparison.Ordinal))
            .All(field => part.Checksum is { } checksum && checksum.ElementName == field.Key && checksum.Value == field.Value);
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

    private static ObjectChecksum? ChecksumOf(MultipartUpload upload, List<UploadedPart> parts, Content content)
    {
        if (upload.ChecksumAlgorithm is not { } algorithm)
        {
            return null;
        }

        if (upload.HasFullObjectChecksum)
        {
            return ContentChecksum.Of(content, algorithm);
        }

        using var running = RunningChecksum.Create(algorithm)!;
        foreach (var part in parts)
        {
            if (part.Checksum?.Algorithm != algorithm)
            {
                return null;
            }

            running.Append(Convert.FromBase64String(part.Checksum.Value));
        }

        var value = string.Create(CultureInfo.InvariantCulture, $"{Convert.ToBase64String(running.Finish())}-{parts.Count}");
        return new ObjectChecksum(algorithm, value, IsComposite: true);
    }
}
