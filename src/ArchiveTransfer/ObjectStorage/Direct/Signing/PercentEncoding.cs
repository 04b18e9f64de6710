using System.Buffers;
using System.Text;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>The encoding that is signed and sent: UTF-8 bytes, everything but unreserved characters as %XX, once.</summary>
internal static class PercentEncoding
{
    private static readonly SearchValues<char> Unreserved = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");
    private static readonly SearchValues<char> UnreservedAndSlash = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/");

    /// <summary>Appends the encoded text.</summary>
    /// <param name="keepSlash">Slashes stay, as in the path of a key.</param>
    public static void Append(ref TextBuffer target, ReadOnlySpan<char> text, bool keepSlash)
    {
        SearchValues<char> kept = keepSlash ? UnreservedAndSlash : Unreserved;
        Span<byte> bytes = stackalloc byte[4];
        while (!text.IsEmpty)
        {
            int plain = text.IndexOfAnyExcept(kept);
            if (plain != 0)
            {
                target.Append(plain < 0 ? text : text[..plain]);
                if (plain < 0)
                {
                    return;
                }

                text = text[plain..];
            }

            Rune.DecodeFromUtf16(text, out Rune rune, out int consumed);
            int count = rune.EncodeToUtf8(bytes);
            for (int i = 0; i < count; i++)
            {
                target.Append('%');
                target.Append(Hex(bytes[i] >> 4));
                target.Append(Hex(bytes[i] & 15));
            }

            text = text[consumed..];
        }
    }

    public static string Encode(ReadOnlySpan<char> text, bool keepSlash)
    {
        var buffer = new TextBuffer(stackalloc char[256]);
        Append(ref buffer, text, keepSlash);
        return buffer.ToStringAndClear();
    }

    private static char Hex(int digit) => (char)(digit < 10 ? '0' + digit : 'A' + digit - 10);
}
