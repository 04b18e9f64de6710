using Microsoft.Extensions.Configuration;

namespace ArchiveTransfer;

/// <summary>What configuration holds at one key: text, or what an array or object became as child sections.</summary>
/// <param name="Path">Where it stands, whole.</param>
/// <param name="Text">The value; null: none.</param>
/// <param name="Entries">Leaves below the key, by their path relative to it.</param>
internal sealed record OptionValue(string Path, string? Text, IReadOnlyList<KeyValuePair<string, string?>> Entries)
{
    internal static OptionValue Read(IConfigurationSection section)
    {
        var entries = new List<KeyValuePair<string, string?>>();
        Collect(section, "", entries);
        return new OptionValue(section.Path, section.Value, entries);
    }

    internal static OptionValue OfText(string path, string? text) => new(path, text, []);

    /// <summary>JSON's null, which asks for nothing.</summary>
    internal bool IsUnset => Text is null && Entries.Count == 0;

    /// <summary>Also an empty text, an empty array, an empty object.</summary>
    internal bool IsEmpty => string.IsNullOrEmpty(Text) && Entries.Count == 0;

    internal bool IsList => Entries.Count > 0 && Entries.All(static entry => entry.Key.All(char.IsAsciiDigit));

    internal string Shown => Entries.Count == 0 ? OptionText.Quote(Text) : IsList ? "a list" : "an object";

    private static void Collect(IConfigurationSection section, string path, List<KeyValuePair<string, string?>> entries)
    {
        foreach (var child in section.GetChildren())
        {
            // A name with a colon in it, such as the tag cost:centre, arrives as two levels.
            var childPath = path.Length == 0 ? child.Key : path + ConfigurationPath.KeyDelimiter + child.Key;
            var before = entries.Count;
            Collect(child, childPath, entries);
            if (entries.Count == before || child.Value is not null)
            {
                entries.Add(new KeyValuePair<string, string?>(childPath, child.Value));
            }
        }
    }
}
