using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Checksums;

/// <summary>Checksums of content that is already in the store.</summary>
internal static class ContentChecksum
{
    /// <summary>The algorithm that a request asks for, in whatever case; null: for none.</summary>
    public static string? AlgorithmOf(S3Request request)
    {
        var algorithm = request.Header("x-amz-checksum-algorithm")?.ToUpperInvariant();
        return algorithm is null || RunningChecksum.Algorithms.Contains(algorithm)
            ? algorithm
            : throw S3Refusal.InvalidRequest("Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]");
    }

    /// <summary>Null where the content was not kept and the hash is none of those that were.</summary>
    public static ObjectChecksum? Of(Content content, string algorithm)
    {
        using var running = RunningChecksum.Create(algorithm)!;
        if (content is DiscardedContent && algorithm == "SHA256")
        {
            return new ObjectChecksum(algorithm, Convert.ToBase64String(ContentHash.Sha256(content)));
        }

        if (!content.IsReadable)
        {
            return null;
        }

        ContentHash.Feed(content, running.Append);
        return new ObjectChecksum(algorithm, Convert.ToBase64String(running.Finish()));
    }
}
