using System.Globalization;
using System.Text;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>A character that is escaped: one of the five that XML names, or a number.</summary>
internal static class XmlEntity
{
    private const int Longest = 12;

    /// <param name="text">Begins with the ampersand.</param>
    /// <param name="character">Receives its UTF-8; four bytes are enough.</param>
    /// <returns>How much of the text it takes.</returns>
    public static int Read(ReadOnlySpan<byte> text, scoped Span<byte> character, out int count)
    {
        ReadOnlySpan<byte> rest = text[1..];
        int length = rest[..Math.Min(rest.Length, Longest)].IndexOf((byte)';');
        if (length < 1)
        {
            throw XmlScanner.Broken("it has an & that escapes nothing");
        }

        ReadOnlySpan<byte> name = rest[..length];
        int value = name[0] == '#' ? Number(name[1..])
            : name.SequenceEqual("amp"u8) ? '&'
            : name.SequenceEqual("lt"u8) ? '<'
            : name.SequenceEqual("gt"u8) ? '>'
            : name.SequenceEqual("quot"u8) ? '"'
            : name.SequenceEqual("apos"u8) ? '\''
            : throw XmlScanner.Broken("it has an entity that nobody defined");
        count = new Rune(value).EncodeToUtf8(character);
        return length + 2;
    }

    private static int Number(ReadOnlySpan<byte> text)
    {
        bool isHex = text.StartsWith("x"u8);
        Span<char> digits = stackalloc char[Longest];
        int count = Encoding.ASCII.GetChars(text[(isHex ? 1 : 0)..], digits);
        return int.TryParse(digits[..count], isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out int value) && Rune.IsValid(value)
            ? value
            : throw XmlScanner.Broken("it has a number that is no character");
    }
}
