using System.Buffers;
using System.Text;

namespace ArchiveTransfer.Testing.Http;

/// <summary>Percent-encoding as S3 knows it: bytes of UTF-8, decoded once, never normalised.</summary>
internal static class PercentEncoding
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static readonly SearchValues<char> UnreservedUnits = SearchValues.Create(Unreserved);
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Null: not percent-encoded UTF-8.</summary>
    public static string? Decode(ReadOnlySpan<char> text, bool plusIsBlank = false)
    {
        if (text.IndexOfAny('%', '+') < 0 && Ascii.IsValid(text))
        {
            return text.ToString();
        }

        var bytes = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var unit = text[i];
            if (unit == '%')
            {
                if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                {
                    return null;
                }

                bytes[length++] = Convert.FromHexString(text.Slice(i + 1, 2))[0];
                i += 2;
            }
            else if (unit > 0x7E)
            {
                return null;
            }
            else
            {
                bytes[length++] = unit == '+' && plusIsBlank ? (byte)' ' : (byte)unit;
            }
        }

        try
        {
            return Strict.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Everything but the unreserved characters and those given.</summary>
    public static string Encode(string text, string kept = "")
    {
        if (text.AsSpan().IndexOfAnyExcept(UnreservedUnits) < 0)
        {
            return text;
        }

        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var result = new PooledText(text.Length * 3);
        foreach (var value in bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)))
        {
            var unit = (char)value;
            if (UnreservedUnits.Contains(unit) || kept.Contains(unit, StringComparison.Ordinal))
            {
                result.Append(unit);
            }
            else
            {
                result.Append('%');
                result.Append(value, "X2");
            }
        }

        ArrayPool<byte>.Shared.Return(bytes);
        return result.Finish();
    }
}
