using System.Security.Cryptography;
using ArchiveTransfer.Verification;

namespace ArchiveTransfer.Strategies;

/// <summary>MD5s of content, which stores make ETags of and which protect nothing, and SHA-256s, which requests are signed with.</summary>
internal static class ContentDigest
{
    public const int Bytes = MD5.HashSizeInBytes;

    /// <summary>Null where ETags are known to be no MD5, so that there is nothing to compare.</summary>
    /// <param name="whole">The whole object is hashed, so that the source's ETag can be compared, too.</param>
    public static IncrementalHash? Begin(ObjectWork work, bool whole) =>
        !work.DestinationIsOpaque || (whole && !work.Run.SourceETags.IsOpaque && EntityTag.LooksLikeMd5(work.Item.Source.ETag))
            ? IncrementalHash.CreateHash(HashAlgorithmName.MD5)
            : null;

    /// <summary>Null where a body is not signed with a hash that is known: it would be of no use.</summary>
    public static IncrementalHash? BeginPayload(ObjectWork work) =>
        work.Run.Destination.SignsKnownHashes ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;

    /// <returns>Lower-case hex; null: nothing was hashed.</returns>
    public static string? End(IncrementalHash? hash)
    {
        if (hash is null)
        {
            return null;
        }

        Span<byte> digest = stackalloc byte[hash.HashLengthInBytes];
        hash.GetHashAndReset(digest);
        return ToHex(digest);
    }

    public static string Md5(ReadOnlySpan<byte> content)
    {
        Span<byte> digest = stackalloc byte[Bytes];
#pragma warning disable CA5351 // MD5 is what S3 makes ETags of; it protects nothing here.
        MD5.HashData(content, digest);
#pragma warning restore CA5351
        return ToHex(digest);
    }

    private static string ToHex(ReadOnlySpan<byte> digest)
    {
#if NET9_0_OR_GREATER
        return Convert.ToHexStringLower(digest);
#else
        return Convert.ToHexString(digest).ToLowerInvariant();
#endif
    }
}
