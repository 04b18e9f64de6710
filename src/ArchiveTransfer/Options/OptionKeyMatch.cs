namespace ArchiveTransfer;

/// <summary>A row and which of its spellings was met.</summary>
/// <param name="Key">The row.</param>
/// <param name="Rank">Index of the spelling; the lowest one present wins.</param>
internal sealed record OptionKeyMatch(OptionKey Key, int Rank)
{
    internal OptionSpelling Spelling => Key.Spellings[Rank];

    /// <summary>Written as only the original writes it.</summary>
    internal bool IsOriginal => IsOriginalSpelling && Spelling.Path.Contains('_', StringComparison.Ordinal);

    /// <summary>One of the original's names, also those that others use, such as version.</summary>
    internal bool IsOriginalSpelling => (Key.Path is null || Rank > 0) && !Spelling.Path.Any(char.IsAsciiLetterUpper);
}
