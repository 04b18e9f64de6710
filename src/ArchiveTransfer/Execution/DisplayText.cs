using System.Globalization;
using System.Text;

namespace ArchiveTransfer.Execution;

/// <summary>Text of others (keys, answers of stores) made harmless for messages and log lines.</summary>
internal static class DisplayText
{
    private const int LongestStoreText = 300;

    /// <summary>In double quotes; control, format and separator characters, quotes and backslashes escaped.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        AppendEscaped(quoted, text);
        return quoted.Append('"').ToString();
    }

    /// <summary>What a store said, escaped and cut where it would fill a screen.</summary>
    public static string QuoteShortened(string text)
    {
        if (text.Length <= LongestStoreText)
        {
            return Quote(text);
        }

        var quoted = new StringBuilder(LongestStoreText + 3).Append('"');
        AppendEscaped(quoted, text.AsSpan(0, LongestStoreText));
        return quoted.Append("…\"").ToString();
    }

    private static void AppendEscaped(StringBuilder target, ReadOnlySpan<char> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                target.Append(c).Append(text[++i]);
            }
            else if (c is '"' or '\\')
            {
                target.Append('\\').Append(c);
            }
            else if (char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                target.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            }
            else
            {
                target.Append(c);
            }
        }
    }
}
