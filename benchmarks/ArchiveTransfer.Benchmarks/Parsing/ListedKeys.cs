namespace ArchiveTransfer.Benchmarks.Parsing;

/// <summary>Keys of a page, by how they stand in it.</summary>
public enum ListedKeys
{
    /// <summary>Nothing in them is encoded.</summary>
    Plain,

    /// <summary>Blanks, plus signs and characters beyond ASCII, percent-encoded as the library asks for.</summary>
    PercentEncoded,

    /// <summary>Ampersands and angle brackets as entities, from a store that does not encode keys.</summary>
    Entities,
}
