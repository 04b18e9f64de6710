using ArchiveTransfer.Testing.Http;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>The header <c>x-amz-copy-source</c>: percent-decoded once, a plus stays a plus. An access point is named by its ARN: <c>arn/object/key</c>.</summary>
internal readonly record struct CopySource(string Bucket, string Key, string? VersionId)
{
    public const string HeaderName = "x-amz-copy-source";
    public const string VersionHeaderName = "x-amz-copy-source-version-id";

    public static CopySource Parse(string header)
    {
        var question = header.IndexOf('?', StringComparison.Ordinal);
        string? version = null;
        if (question >= 0)
        {
            const string Parameter = "?" + RequestedVersion.Parameter + "=";
            version = header.AsSpan(question).StartsWith(Parameter)
                ? PercentEncoding.Decode(header.AsSpan(question + Parameter.Length)) ?? throw Invalid()
                : throw Invalid();
        }

        var path = (question >= 0 ? header.AsSpan(0, question) : header).TrimStart('/').ToString();
        if (header.StartsWith("//", StringComparison.Ordinal))
        {
            throw Invalid();
        }

        // Encoded as a whole the first slash is %2F; S3 takes that, too.
        var decoded = PercentEncoding.Decode(path) ?? throw Invalid();
        var slash = decoded.IndexOf('/', StringComparison.Ordinal);
        if (decoded.StartsWith("arn:", StringComparison.Ordinal))
        {
            // The access point's name follows the first slash.
            const string Separator = "/object/";
            var end = decoded.IndexOf(Separator, StringComparison.Ordinal);
            return end > 0 && end + Separator.Length < decoded.Length ? new CopySource(decoded[..end], decoded[(end + Separator.Length)..], version) : throw Invalid();
        }

        return slash > 0 && slash + 1 < decoded.Length ? new CopySource(decoded[..slash], decoded[(slash + 1)..], version) : throw Invalid();
    }

    private static S3Refusal Invalid() => S3Refusal.InvalidArgument("Copy Source must mention the source bucket and key: sourcebucket/sourcekey", HeaderName, HeaderName);
}
