using System.Globalization;
using ArchiveTransfer.Testing.Checksums;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>Checksums of multipart uploads: what may be combined, what parts and the whole must bring along, and what comes of it.</summary>
internal static class UploadChecksum
{
    private const string TypeHeader = "x-amz-checksum-type";
    private const string FullObject = "FULL_OBJECT";
    private const string Composite = "COMPOSITE";
    private const string Newest = "CRC64NVME";

    /// <summary>What CreateMultipartUpload asks for.</summary>
    public static (string? Algorithm, bool IsFullObject) Chosen(S3Request request)
    {
        var algorithm = ContentChecksum.AlgorithmOf(request);
        var type = request.Header(TypeHeader);
        if (algorithm is null)
        {
            return type is null ? default : throw S3Refusal.InvalidRequest("The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.");
        }

        type ??= algorithm == Newest ? FullObject : Composite;
        var isPossible = type switch
        {
            FullObject => !algorithm.StartsWith("SHA", StringComparison.Ordinal),
            Composite => algorithm != Newest,
            _ => throw S3Refusal.InvalidRequest("Value for x-amz-checksum-type header is invalid."),
        };
        return isPossible
            ? (algorithm, type == FullObject)
            : throw S3Refusal.InvalidRequest($"The {type} checksum type cannot be used with the {algorithm.ToLowerInvariant()} checksum algorithm.");
    }

    /// <summary>Refuses a part whose checksum is not of the kind of its upload. A composite needs one from every part.</summary>
    public static void CheckPart(S3Request request, MultipartUpload upload)
    {
        if (upload.ChecksumAlgorithm is not { } expected)
        {
            return;
        }

        var actual = AnnouncedChecksum.Read(request)?.Algorithm;
        if (actual != expected && (actual is not null || !upload.HasFullObjectChecksum))
        {
            throw S3Refusal.InvalidRequest(
                $"Checksum Type mismatch occurred, expected checksum Type: {expected.ToLowerInvariant()}, actual checksum Type: {actual?.ToLowerInvariant() ?? "null"}");
        }
    }

    /// <summary>Refuses a part as CompleteMultipartUpload lists it when its checksum is missing or is another.</summary>
    public static void CheckListed(MultipartUpload upload, UploadedPart part, IReadOnlyDictionary<string, string> fields)
    {
        var given = fields.Where(static field => field.Key.StartsWith("Checksum", StringComparison.Ordinal)).ToList();
        if (upload.ChecksumAlgorithm is not { } algorithm)
        {
            if (given.Count > 0)
            {
                throw InvalidPart(upload, part.Number, part.ETag.ToString());
            }

            return;
        }

        if (fields.TryGetValue("Checksum" + algorithm, out var value))
        {
            if (part.Checksum is not { } own || own.Algorithm != algorithm || own.Value != value)
            {
                throw InvalidPart(upload, part.Number, part.ETag.ToString());
            }
        }
        else if (!upload.HasFullObjectChecksum)
        {
            throw given.Count > 0
                ? new S3Refusal(400, "BadDigest", $"The {given[0].Key["Checksum".Length..].ToLowerInvariant()} you specified for part {part.Number} did not match what we received.")
                : S3Refusal.InvalidRequest($"The upload was created using a {algorithm.ToLowerInvariant()} checksum. The complete request must include the checksum for each part. It was missing for part {part.Number} in the request.");
        }
    }

    public static S3Refusal InvalidPart(MultipartUpload upload, int number, string etag) =>
        new S3Refusal(400, "InvalidPart", "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.")
            .With("UploadId", upload.Id)
            .With("PartNumber", number.ToString(CultureInfo.InvariantCulture))
            .With("ETag", etag);

    /// <summary>The checksum of the whole, compared with the one CompleteMultipartUpload brings along; null: there is none.</summary>
    public static ObjectChecksum? OfWhole(S3Request request, MultipartUpload upload, IReadOnlyList<UploadedPart> parts, Content content)
    {
        var type = request.Header(TypeHeader);
        if (type is not null && type != upload.ChecksumType)
        {
            throw S3Refusal.InvalidRequest($"The upload was created using the {upload.ChecksumType ?? "null"} checksum mode. The complete request must use the same checksum mode.");
        }

        var given = AnnouncedChecksum.OfHeaders(request);
        if (upload.ChecksumAlgorithm is not { } algorithm)
        {
            // Without an algorithm S3 works out the newest on its own; here it is only when it can be compared.
            return given is { Algorithm: Newest } ? Compared(ContentChecksum.Of(content, Newest), given.Value) : null;
        }

        var checksum = upload.HasFullObjectChecksum ? Combined(algorithm, parts) ?? ContentChecksum.Of(content, algorithm) : OfChecksums(algorithm, parts);
        if (given is not { } announced || checksum is null)
        {
            return checksum;
        }

        // One for the whole object has to say so.
        return announced.Algorithm == algorithm && !(upload.HasFullObjectChecksum && type is null) ? Compared(checksum, announced) : throw BadDigest(algorithm);
    }

    private static ObjectChecksum? Compared(ObjectChecksum? checksum, AnnouncedChecksum announced) =>
        checksum is null || announced.Value == checksum.Value.Split('-')[0] ? checksum : throw BadDigest(announced.Algorithm);

    private static S3Refusal BadDigest(string algorithm) =>
        new(400, "BadDigest", $"The {algorithm.ToLowerInvariant()} you specified did not match the calculated checksum.");

    // From the checksums of the parts: content that was not kept has a checksum, too.
    private static ObjectChecksum? Combined(string algorithm, IReadOnlyList<UploadedPart> parts)
    {
        byte[]? whole = null;
        foreach (var part in parts)
        {
            if (part.Checksum?.Algorithm != algorithm)
            {
                return null;
            }

            var own = Convert.FromBase64String(part.Checksum.Value);
            whole = whole is null ? own : RunningChecksum.Combine(algorithm, whole, own, part.Content.Length);
        }

        return whole is null ? null : new ObjectChecksum(algorithm, Convert.ToBase64String(whole));
    }

    private static ObjectChecksum? OfChecksums(string algorithm, IReadOnlyList<UploadedPart> parts)
    {
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
