using System.Net;
using ArchiveTransfer.Testing.Http;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>The rules for names of buckets.</summary>
internal static class BucketName
{
    private const int Shortest = 3;
    private const int Longest = 63;

    private static readonly string[] ReservedPrefixes = ["xn--", "sthree-", "amzn-s3-demo-"];
    private static readonly string[] ReservedSuffixes = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

    /// <summary>Whether a bucket of this name can be made today.</summary>
    public static bool IsValid(string name) =>
        name.Length is >= Shortest and <= Longest
        && name.All(static unit => char.IsAsciiLetterLower(unit) || char.IsAsciiDigit(unit) || unit is '-' or '.')
        && char.IsAsciiLetterOrDigit(name[0])
        && char.IsAsciiLetterOrDigit(name[^1])
        && !name.Contains("..", StringComparison.Ordinal)
        && !IPAddress.TryParse(name, out _)
        && !Array.Exists(ReservedPrefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal))
        && !Array.Exists(ReservedSuffixes, suffix => name.EndsWith(suffix, StringComparison.Ordinal));

    /// <summary>Whether a bucket of this name may exist: old ones have capitals, underscores and up to 255 characters.</summary>
    public static bool IsPlausible(string name) =>
        name.Length is >= Shortest and <= byte.MaxValue
        && name.All(static unit => char.IsAsciiLetterOrDigit(unit) || unit is '-' or '.' or '_');

    public static S3Refusal Invalid(string name) => new S3Refusal(400, "InvalidBucketName", "The specified bucket is not valid.").With("BucketName", name);
}
