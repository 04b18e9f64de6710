namespace ArchiveTransfer;

/// <summary>One row of <see cref="OptionKeys"/>: an option or a key of the original's, and all that is to be known of it.</summary>
internal sealed class OptionKey
{
    private static readonly IReadOnlyList<string> _nothing = [];

    private OptionKey(OptionKeyRole role, string? path, string documentation, IEnumerable<OptionSpelling> originals)
    {
        Role = role;
        Path = path;
        Documentation = documentation;
        Spellings = path is null ? [.. originals] : [path, .. originals];
    }

    /// <summary>What becomes of the key.</summary>
    internal OptionKeyRole Role { get; }

    /// <summary>Path of the option; null: a key of the original's without a counterpart.</summary>
    internal string? Path { get; }

    /// <summary>One sentence for the documentation; of a planned key, what it will bring.</summary>
    internal string Documentation { get; }

    /// <summary>Every place where it may stand; the first one present wins.</summary>
    internal IReadOnlyList<OptionSpelling> Spellings { get; }

    /// <summary>Values that ask for what happens anyway.</summary>
    internal IReadOnlyList<string> Harmless { get; private init; } = _nothing;

    /// <summary>What to do about a key that is planned or has no effect.</summary>
    internal string? Advice { get; private init; }

    /// <summary>What becomes of what the key asks for, said once wherever it stands; null: nothing does.</summary>
    internal string? Instead { get; private init; }

    /// <summary>The same where the key says false; null: that asks for what happens anyway.</summary>
    internal string? InsteadOfFalse { get; private init; }

    /// <summary>Whether the options that were read do what a value asks for.</summary>
    internal Func<ArchiveCollectionOptions, OptionValue, bool> IsMet { get; private init; } = static (_, _) => false;

    /// <summary>Selects by the archive's matrix: a document that holds one of these names what it wants.</summary>
    internal bool IsSelection { get; private init; }

    /// <summary>What may stand there.</summary>
    internal string Expected { get; private init; } = "";

    /// <summary>Reads a value into options; false: it is not of the option's type.</summary>
    internal Func<ArchiveCollectionOptions, OptionValue, bool> TryRead { get; private init; } = static (_, _) => true;

    /// <summary>The option as configuration would hold it; null: not set.</summary>
    internal Func<ArchiveCollectionOptions, string?> Format { get; private init; } = static _ => null;

    /// <summary>Copies the option from one instance to another.</summary>
    internal Action<ArchiveCollectionOptions, ArchiveCollectionOptions> Copy { get; private init; } = static (_, _) => { };

    /// <summary>An offending value as messages show it.</summary>
    internal Func<OptionValue, string> Show { get; private init; } = static value => value.Shown;

    internal static OptionKey Option<T>(
        string path,
        OptionType<T> type,
        Func<ArchiveCollectionOptions, T> get,
        Action<ArchiveCollectionOptions, T> set,
        string documentation,
        params IEnumerable<OptionSpelling> originals) => new(OptionKeyRole.Option, path, documentation, originals)
        {
            Expected = type.Expected,
            TryRead = (options, value) =>
            {
                if (!type.TryParse(value, out var parsed))
                {
                    return false;
                }

                set(options, parsed);
                return true;
            },
            Format = options => type.Format(get(options)),
            Copy = (from, to) => set(to, get(from)),
            Show = type.ShowOffending,
        };

    internal static OptionKey Planned(
        string? path, string documentation, IEnumerable<OptionSpelling>? originals = null, string advice = "remove it", params string[] harmless) =>
        new(OptionKeyRole.Planned, path, documentation, originals ?? []) { Advice = advice, Harmless = harmless };

    /// <summary>Planned like the others, and read for its type, so that a document is right on the day it is obeyed.</summary>
    internal static OptionKey Selection<T>(string? path, OptionType<T> type, string documentation, params IEnumerable<OptionSpelling> originals) =>
        new(OptionKeyRole.Planned, path, documentation, originals)
        {
            IsSelection = true,
            Advice = "remove it and name the objects with Source:Prefix and Include",
            Expected = type.Expected,
            TryRead = TypeOnly(type),
        };

    internal static OptionKey Informative(string original, string documentation) => new(OptionKeyRole.Informative, null, documentation, [original])
    {
        Expected = OptionTypes.Text.Expected,
        TryRead = TypeOnly(OptionTypes.Text),
    };

    internal static OptionKey NoEffect<T>(OptionType<T> type, string documentation, IEnumerable<OptionSpelling> originals, string? advice = null, params string[] harmless) =>
        new(OptionKeyRole.NoEffect, null, documentation, originals) { Advice = advice, Harmless = harmless, Expected = type.Expected, TryRead = TypeOnly(type) };

    /// <summary>Without effect of its own, and nothing is said where another option does what it asks for.</summary>
    internal static OptionKey NoEffect<T>(
        OptionType<T> type, string documentation, IEnumerable<OptionSpelling> originals, string advice, Func<ArchiveCollectionOptions, OptionValue, bool> isMet) =>
        new(OptionKeyRole.NoEffect, null, documentation, originals) { Advice = advice, IsMet = isMet, Expected = type.Expected, TryRead = TypeOnly(type) };

    /// <summary>Accepted; the warning says what happens instead.</summary>
    internal static OptionKey Otherwise<T>(OptionType<T> type, string documentation, IEnumerable<OptionSpelling> originals, string instead, params string[] harmless) =>
        new(OptionKeyRole.NoEffect, null, documentation, originals) { Instead = instead, Harmless = harmless, Expected = type.Expected, TryRead = TypeOnly(type) };

    /// <summary>Accepted; a switch either of whose values asks for something, and the warnings say what happens instead.</summary>
    internal static OptionKey Otherwise(
        string documentation, IEnumerable<OptionSpelling> originals, string instead, string insteadOfFalse, Func<ArchiveCollectionOptions, OptionValue, bool> isMet) =>
        new(OptionKeyRole.NoEffect, null, documentation, originals)
        {
            Instead = instead,
            InsteadOfFalse = insteadOfFalse,
            IsMet = isMet,
            Expected = OptionTypes.Boolean.Expected,
            TryRead = TypeOnly(OptionTypes.Boolean),
        };

    internal bool IsHarmless(OptionValue value) => value.IsEmpty || (value.Text is not null && Harmless.Contains(value.Text, StringComparer.OrdinalIgnoreCase));

    private static Func<ArchiveCollectionOptions, OptionValue, bool> TypeOnly<T>(OptionType<T> type) => (_, value) => type.TryParse(value, out T _);
}
