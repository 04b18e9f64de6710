using System.Text;

namespace ArchiveTransfer.Testing.Http;

/// <summary>Percent-encoding as S3 knows it: bytes of UTF-8, decoded once, never normalised.</summary>
internal static class PercentEncoding
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
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
        var result = new StringBuilder(text.Length + 16);
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            var unit = (char)value;
            if (Unreserved.Contains(unit, StringComparison.Ordinal) || kept.Contains(unit, StringComparison.Ordinal))
            {
                result.Append(unit);
            }
            else
            {
                result.Append('%').Append(value.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return result.ToString();
    }
}
