using System.Text.RegularExpressions;
using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer;

/// <summary>What may name a bucket: its name, an access-point alias or an access-point ARN.</summary>
internal static partial class BucketName
{
    private const string OtherBucket = "name a general-purpose bucket, an access-point alias or an access-point ARN";

    /// <summary>Null: acceptable; else what to do instead.</summary>
    internal static string? Refuse(string bucket)
    {
        if (bucket.EndsWith(".mrap", StringComparison.OrdinalIgnoreCase))
        {
            return $"{OtherBucket}: multi-region access points need signatures this library does not make";
        }

        if (bucket.EndsWith("--x-s3", StringComparison.OrdinalIgnoreCase) || bucket.EndsWith("--xa-s3", StringComparison.OrdinalIgnoreCase)
            || bucket.Contains(":s3express:", StringComparison.OrdinalIgnoreCase))
        {
            return $"{OtherBucket}: directory buckets list in no order and have no ETag to compare";
        }

        if (IsArn(bucket))
        {
            return IsAccessPoint(bucket) ? null : $"{OtherBucket}: this ARN is none of an access point";
        }

        if (bucket.Contains('/', StringComparison.Ordinal))
        {
            return "name the bucket alone; what follows a slash belongs into Prefix";
        }

        if (bucket.Any(static c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            return "name the bucket without white space and control characters";
        }

        return bucket is "." or ".." ? "name a bucket: in a path this would stand for another one" : null;
    }

    /// <summary>General-purpose naming rules; old buckets and other stores break them with every right, so that this only warns.</summary>
    internal static bool IsStrict(string bucket) =>
        IsArn(bucket)
        || (bucket.Length is >= 3 and <= 63
            && bucket.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.')
            && char.IsAsciiLetterOrDigit(bucket[0])
            && char.IsAsciiLetterOrDigit(bucket[^1])
            && !bucket.Contains("..", StringComparison.Ordinal));

    internal static bool IsArn(string? bucket) => bucket?.StartsWith("arn:", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Region of an access point by its ARN; null: no ARN.</summary>
    internal static string? RegionOf(string? bucket) => IsArn(bucket) && bucket!.Split(':', 6) is { Length: 6 } parts ? parts[3] : null;

    private static bool IsAccessPoint(string arn) => AccessPoint().IsMatch(arn) && BucketRegions.IsName(RegionOf(arn));

    // arn:partition:service:region:account:resource
    [GeneratedRegex(
        @"^arn:aws(-[a-z]+)*:(s3:[a-z0-9-]+:[0-9]{12}:|s3-outposts:[a-z0-9-]+:[0-9]{12}:outpost[:/][a-z0-9-]+[:/])accesspoint[:/][a-z0-9][a-z0-9-]*\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex AccessPoint();
}
