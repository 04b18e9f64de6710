using Microsoft.Extensions.Configuration;

namespace ArchiveTransfer;

/// <summary>What a configuration root holds at a key that only the original has: documents spell it in lower case, and the environment, which spells its names in capitals, is somebody else's.</summary>
internal static class RootValue
{
    /// <summary>Null: nobody spells it in lower case.</summary>
    internal static OptionValue? Read(IConfiguration root, IConfigurationSection section)
    {
        if (root is not IConfigurationRoot { Providers: var all })
        {
            return IsDocuments(section.Key) ? OptionValue.Read(section) : null;
        }

        // Of two spellings the root keeps one, and the value of whoever came last.
        IConfigurationProvider[] providers = [.. all.Where(provider => provider.GetChildKeys([], null).Any(key => IsDocuments(key) && key.Equals(section.Key, StringComparison.OrdinalIgnoreCase)))];
        if (providers.Length == 0)
        {
            return null;
        }

        var entries = new List<KeyValuePair<string, string?>>();
        Collect(providers, section.Key, "", entries);
        return new OptionValue(section.Key.ToLowerInvariant(), ValueOf(providers, section.Key), entries);
    }

    internal static bool IsDocuments(string key) => !key.Any(char.IsAsciiLetterUpper);

    private static void Collect(IConfigurationProvider[] providers, string parent, string path, List<KeyValuePair<string, string?>> entries)
    {
        foreach (var key in providers.Aggregate(Enumerable.Empty<string>(), (keys, provider) => provider.GetChildKeys(keys, parent)).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var child = ConfigurationPath.Combine(parent, key);
            var childPath = path.Length == 0 ? key : ConfigurationPath.Combine(path, key);
            var before = entries.Count;
            Collect(providers, child, childPath, entries);
            if (ValueOf(providers, child) is var value && (entries.Count == before || value is not null))
            {
                entries.Add(new KeyValuePair<string, string?>(childPath, value));
            }
        }
    }

    private static string? ValueOf(IConfigurationProvider[] providers, string path) =>
        Enumerable.Reverse(providers).Select(provider => provider.TryGet(path, out var value) ? (Found: true, Value: value) : default).FirstOrDefault(static entry => entry.Found).Value;
}
