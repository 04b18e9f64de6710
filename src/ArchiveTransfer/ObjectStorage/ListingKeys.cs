using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace ArchiveTransfer.ObjectStorage;

/// <summary>Keys of a listing with <c>encoding-type=url</c>: form style, <c>+</c> and <c>%20</c> are both a blank.</summary>
internal static class ListingKeys
{
    private const int Short = 1024;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Decodes a key; false: not percent-encoded UTF-8.</summary>
    public static bool TryDecode(string text, out string key)
    {
        key = text;
        if (text.AsSpan().IndexOfAny('%', '+') < 0)
        {
            return true;
        }

        try
        {
            byte[] bytes = Strict.GetBytes(text);
            var characters = new char[bytes.Length];
            bool isDecoded = TryDecode(bytes, characters, out int length);
            key = isDecoded ? new string(characters, 0, length) : text;
            return isDecoded;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Decodes a key as it came, in bytes, into at least as many characters; false: not percent-encoded UTF-8.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> text, Span<char> key, out int length)
    {
        if (text.IndexOfAny((byte)'%', (byte)'+') < 0)
        {
            return TryRead(text, key, out length);
        }

        byte[]? rented = null;
        Span<byte> target = text.Length <= Short ? stackalloc byte[Short] : rented = ArrayPool<byte>.Shared.Rent(text.Length);
        length = 0;
        bool isDecoded = Decode(text, target) is { } written && TryRead(target[..written], key, out length);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return isDecoded;
    }

    /// <summary>Reads a key that is not encoded, into at least as many characters; false: not UTF-8.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, Span<char> key, out int length) =>
        Utf8.ToUtf16(text, key, out _, out length, replaceInvalidSequences: false) == OperationStatus.Done;

    /// <returns>Bytes of the key; null: it is not encoded so.</returns>
    private static int? Decode(ReadOnlySpan<byte> text, Span<byte> target)
    {
        int written = 0;
        while (true)
        {
            int plain = text.IndexOfAny((byte)'%', (byte)'+');
            plain = plain < 0 ? text.Length : plain;
            text[..plain].CopyTo(target[written..]);
            written += plain;
            text = text[plain..];
            if (text.IsEmpty)
            {
                return written;
            }

            if (text[0] == '+')
            {
                target[written++] = (byte)' ';
                text = text[1..];
                continue;
            }

            if (text.Length < 3 || !char.IsAsciiHexDigit((char)text[1]) || !char.IsAsciiHexDigit((char)text[2]))
            {
                return null;
            }

            target[written++] = (byte)((HexValue(text[1]) << 4) | HexValue(text[2]));
            text = text[3..];
        }
    }

    private static int HexValue(byte c) => char.IsAsciiDigit((char)c) ? c - '0' : (c | 0x20) - 'a' + 10;
}
