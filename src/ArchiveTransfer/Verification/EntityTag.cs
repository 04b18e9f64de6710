using System.Globalization;
using System.Security.Cryptography;

namespace ArchiveTransfer.Verification;

/// <summary>What an ETag can tell. All ETags here are without quotes.</summary>
internal static class EntityTag
{
    /// <summary>32 hex digits: an MD5, unless the object is encrypted with KMS or a customer's key, or the store is odd.</summary>
    public static bool LooksLikeMd5(string? eTag)
    {
        if (eTag is not { Length: 32 })
        {
            return false;
        }

        foreach (char c in eTag)
        {
            if (!char.IsAsciiHexDigit(c))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The same content for certain: equal text of any form, or one side the one-part multipart form of the other's MD5.</summary>
    public static bool ProveEqual(string? left, string? right) =>
        left is { Length: > 0 } && right is { Length: > 0 }
        && (string.Equals(left, right, StringComparison.OrdinalIgnoreCase)
            || (LooksLikeMd5(left) && IsOnePartOf(right, left))
            || (LooksLikeMd5(right) && IsOnePartOf(left, right)));

    /// <summary>Whether the two forms can be compared at all: both plain, or one plain and the other of one part.</summary>
    public static bool AreComparable(string? left, string? right) =>
        (LooksLikeMd5(left) && (LooksLikeMd5(right) || IsOnePart(right))) || (LooksLikeMd5(right) && IsOnePart(left));

    /// <summary>ETag of a multipart object from the MD5s of its parts: the MD5 of their bytes, a dash, their number.</summary>
    public static string OfParts(ReadOnlySpan<byte> partMd5s)
    {
        Span<byte> digest = stackalloc byte[MD5.HashSizeInBytes];
        MD5.HashData(partMd5s, digest);
        return string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexString(digest).ToLowerInvariant()}-{partMd5s.Length / MD5.HashSizeInBytes}");
    }

    private static bool IsOnePart(string? eTag) => eTag is { Length: 34 } && eTag.EndsWith("-1", StringComparison.Ordinal) && LooksLikeMd5(eTag[..32]);

    private static bool IsOnePartOf(string candidate, string md5) =>
        IsOnePart(candidate) && string.Equals(candidate, OfParts(Convert.FromHexString(md5)), StringComparison.OrdinalIgnoreCase);
}
