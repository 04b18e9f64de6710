using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace ArchiveTransfer.Testing.Signing;

/// <summary>The two hashes of Signature Version 4, over text whose bytes are those sent.</summary>
internal static class Hmac
{
    private const string HexDigits = "0123456789abcdef";

    public static byte[] DeriveKey(string secret, CredentialScope scope)
    {
        var key = HMACSHA256.HashData(Encoding.UTF8.GetBytes("AWS4" + secret), Bytes(scope.Date));
        key = HMACSHA256.HashData(key, Bytes(scope.Region));
        key = HMACSHA256.HashData(key, Bytes(scope.Service));
        return HMACSHA256.HashData(key, Bytes("aws4_request"));
    }

    public static string Sign(byte[] key, string text)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(text.Length);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, bytes.AsSpan(0, Encoding.Latin1.GetBytes(text, bytes)), hash);
        ArrayPool<byte>.Shared.Return(bytes);
        return Hex(hash);
    }

    public static string Sha256(string text)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(text.Length);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes.AsSpan(0, Encoding.Latin1.GetBytes(text, bytes)), hash);
        ArrayPool<byte>.Shared.Return(bytes);
        return Hex(hash);
    }

    public static string Hex(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[bytes.Length * 2];
        for (var i = 0; i < bytes.Length; i++)
        {
            text[2 * i] = HexDigits[bytes[i] >> 4];
            text[(2 * i) + 1] = HexDigits[bytes[i] & 0xF];
        }

        return text.ToString();
    }

    // Headers are read as Latin-1, so that writing them as Latin-1 gives back the very bytes that were signed.
    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
