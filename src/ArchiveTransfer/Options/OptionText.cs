using System.Globalization;
using System.Text;

namespace ArchiveTransfer;

/// <summary>How values are written into messages.</summary>
internal static class OptionText
{
    private const int LongestShown = 120;

    /// <summary>In quotes, on one line whatever it holds, and cut where it is long.</summary>
    internal static string Quote(string? text)
    {
        if (text is null)
        {
            return "null";
        }

        var shown = new StringBuilder(text.Length + 2).Append('\'');
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, LongestShown)))
        {
            if (char.IsControl(character) || char.IsSurrogate(character) || character is '\u2028' or '\u2029')
            {
                shown.Append("\\u").Append(((int)character).ToString("X4", CultureInfo.InvariantCulture));
            }
            else
            {
                shown.Append(character);
            }
        }

        return shown.Append(text.Length > LongestShown ? "...'" : "'").ToString();
    }

    internal static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    internal static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    internal static string Duration(TimeSpan value) => value.ToString("c", CultureInfo.InvariantCulture);

    internal static string Boolean(bool value) => value ? "true" : "false";

    /// <summary>An address without the parts in which people keep secrets: user information, query and fragment.</summary>
    internal static string Address(Uri address) => address.IsAbsoluteUri && !address.OriginalString.Contains('@', StringComparison.Ordinal)
        ? Quote(address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped))
        : Address(address.OriginalString);

    /// <summary>The same for text that is no address.</summary>
    internal static string Address(string text)
    {
        if (text.Contains('@', StringComparison.Ordinal))
        {
            return "an address with user information (not shown)";
        }

        var query = text.AsSpan().IndexOfAny('?', '#');
        return Quote(query < 0 ? text : text[..query]);
    }
}
