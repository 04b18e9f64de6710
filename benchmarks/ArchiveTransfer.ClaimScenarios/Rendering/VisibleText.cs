using System.Globalization;
using System.Text;

namespace ArchiveTransfer.ClaimScenarios.Rendering;

/// <summary>Names of tools, keys and endpoints are anybody's: as one line of characters that are seen, they move no cursor, turn no reading direction and end no row.</summary>
internal static class VisibleText
{
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);

        // Halves of surrogate pairs come out of the enumeration as replacement characters.
        foreach (Rune rune in text.EnumerateRunes())
        {
            line.Append(Show(rune).ToString());
        }

        return line.ToString();
    }

    private static Rune Show(Rune rune)
    {
        if (rune.Value is '\t' or '\n' or '\v' or '\f' or '\r' or 0x85)
        {
            return new(' ');
        }

        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => new(' '),
            UnicodeCategory.Control or UnicodeCategory.Format => Rune.ReplacementChar,

            // No characters at all, and not allowed in XML.
            UnicodeCategory.OtherNotAssigned when rune.Value is 0xFFFE or 0xFFFF => Rune.ReplacementChar,
            _ => rune,
        };
    }
}
