namespace ArchiveTransfer;

/// <summary>One place where a key may stand.</summary>
/// <param name="Path">Its path, segments separated by colons.</param>
internal sealed record OptionSpelling(string Path)
{
    /// <summary>What each value allowed here means for the option; null as a meaning: nothing is asked for.</summary>
    internal IReadOnlyDictionary<string, string?>? Meanings { get; init; }

    /// <summary>What the text becomes before it is read; null: nothing is asked for.</summary>
    internal Func<string, string?>? Rewrite { get; init; }

    public static implicit operator OptionSpelling(string path) => new(path);

    /// <summary>A switch of the original's that sets an option here.</summary>
    internal static OptionSpelling Switch(string path, string? whenTrue, string? whenFalse) => new(path)
    {
        Meanings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase) { ["true"] = whenTrue, ["false"] = whenFalse },
    };
}
