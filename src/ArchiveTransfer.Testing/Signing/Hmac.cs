using System.Security.Cryptography;
using System.Text;

namespace ArchiveTransfer.Testing.Signing;

/// <summary>The two hashes of Signature Version 4, over text whose bytes are those sent.</summary>
internal static class Hmac
{
    public static byte[] DeriveKey(string secret, CredentialScope scope)
    {
        var key = HMACSHA256.HashData(Encoding.UTF8.GetBytes("AWS4" + secret), Bytes(scope.Date));
        key = HMACSHA256.HashData(key, Bytes(scope.Region));
        key = HMACSHA256.HashData(key, Bytes(scope.Service));
        return HMACSHA256.HashData(key, Bytes("aws4_request"));
    }

    public static string Sign(byte[] key, string text) => Hex(HMACSHA256.HashData(key, Bytes(text)));

    public static string Sha256(string text) => Hex(SHA256.HashData(Bytes(text)));

    public static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes).ToLowerInvariant();

    // Headers are read as Latin-1, so that writing them as Latin-1 gives back the very bytes that were signed.
    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
