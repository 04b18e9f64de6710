namespace ArchiveTransfer;

/// <summary>Collects what is wrong with options: each with its path, the offending value and what to do.</summary>
internal sealed class OptionProblems(ArchiveCollectionOptions options, LoadedConfiguration loaded)
{
    private readonly List<string> _messages = [.. loaded.Problems];

    internal IReadOnlyList<string> Messages => _messages;

    internal void Add(string path, string value, string advice) => _messages.Add($"{path}{Origin(path)} is {value}; {advice}.");

    internal void AddMissing(string path, string advice) => _messages.Add($"{path} is not set; {advice}.");

    /// <summary>About one thing within the option.</summary>
    internal void AddAbout(string path, string problem) => _messages.Add($"{path}{Origin(path)}: {problem}.");

    internal void AddSentence(string sentence) => _messages.Add(sentence);

    internal void Range(string path, long? value, long least, long most, bool optional = false)
    {
        if (value < least || value > most)
        {
            var bounds = most == long.MaxValue ? $"{OptionText.Number(least)} or more" : $"{OptionText.Number(least)} to {OptionText.Number(most)}";
            Add(path, OptionText.Number(value.Value), $"set {bounds}{(optional ? ", or leave it unset" : "")}");
        }
    }

    internal void Range(string path, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            Add(path, OptionText.Duration(value), $"set {OptionText.Duration(least)} to {OptionText.Duration(most)}");
        }
    }

    internal void Defined<TEnum>(string path, TEnum value) where TEnum : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            Add(path, value.ToString(), "set one of " + string.Join(", ", Enum.GetNames<TEnum>()));
        }
    }

    /// <summary>Configuration set the option, and nobody has changed it since.</summary>
    internal bool IsAsLoaded(string path) => FindOrigin(path) is not null;

    /// <summary>Where configuration said so, when that is not the option's own name.</summary>
    private string Origin(string path) =>
        FindOrigin(path) is { } origin && !string.Equals(origin, Key(path), StringComparison.OrdinalIgnoreCase) ? $" ({origin})" : "";

    private string? FindOrigin(string path) =>
        loaded.Origins.TryGetValue(Key(path), out var origin)
        && OptionKeyIndex.Find(Key(path)) is { } match
        && string.Equals(match.Key.Format(options), origin.Value, StringComparison.Ordinal)
            ? origin.Path
            : null;

    private static string Key(string path) => path.Replace('.', ':');
}
