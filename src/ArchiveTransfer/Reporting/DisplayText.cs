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
            if (c is not ('\'' or '\\') && SeenAt(text, i) is > 0 and int seen && i + seen <= length)
            {
                escaped?.Append(text, i, seen);
                i += seen - 1;
                continue;
            }

            escaped ??= new StringBuilder(text, 0, i, longest * 2);
            if (c is '\'' or '\\')
            {
                escaped.Append('\\').Append(c);
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
        }

        string shown = escaped?.ToString() ?? text[..length];
        return text.Length > longest ? $"{shown}... ({text.Length} characters)" : shown;
    }

    /// <summary>Whether all of it is seen as it is: nothing that hides, breaks or turns a line.</summary>
    public static bool IsPlain(string text)
    {
        for (int i = 0; i < text.Length;)
        {
            int seen = SeenAt(text, i);
            if (seen == 0)
            {
                return false;
            }

            i += seen;
        }

        return true;
    }

    /// <summary>How many chars the character there has; 0: it is none to be seen.</summary>
    private static int SeenAt(string text, int index) => Rune.TryGetRuneAt(text, index, out Rune rune) && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned) ? rune.Utf16SequenceLength : 0;
}
