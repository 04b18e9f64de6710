using System.Text;

namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>
/// Words and lines of <c>s5cmd run</c>: the one place that quotes. A word is one pair of quotes from its first character to its last, never
/// pieces that are joined: a line that is cut, because whoever wrote it died, then has a quote open, and the tool runs nothing of it.
/// </summary>
internal static class S5cmdLine
{
    public static string Url(string bucket, string key) => $"s3://{bucket}/{key}";

    /// <summary>What the tool's output names a copy by: both URLs, unquoted. Unambiguous, because a source with a blank never reaches the tool.</summary>
    public static string Pair(string source, string destination) => $"{source} {destination}";

    /// <summary>The command line of one copy, line feed included.</summary>
    /// <param name="flags">Flags as <see cref="Flags"/> made them.</param>
    public static string Copy(string flags, string source, string destination)
    {
        var line = new StringBuilder(flags.Length + source.Length + destination.Length + 16);
        line.Append("cp ").Append(flags).Append(' ');
        AppendQuoted(line, source);
        line.Append(' ');
        AppendQuoted(line, destination);
        return line.Append('\n').ToString();
    }

    /// <summary>Flags of every copy of a run, each value quoted.</summary>
    public static string Flags(params IEnumerable<(string Name, string? Value)> flags)
    {
        // Keys are keys: without --raw, * and ? of a key would be wildcards.
        var text = new StringBuilder("--raw");
        foreach ((string name, string? value) in flags)
        {
            text.Append(' ').Append(name);
            if (value is not null)
            {
                text.Append(' ');
                AppendQuoted(text, value);
            }
        }

        return text.ToString();
    }

    private static void AppendQuoted(StringBuilder line, string word)
    {
        if (word.Contains('\n', StringComparison.Ordinal))
        {
            throw new ArgumentException("A line feed ends a command and cannot be quoted.", nameof(word));
        }

        // Everything is literal between single quotes, and nothing can stand for one there.
        if (!word.Contains('\'', StringComparison.Ordinal))
        {
            line.Append('\'').Append(word).Append('\'');
            return;
        }

        line.Append('"');
        foreach (char c in word)
        {
            if (c is '"' or '\\' or '$' or '`')
            {
                line.Append('\\');
            }

            line.Append(c);
        }

        line.Append('"');
    }
}
