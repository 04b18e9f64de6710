using System.Globalization;
using System.Text;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;
using Microsoft.AspNetCore.Http;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>Reads what an object is to carry from the headers of a request.</summary>
internal static class MetadataReader
{
    private const string UserPrefix = "x-amz-meta-";
    private const int LargestUserMetadata = 2048;
    private const int MostTags = 10;
    private const int LongestTagKey = 128;
    private const int LongestTagValue = 256;

    private static readonly string[] SystemHeaders =
    [
        "content-type", "content-encoding", "content-language", "content-disposition", "cache-control", "expires", "x-amz-website-redirect-location",
    ];

    private static readonly string[] StorageClasses =
    [
        "STANDARD", "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER", "DEEP_ARCHIVE", "GLACIER_IR", "OUTPOSTS", "SNOW",
        "EXPRESS_ONEZONE",
    ];

    public static ObjectMetadata Read(S3Request request, S3SimulatorOptions options) => Read(Lowered(request.Http.Request.Headers), options);

    public static ObjectMetadata Read(IEnumerable<KeyValuePair<string, string>> headers, S3SimulatorOptions options)
    {
        List<KeyValuePair<string, string>>? kept = null;
        Dictionary<string, string>? encryption = null, locks = null;
        IReadOnlyList<KeyValuePair<string, string>> tags = [];
        string? storageClass = null;
        foreach (var (name, value) in headers)
        {
            if (name == "x-amz-tagging")
            {
                tags = ReadTags(value, options);
            }
            else if (name == "x-amz-storage-class")
            {
                storageClass = ReadStorageClass(value, options.EchoesStandardClass);
            }
            else if (name.StartsWith(EncryptionReader.HeaderName, StringComparison.Ordinal))
            {
                (encryption ??= []).Add(name, value);
            }
            else if (name.StartsWith(ObjectLockHeaders.Prefix, StringComparison.Ordinal))
            {
                (locks ??= []).Add(name, value);
            }
            else if ((name.StartsWith(UserPrefix, StringComparison.Ordinal) || SystemHeaders.Contains(name))
                && Stripped(name, value, options.KeepAwsChunkedEncoding) is { } stripped)
            {
                (kept ??= []).Add(KeyValuePair.Create(name, stripped));
            }
        }

        if (kept is null && encryption is null && locks is null && tags.Count == 0 && storageClass is null)
        {
            return ObjectMetadata.None;
        }

        if (options.LimitsUserMetadata)
        {
            CheckSize(kept);
        }

        var (answered, customerKey) = encryption is null ? ([], null) : EncryptionReader.Read(encryption);
        return new ObjectMetadata
        {
            Headers = kept ?? [],
            Encryption = answered,
            CustomerKey = customerKey,
            Lock = locks is null ? null : ObjectLockHeaders.Read(locks),
            Tags = tags,
            StorageClass = storageClass,
        };
    }

    public static IReadOnlyList<KeyValuePair<string, string>> CheckTags(IReadOnlyList<KeyValuePair<string, string>> tags, S3SimulatorOptions options, bool isHeader = false)
    {
        if (tags.Count > MostTags)
        {
            throw S3Refusal.InvalidTag("Object tags cannot be greater than 10", isHeader, "BadRequest");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in tags)
        {
            if (!seen.Add(name) && !options.AllowsRepeatedTags)
            {
                throw new S3Refusal(400, "InvalidTag", "Cannot provide multiple Tags with the same key").With("TagKey", name);
            }

            if (name.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            {
                throw new S3Refusal(400, "InvalidTag", "Your TagKey cannot be prefixed with aws:").With("TagKey", name);
            }

            if (name.Length is 0 or > LongestTagKey || !name.All(IsOfTag))
            {
                throw S3Refusal.InvalidTag("The TagKey you have provided is invalid", isHeader).With("TagKey", name);
            }

            if (value.Length > LongestTagValue || !value.All(IsOfTag))
            {
                throw S3Refusal.InvalidTag("The TagValue you have provided is invalid", isHeader).With("TagKey", name).With("TagValue", value);
            }
        }

        return tags;
    }

    private static IEnumerable<KeyValuePair<string, string>> Lowered(IHeaderDictionary headers)
    {
        foreach (var (name, value) in headers)
        {
            yield return KeyValuePair.Create(name.ToLowerInvariant(), value.ToString());
        }
    }

    private static bool IsOfTag(char unit) => char.IsLetterOrDigit(unit) || char.IsWhiteSpace(unit) || "_.:/=+-@".Contains(unit, StringComparison.Ordinal);

    private static string? Stripped(string name, string value, bool keepAwsChunked)
    {
        if (keepAwsChunked || name != "content-encoding")
        {
            return value;
        }

        var rest = value.Split(',', StringSplitOptions.TrimEntries).Where(static coding => coding != "aws-chunked");
        return string.Join(',', rest) is { Length: > 0 } left ? left : null;
    }

    private static string? ReadStorageClass(string value, bool echoesStandard) => value switch
    {
        "STANDARD" => echoesStandard ? value : null,
        _ when StorageClasses.Contains(value) => value,
        _ => throw new S3Refusal(400, "InvalidStorageClass", "The storage class you specified is not valid") { OnCeph = (400, "InvalidArgument") }.With("StorageClassRequested", value),
    };

    private static IReadOnlyList<KeyValuePair<string, string>> ReadTags(string header, S3SimulatorOptions options)
    {
        var tags = new List<KeyValuePair<string, string>>();
        foreach (var pair in header.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = PercentEncoding.Decode(equals < 0 ? pair : pair.AsSpan(0, equals), plusIsBlank: true);
            var value = equals < 0 ? "" : PercentEncoding.Decode(pair.AsSpan(equals + 1), plusIsBlank: true);
            if (name is null || value is null || (!options.AllowsRepeatedTags && tags.Exists(tag => tag.Key == name)))
            {
                throw S3Refusal.InvalidArgument(
                    "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
                    "x-amz-tagging",
                    header);
            }

            tags.Add(KeyValuePair.Create(name, value));
        }

        return CheckTags(tags, options, isHeader: true);
    }

    private static void CheckSize(List<KeyValuePair<string, string>>? headers)
    {
        var size = headers?.Where(static header => header.Key.StartsWith(UserPrefix, StringComparison.Ordinal))
            .Sum(static header => header.Key.Length - UserPrefix.Length + Encoding.Latin1.GetByteCount(header.Value));
        if (size > LargestUserMetadata)
        {
            throw new S3Refusal(400, "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size")
                .With("Size", size.Value.ToString(CultureInfo.InvariantCulture))
                .With("MaxSizeAllowed", LargestUserMetadata.ToString(CultureInfo.InvariantCulture));
        }
    }
}
