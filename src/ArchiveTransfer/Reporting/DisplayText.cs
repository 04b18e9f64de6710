using System.Globalization;
using System.Text;

namespace ArchiveTransfer;

/// <summary>Makes hostile text fit for messages and logs: keys and server answers may hold line feeds, escapes and quotes.</summary>
internal static class DisplayText
{
    /// <summary>For a whole message of this library's making, whose end says what to do.</summary>
    public const int WholeMessage = 2_000;

    private const int MaxLength = 300;

    /// <summary>The text in quotes, control characters escaped, shortened.</summary>
    public static string Quote(string? text, int longest = MaxLength) => $"'{Escape(text, longest)}'";

    /// <summary>The text with control, format and separator characters, quotes and backslashes escaped, shortened.</summary>
    public static string Escape(string? text, int longest = MaxLength)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        StringBuilder? escaped = null;
        int length = Math.Min(text.Length, longest);
        for (int i = 0; i < length; i++)
        {
            char c = text[i];
            if (IsHarmless(c))
            {
                escaped?.Append(c);
                continue;
            }

            escaped ??= new StringBuilder(text, 0, i, longest * 2);
            if (c is '\'' or '\\')
            {
                escaped.Append('\\').Append(c);
            }
            else if (char.IsHighSurrogate(c) && i + 1 < length && char.IsLowSurrogate(text[i + 1]))
            {
                escaped.Append(c).Append(text[++i]);
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
        }

        string shown = escaped?.ToString() ?? text[..length];
        return text.Length > longest ? $"{shown}... ({text.Length} characters)" : shown;
    }

    private static bool IsHarmless(char c) => c is not ('\'' or '\\') && char.GetUnicodeCategory(c) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
