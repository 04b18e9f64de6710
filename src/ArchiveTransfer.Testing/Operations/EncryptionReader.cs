using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>What the encryption headers of a write ask for, and what is answered to them ever after.</summary>
internal static class EncryptionReader
{
    public const string HeaderName = "x-amz-server-side-encryption";

    private const string Kms = "aws:kms";
    private const string DualLayerKms = "aws:kms:dsse";
    private const string KeyIdName = HeaderName + "-aws-kms-key-id";
    private const string BucketKeyName = HeaderName + "-bucket-key-enabled";

    // The key that S3 makes for an account that names none.
    private const string ManagedKey = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    public static IReadOnlyList<KeyValuePair<string, string>> DefaultKms { get; } = [new(HeaderName, Kms), new(KeyIdName, ManagedKey)];

    public static IReadOnlyList<KeyValuePair<string, string>> Managed { get; } = [new(HeaderName, "AES256")];

    /// <summary>Headers by name in lower case.</summary>
    public static (IReadOnlyList<KeyValuePair<string, string>> Answered, CustomerKey? CustomerKey) Read(IReadOnlyDictionary<string, string> headers)
    {
        var method = headers.GetValueOrDefault(HeaderName);
        if (method is not (null or "AES256" or Kms or DualLayerKms))
        {
            throw S3Refusal.InvalidArgument("The encryption method specified is not supported", HeaderName, method);
        }

        var isKms = method is Kms or DualLayerKms;
        var keyId = headers.GetValueOrDefault(KeyIdName);
        if (keyId is not null && !isKms)
        {
            throw S3Refusal.InvalidArgument("Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms", HeaderName, method);
        }

        var customerKey = CustomerKeyReader.Parse(
            headers.GetValueOrDefault(CustomerKeyReader.Prefix + "algorithm"),
            headers.GetValueOrDefault(CustomerKeyReader.Prefix + "key"),
            headers.GetValueOrDefault(CustomerKeyReader.Prefix + "key-md5"));
        if (customerKey is null)
        {
            return (method is null ? [] : isKms ? KmsHeaders(method, keyId, headers) : Managed, null);
        }

        return method is null
            ? ([new(CustomerKeyReader.Prefix + "algorithm", CustomerKeyReader.Algorithm), new(CustomerKeyReader.Prefix + "key-MD5", customerKey.Md5)], customerKey)
            : throw S3Refusal.InvalidArgument("Server Side Encryption with Customer provided key is incompatible with the encryption method specified", HeaderName, method);
    }

    private static List<KeyValuePair<string, string>> KmsHeaders(string method, string? keyId, IReadOnlyDictionary<string, string> headers)
    {
        List<KeyValuePair<string, string>> answered = [new(HeaderName, method), new(KeyIdName, keyId is { Length: > 0 } ? keyId : ManagedKey)];
        if (method == Kms && headers.GetValueOrDefault(BucketKeyName) is "true")
        {
            answered.Add(new(BucketKeyName, "true"));
        }

        return answered;
    }
}
