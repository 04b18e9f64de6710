using ArchiveTransfer.Testing.Http;

namespace ArchiveTransfer.Testing.Checksums;

/// <summary>The checksum that the headers of a request announce: in a header, with its value, or in the trailer.</summary>
internal readonly record struct AnnouncedChecksum(string Algorithm, string? Value)
{
    private const string Prefix = "x-amz-checksum-";

    private static readonly (string Algorithm, string Header, int Length)[] Known =
        [.. RunningChecksum.Algorithms.Select(static algorithm => (algorithm, Prefix + algorithm.ToLowerInvariant(), RunningChecksum.LengthOf(algorithm)))];

    public string Header => Prefix + Algorithm.ToLowerInvariant();

    /// <summary>Null: none. More than one, or one that cannot be true, is refused.</summary>
    public static AnnouncedChecksum? Read(S3Request request)
    {
        AnnouncedChecksum? found = OfHeaders(request);
        foreach (var name in request.Header("x-amz-trailer")?.Split(',', StringSplitOptions.TrimEntries) ?? [])
        {
            var known = Array.Find(Known, candidate => candidate.Header.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (known.Header is null)
            {
                throw S3Refusal.InvalidRequest("The value specified in the x-amz-trailer header is not supported");
            }

            found = found is null ? new AnnouncedChecksum(known.Algorithm, null) : throw OneTooMany();
        }

        CheckNamed(request, found);
        return found;
    }

    /// <summary>The one among the headers, in a form that can be true; null: none.</summary>
    public static AnnouncedChecksum? OfHeaders(S3Request request)
    {
        AnnouncedChecksum? found = null;
        foreach (var (algorithm, header, length) in Known)
        {
            if (request.Header(header) is not { } value)
            {
                continue;
            }

            if (found is not null)
            {
                throw OneTooMany();
            }

            found = IsValid(value, length)
                ? new AnnouncedChecksum(algorithm, value)
                : throw S3Refusal.InvalidRequest($"Value for {header} header is invalid.");
        }

        return found;
    }

    private static bool IsValid(string value, int length)
    {
        Span<byte> bytes = stackalloc byte[64];
        return Convert.TryFromBase64String(value, bytes, out var decoded) && decoded == length;
    }

    private static void CheckNamed(S3Request request, AnnouncedChecksum? found)
    {
        if (request.Header("x-amz-sdk-checksum-algorithm") is not { } named)
        {
            return;
        }

        if (found is null)
        {
            throw S3Refusal.InvalidRequest("x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.");
        }

        if (!named.Equals(found.Value.Algorithm, StringComparison.OrdinalIgnoreCase))
        {
            throw S3Refusal.InvalidRequest("Value for x-amz-sdk-checksum-algorithm header is invalid.");
        }
    }

    private static S3Refusal OneTooMany() => S3Refusal.InvalidRequest("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
}
