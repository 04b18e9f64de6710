using System.Globalization;
using System.Text;

namespace ArchiveTransfer.ObjectStorage;

/// <summary>An ETag in 28 bytes where it is an MD5 or one of parts, as nearly all are; else as it came.</summary>
internal readonly struct PackedETag
{
    private const int Md5Length = 32;
    private const int None = -1;

    private readonly ulong high;
    private readonly ulong low;
    private readonly string? text;

    /// <summary>Parts behind the MD5; 0: none; <see cref="None"/>: it is no MD5.</summary>
    private readonly int parts;

    private PackedETag(ulong high, ulong low, int parts) => (this.high, this.low, this.parts) = (high, low, parts);

    private PackedETag(string? text) => (this.text, parts) = (text, None);

    /// <summary>What it takes in memory beside itself.</summary>
    public int TextBytes => text is null ? 0 : 24 + (2 * text.Length);

    public static PackedETag Of(string? tag)
    {
        Span<byte> bytes = stackalloc byte[Md5Length + 6];
        return tag is not null && Encoding.UTF8.TryGetBytes(tag, bytes, out int length) && TryPack(bytes[..length], out PackedETag packed) ? packed : new PackedETag(tag);
    }

    /// <param name="tag">Without its quotes; empty: there is none.</param>
    public static PackedETag Of(ReadOnlySpan<byte> tag) =>
        TryPack(tag, out PackedETag packed) ? packed : new PackedETag(tag.IsEmpty ? null : Encoding.UTF8.GetString(tag));

    public override string? ToString() => parts switch
    {
        None => text,
        0 => string.Create(CultureInfo.InvariantCulture, $"{high:x16}{low:x16}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{high:x16}{low:x16}-{parts}"),
    };

    /// <summary>Only what comes out again as it went in.</summary>
    private static bool TryPack(ReadOnlySpan<byte> tag, out PackedETag packed)
    {
        packed = default;
        int parts = 0;
        if (tag.Length > Md5Length && (tag[Md5Length] != '-' || !TryParts(tag[(Md5Length + 1)..], out parts)))
        {
            return false;
        }

        if (tag.Length < Md5Length || !TryHexadecimal(tag[..16], out ulong high) || !TryHexadecimal(tag[16..Md5Length], out ulong low))
        {
            return false;
        }

        packed = new PackedETag(high, low, parts);
        return true;
    }

    private static bool TryParts(ReadOnlySpan<byte> digits, out int parts)
    {
        parts = 0;
        if (digits.Length is 0 or > 5 || digits[0] == '0')
        {
            return false;
        }

        foreach (byte digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            parts = (parts * 10) + digit - '0';
        }

        return true;
    }

    private static bool TryHexadecimal(ReadOnlySpan<byte> digits, out ulong value)
    {
        value = 0;
        foreach (byte digit in digits)
        {
            if (!char.IsAsciiHexDigitLower((char)digit))
            {
                return false;
            }

            value = (value << 4) | (uint)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
        }

        return true;
    }
}
