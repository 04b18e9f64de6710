using System.Text;
using ArchiveTransfer.Execution;

namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>What must never reach the tool, each with its constant reason. What passes comes out as every other way would have it, or fails aloud.</summary>
internal static class S5cmdGate
{
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly HashSet<string> _storageClasses = new(StringComparer.Ordinal)
    {
        "STANDARD", "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER", "DEEP_ARCHIVE",
    };

    /// <summary>Guarantees of these options that the tool cannot give for any object; null: it can.</summary>
    public static string? RefuseOptions(ArchiveCollectionOptions options) => options switch
    {
        { Overwrite: OverwriteMode.Never } => "s5cmd sends no condition, so that Overwrite Never could replace an object",
        { PreserveMetadata: false } => "s5cmd copies metadata as it is, and PreserveMetadata is false",
        { Tags: TagHandling.Drop } => "s5cmd cannot drop tags; set Tags to Any or Copy",
        { Destination.Tags.Count: > 0 } => "s5cmd sets no tags",
        { Destination.ExpectedBucketOwner: not null } => "s5cmd does not check the owner of a bucket",
        { Destination.Encryption.BucketKeyEnabled: not null } => "s5cmd asks for no bucket key",
        { Destination.Encryption.Algorithm: not ("AES256" or "aws:kms") } => "s5cmd knows no such encryption",
        { Destination.StorageClass: { } storageClass } when !_storageClasses.Contains(storageClass) => "s5cmd knows no such storage class",
        _ => null,
    };

    /// <summary>Buckets and addresses as the tool would not find them; null: it does.</summary>
    public static string? RefuseAddress(ArchiveCollectionOptions options)
    {
        if (IsArn(options.Source.Bucket) || IsArn(options.Destination.Bucket))
        {
            return "s5cmd takes no access-point ARN for a bucket";
        }

        if (options.Destination.Bucket is { } name && !IsName(name))
        {
            return "s5cmd takes no such name of a bucket";
        }

        S3LocationOptions destination = options.Destination;
        if (destination.ServiceUrl is { } url)
        {
            return destination.ForcePathStyle == false ? "s5cmd names the bucket in the path of an endpoint that is not AWS"
                : url.AbsolutePath.Length > 1 || url.Query.Length > 0 ? "s5cmd takes no endpoint with a path"
                : null;
        }

        return destination.Bucket?.Contains('.', StringComparison.Ordinal) == true || destination.ForcePathStyle == true
            ? "s5cmd names the bucket in the host name at AWS"
            : null;
    }

    public static TransferEligibility CanTransfer(PlannedTransfer item, S5cmdTool tool)
    {
        if (item.Size > TransferLimits.MaxSingleRequestBytes)
        {
            return TransferEligibility.Refuse("object is larger than 5 GiB");
        }

        if (item.Source.VersionId is not null)
        {
            return TransferEligibility.Refuse("a version is named");
        }

        if (IsArn(item.SourceBucket))
        {
            return TransferEligibility.Refuse("s5cmd takes no access-point ARN for a bucket");
        }

        if (!IsName(item.SourceBucket))
        {
            return TransferEligibility.Refuse("s5cmd takes no such name of a bucket");
        }

        return item.Source.Key.Contains(' ', StringComparison.Ordinal)
            // It travels as a plus sign, which some stores take for one: another object would arrive, and be called a success.
            ? TransferEligibility.Refuse("source key has a blank")
            : RefuseKey(item.Source.Key, tool) ?? RefuseKey(item.DestinationKey, tool) ?? TransferEligibility.Eligible;
    }

    private static TransferEligibility? RefuseKey(string key, S5cmdTool tool)
    {
        if (key.Length == 0)
        {
            return TransferEligibility.Refuse("key is empty");
        }

        if (key[^1] == '/')
        {
            return TransferEligibility.Refuse("key ends in a slash");
        }

        if (key.Contains('\n', StringComparison.Ordinal))
        {
            return TransferEligibility.Refuse("key has a line feed");
        }

        if (key.Contains('\0', StringComparison.Ordinal))
        {
            return TransferEligibility.Refuse("key has a NUL character");
        }

        if (!IsUnicode(key))
        {
            return TransferEligibility.Refuse("key is no valid Unicode");
        }

        return !tool.KeepsSlashes && (key[0] == '/' || key.Contains("//", StringComparison.Ordinal))
            ? TransferEligibility.Refuse("key has adjacent slashes, which s5cmd before 2.1.0 folds")
            : null;
    }

    private static bool IsUnicode(string key)
    {
        foreach (char c in key)
        {
            if (!char.IsAscii(c))
            {
                return CanEncode(key);
            }
        }

        return true;
    }

    private static bool CanEncode(string key)
    {
        try
        {
            _strict.GetByteCount(key);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>What follows in an address is the key, and blanks, wildcards and quotes have a meaning of their own.</summary>
    private static bool IsName(string bucket) => bucket.Length > 0 && bucket.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_');

    private static bool IsArn(string? bucket) => bucket?.Contains(':', StringComparison.Ordinal) == true;
}
