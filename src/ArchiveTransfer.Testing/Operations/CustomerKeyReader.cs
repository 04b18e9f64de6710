using System.Security.Cryptography;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>Reads the headers of SSE-C and compares keys. A key leaves here as its MD5.</summary>
internal sealed class CustomerKeyReader(S3SimulatorOptions options)
{
    public const string Prefix = "x-amz-server-side-encryption-customer-";
    public const string SourcePrefix = "x-amz-copy-source-server-side-encryption-customer-";
    public const string Algorithm = "AES256";

    private const int KeyLength = 32;

    /// <summary>Null: the headers name no key.</summary>
    public static CustomerKey? Parse(string? algorithm, string? key, string? md5)
    {
        if (algorithm is null && key is null && md5 is null)
        {
            return null;
        }

        if (algorithm is null)
        {
            throw S3Refusal.InvalidArgument("Requests specifying Server Side Encryption with Customer provided keys must provide a valid encryption algorithm.", Prefix + "algorithm", null);
        }

        if (algorithm != Algorithm)
        {
            throw new S3Refusal(400, "InvalidEncryptionAlgorithmError", "The encryption request you specified is not valid. The valid value is AES256.");
        }

        if (key is null)
        {
            throw S3Refusal.InvalidArgument("Requests specifying Server Side Encryption with Customer provided keys must provide an appropriate secret key.", Prefix + "key", null);
        }

        if (md5 is null)
        {
            throw S3Refusal.InvalidArgument("Requests specifying Server Side Encryption with Customer provided keys must provide the client calculated MD5 of the secret key.", Prefix + "key-MD5", null);
        }

        Span<byte> bytes = stackalloc byte[KeyLength];
        if (!Convert.TryFromBase64String(key, bytes, out var length) || length != KeyLength)
        {
            throw S3Refusal.InvalidArgument("The secret key was invalid for the specified algorithm.", Prefix + "algorithm", algorithm);
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        hash.AppendData(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return md5 == Convert.ToBase64String(hash.GetHashAndReset())
            ? new CustomerKey(md5)
            : throw S3Refusal.InvalidArgument("The calculated MD5 hash of the key did not match the hash that was provided.", Prefix + "key-MD5", md5);
    }

    /// <summary>An object stored with a key is read with that key, any other without one.</summary>
    public void CheckReading(S3Request request, StoredObject found) => CheckReading(request, found, Prefix);

    public void CheckSource(S3Request request, StoredObject source) => CheckReading(request, source, SourcePrefix);

    /// <summary>Every part brings the key that the upload began with.</summary>
    public void CheckPart(S3Request request, MultipartUpload upload)
    {
        RefuseEncryption(request);
        var given = Read(request, Prefix);
        if (given == upload.Metadata.CustomerKey)
        {
            return;
        }

        throw S3Refusal.InvalidRequest((given, upload.Metadata.CustomerKey) switch
        {
            (null, _) => "The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.",
            (_, null) => "The encryption parameters are not applicable to this object.",
            _ => "The provided encryption parameters did not match the ones used originally.",
        });
    }

    public void RequireTls(S3Request request)
    {
        if (!request.Http.Request.IsHttps && !options.AllowsCustomerKeysOverHttp)
        {
            throw S3Refusal.InvalidRequest("Requests specifying Server Side Encryption with Customer provided keys must be made over a secure connection.");
        }
    }

    /// <summary>How an object is encrypted is said when it is written, not when it is read, nor with its parts.</summary>
    public static void RefuseEncryption(S3Request request)
    {
        if (request.Header(EncryptionReader.HeaderName) is { } value)
        {
            throw S3Refusal.InvalidArgument("x-amz-server-side-encryption header is not supported for this operation.", EncryptionReader.HeaderName, value);
        }
    }

    private void CheckReading(S3Request request, StoredObject found, string prefix)
    {
        var given = Read(request, prefix);
        if (given == found.Metadata.CustomerKey)
        {
            return;
        }

        throw (given, found.Metadata.CustomerKey) switch
        {
            (null, _) => S3Refusal.InvalidRequest("The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object."),
            (_, null) => S3Refusal.InvalidRequest("The encryption parameters are not applicable to this object."),
            _ => S3Refusal.AccessDenied(),
        };
    }

    private CustomerKey? Read(S3Request request, string prefix)
    {
        var key = Parse(request.Header(prefix + "algorithm"), request.Header(prefix + "key"), request.Header(prefix + "key-md5"));
        if (key is not null)
        {
            RequireTls(request);
        }

        return key;
    }
}
