using System.Text;
using System.Text.RegularExpressions;

namespace ArchiveTransfer.ClaimScenarios.Rendering;

/// <summary>Any text as Markdown that reads as that text: no markup, no HTML, no end of a cell or line.</summary>
internal static partial class MarkdownText
{
    /// <summary>Inside a paragraph, a heading or a cell.</summary>
    public static string Inline(string text)
    {
        string line = VisibleText.OneLine(text).Trim();
        var encoded = new StringBuilder(line.Length + 16);
        for (int i = 0; i < line.Length; i++)
        {
            encoded.Append(line[i] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",

                // Not with a backslash: whether a table understands one depends on what stands before it.
                '|' => "&#124;",
                '_' when IsInsideWord(line, i) => "_",
                '\\' or '`' or '*' or '_' or '[' or ']' or '~' or '$' => $"\\{line[i]}",
                char other => other.ToString(),
            });
        }

        return encoded.ToString();
    }

    /// <summary>As a paragraph or an item of a list: nothing at its beginning makes it something else.</summary>
    public static string Block(string text)
    {
        string encoded = Inline(text);
        return LineStart().Replace(encoded, static match => $"{match.Groups["number"].Value}\\{match.Groups["mark"].Value}", 1);
    }

    /// <summary>With a fence longer than any inside.</summary>
    public static string CodeBlock(string code, string language)
    {
        string line = VisibleText.OneLine(code);
        int longest = Backticks().Matches(line).Select(static match => match.Length).DefaultIfEmpty(0).Max();
        var fence = new string('`', Math.Max(3, longest + 1));
        return $"{fence}{language}\n{line}\n{fence}";
    }

    /// <summary>Snake case stays as it is.</summary>
    private static bool IsInsideWord(string line, int at) => at > 0 && at + 1 < line.Length && char.IsAsciiLetterOrDigit(line[at - 1]) && char.IsAsciiLetterOrDigit(line[at + 1]);

    [GeneratedRegex(@"^(?<number>[0-9]*)(?<mark>(?<=[0-9])[.)]|(?<![0-9])[-+#=])")]
    private static partial Regex LineStart();

    [GeneratedRegex("`+")]
    private static partial Regex Backticks();
}
