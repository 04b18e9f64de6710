namespace ArchiveTransfer.ClaimScenarios.Rendering;

/// <summary>What a README has between two lines, written by the program.</summary>
internal static class ReadmeSection
{
    public const string Begin = "<!-- claims: begin -->";
    public const string End = "<!-- claims: end -->";

    /// <returns>The README with another text between the two lines; all else, its ends of lines included, stays.</returns>
    /// <exception cref="InvalidDataException">One of the lines is missing or is there twice, or the end stands before the beginning.</exception>
    public static string Replace(string readme, string text)
    {
        string lineEnd = readme.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        string[] lines = readme.Split('\n');
        int begin = Find(lines, Begin);
        int end = Find(lines, End);
        if (end < begin)
        {
            throw new InvalidDataException($"'{End}' is line {end + 1} and stands before '{Begin}', line {begin + 1}: put it behind.");
        }

        string[] inside = text.ReplaceLineEndings("\n").Trim('\n').Split('\n');
        if (inside.Any(static line => IsMarker(line, Begin) || IsMarker(line, End)))
        {
            throw new InvalidDataException($"The text has a line '{Begin}' or '{End}' itself: the next one could not be put in its place.");
        }

        string before = string.Join('\n', lines[..(begin + 1)]) + "\n";
        string after = string.Join('\n', lines[end..]);
        return before + lineEnd + string.Join(lineEnd, inside) + lineEnd + lineEnd + after;
    }

    private static int Find(string[] lines, string marker)
    {
        int first = Array.FindIndex(lines, line => IsMarker(line, marker));
        if (first < 0)
        {
            throw new InvalidDataException($"The README has no line '{marker}': the table goes between '{Begin}' and '{End}', each a line of its own.");
        }

        int second = Array.FindIndex(lines, first + 1, line => IsMarker(line, marker));
        return second < 0 ? first : throw new InvalidDataException($"The README has '{marker}' in lines {first + 1} and {second + 1}: which of them is meant? Leave one.");
    }

    private static bool IsMarker(string line, string marker) => line.AsSpan().Trim().SequenceEqual(marker);
}
