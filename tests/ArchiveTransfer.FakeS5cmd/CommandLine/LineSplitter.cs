using System.Text;

namespace ArchiveTransfer.FakeS5cmd.CommandLine;

/// <summary>Splits a line into words by the quoting of a shell: single quotes, double quotes with few escapes, backslashes; nothing is expanded.</summary>
internal static class LineSplitter
{
    private const string EscapedInDoubleQuotes = "$`\"\\\n";

    /// <summary>The words; null: a quote or an escape does not end.</summary>
    public static IReadOnlyList<string>? Split(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var isInWord = false;
        var position = 0;
        while (position < line.Length)
        {
            var unit = line[position++];
            switch (unit)
            {
                case ' ' or '\t' or '\n':
                    if (isInWord)
                    {
                        words.Add(word.ToString());
                        word.Clear();
                        isInWord = false;
                    }

                    break;
                case '\'':
                    var end = line.IndexOf('\'', position);
                    if (end < 0)
                    {
                        return null;
                    }

                    word.Append(line, position, end - position);
                    position = end + 1;
                    isInWord = true;
                    break;
                case '"':
                    if (!TryReadDoubleQuoted(line, ref position, word))
                    {
                        return null;
                    }

                    isInWord = true;
                    break;
                case '\\':
                    if (position == line.Length)
                    {
                        return null;
                    }

                    word.Append(line[position++]);
                    isInWord = true;
                    break;
                default:
                    word.Append(unit);
                    isInWord = true;
                    break;
            }
        }

        if (isInWord)
        {
            words.Add(word.ToString());
        }

        return words;
    }

    private static bool TryReadDoubleQuoted(string line, ref int position, StringBuilder word)
    {
        while (position < line.Length)
        {
            var unit = line[position++];
            if (unit == '"')
            {
                return true;
            }

            if (unit == '\\' && position < line.Length && EscapedInDoubleQuotes.Contains(line[position], StringComparison.Ordinal))
            {
                unit = line[position++];
            }
            else if (unit == '\\' && position < line.Length)
            {
                // The backslash stays, and so does what follows it.
                word.Append(unit);
                unit = line[position++];
            }

            word.Append(unit);
        }

        return false;
    }
}
