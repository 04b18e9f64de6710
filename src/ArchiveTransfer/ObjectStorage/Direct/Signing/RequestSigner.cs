using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>
/// AWS Signature Version 4, https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html: the canonical request is hashed as it is
/// written, in bytes on the stack or of a pool. Path and query are signed exactly as they are sent.
/// </summary>
internal static class RequestSigner
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    private const int SignatureBytes = 64;

    /// <summary>Value of the Authorization header.</summary>
    /// <param name="path">Encoded, as it is sent.</param>
    /// <param name="query">Encoded and sorted, without the question mark.</param>
    /// <param name="headers">All that are signed, host included; sorted here.</param>
    /// <param name="signature">Receives the 64 digits, for the chunks that follow; may be empty.</param>
    public static string Sign(
        SigningKey key, string time, string method, ReadOnlySpan<char> path, ReadOnlySpan<char> query, Span<SignedHeader> headers, string payloadHash, Span<byte> signature)
    {
        headers.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        var names = new TextBuffer(stackalloc char[256]);
        foreach (ref readonly SignedHeader header in headers)
        {
            if (!names.Written.IsEmpty)
            {
                names.Append(';');
            }

            names.Append(header.Name);
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        HashCanonical(method, path, query, headers, names.Written, payloadHash, hash);

        Span<byte> text = stackalloc byte[512];
        var toSign = new ByteBuffer(text);
        toSign.Append(Algorithm);
        toSign.Append((byte)'\n');
        toSign.Append(time);
        toSign.Append((byte)'\n');
        toSign.Append(key.Scope);
        toSign.Append((byte)'\n');
        Hexadecimal.Write(hash, toSign.Take(SHA256.HashSizeInBytes * 2));

        Span<byte> digits = stackalloc byte[SignatureBytes];
        key.Sign(toSign.Written, digits);
        toSign.Clear();
        digits[..signature.Length].CopyTo(signature);

        var value = new TextBuffer(stackalloc char[512]);
        value.Append(Algorithm);
        value.Append(" Credential=");
        value.Append(key.Credentials.AccessKey);
        value.Append('/');
        value.Append(key.Scope);
        value.Append(", SignedHeaders=");
        value.Append(names.Written);
        value.Append(", Signature=");
        foreach (byte digit in digits)
        {
            value.Append((char)digit);
        }

        names.Clear();
        return value.ToStringAndClear();
    }

    private static void HashCanonical(
        string method, ReadOnlySpan<char> path, ReadOnlySpan<char> query, ReadOnlySpan<SignedHeader> headers, ReadOnlySpan<char> names, string payloadHash, Span<byte> hash)
    {
        var canonical = new ByteBuffer(stackalloc byte[1024]);
        canonical.Append(method);
        canonical.Append((byte)'\n');
        canonical.Append(path);
        canonical.Append((byte)'\n');
        canonical.Append(query);
        canonical.Append((byte)'\n');
        foreach (ref readonly SignedHeader header in headers)
        {
            canonical.Append(header.Name);
            canonical.Append((byte)':');
            AppendValue(ref canonical, header.Value);
            canonical.Append((byte)'\n');
        }

        canonical.Append((byte)'\n');
        canonical.Append(names);
        canonical.Append((byte)'\n');
        canonical.Append(payloadHash);
        SHA256.HashData(canonical.Written, hash);
        canonical.Clear();
    }

    /// <summary>Trimmed, and each run of blanks as one.</summary>
    private static void AppendValue(ref ByteBuffer canonical, ReadOnlySpan<char> value)
    {
        value = value.Trim();
        int run;
        while ((run = value.IndexOf("  ", StringComparison.Ordinal)) >= 0)
        {
            canonical.Append(value[..(run + 1)]);
            value = value[run..].TrimStart(' ');
        }

        canonical.Append(value);
    }
}
