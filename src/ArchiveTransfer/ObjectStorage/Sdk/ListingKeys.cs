using System.Buffers;
using System.Text;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>Keys of a listing with <c>encoding-type=url</c>: form style, <c>+</c> and <c>%20</c> are both a blank.</summary>
internal static class ListingKeys
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Decodes a key; false: not percent-encoded UTF-8.</summary>
    public static bool TryDecode(string text, out string key)
    {
        key = text;
        var first = text.AsSpan().IndexOfAny('%', '+');
        if (first < 0)
        {
            return true;
        }

        var rented = ArrayPool<byte>.Shared.Rent(Utf8.GetMaxByteCount(text.Length));
        try
        {
            var length = Utf8.GetBytes(text.AsSpan(0, first), rented);
            for (var i = first; i < text.Length; i++)
            {
                if (text[i] == '%')
                {
                    if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                    {
                        return false;
                    }

                    rented[length++] = (byte)((HexValue(text[i + 1]) << 4) | HexValue(text[i + 2]));
                    i += 2;
                }
                else if (text[i] == '+')
                {
                    rented[length++] = (byte)' ';
                }
                else
                {
                    var chars = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
                    length += Utf8.GetBytes(text.AsSpan(i, chars), rented.AsSpan(length));
                    i += chars - 1;
                }
            }

            key = Utf8.GetString(rented, 0, length);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static int HexValue(char c) => char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
}
