using Microsoft.Extensions.Configuration;

namespace ArchiveTransfer;

/// <summary>Walks configuration once and sorts its keys into known and unknown ones.</summary>
internal sealed class ConfigurationSurvey
{
    private static readonly HashSet<string> _secrets = new(StringComparer.OrdinalIgnoreCase)
    {
        "accesskey", "accesskeyid", "secret", "secretkey", "secretaccesskey", "secretid", "sessiontoken", "securitytoken", "token", "password", "credentials", "apikey",
        "apisecret", "awsaccesskey", "awsaccesskeyid", "awssecretkey", "awssecretaccesskey", "awssessiontoken", "s3accesskey", "s3secretkey",
    };

    private readonly LoadedConfiguration _loaded;

    // A configuration root also holds the environment: what is not known there belongs to somebody else.
    private readonly bool _isRoot;

    internal ConfigurationSurvey(IConfiguration configuration, LoadedConfiguration loaded)
    {
        _loaded = loaded;
        _isRoot = configuration is not IConfigurationSection;
        Walk(configuration, "");
    }

    /// <summary>Keys met, by row.</summary>
    internal Dictionary<OptionKey, List<(OptionKeyMatch Match, OptionValue Value)>> Found { get; } = [];

    internal bool HasOriginalDialect => Found.Values.Any(static matches => matches.Any(static found => found.Match.IsOriginal));

    internal bool SwitchesDirectSyncOff => Found.Any(static row => row.Key.Path == OptionKeys.Mode && row.Value.Any(static found =>
        found.Match.Spelling.Path == OptionKeys.DirectSyncSwitch && found.Value.Text is { } text && OptionTypes.TryBoolean(text, out var enabled) && !enabled));

    /// <summary>The option is configured, however it is spelled.</summary>
    internal bool Has(string path) => Found.Keys.Any(key => key.Path == path);

    private void Walk(IConfiguration parent, string parentPath)
    {
        foreach (var section in parent.GetChildren())
        {
            var path = parentPath.Length == 0 ? section.Key : ConfigurationPath.Combine(parentPath, section.Key);
            if (OptionKeyIndex.Find(path) is { } match)
            {
                Note(match, OptionValue.Read(section));
            }
            else if (OptionKeyIndex.IsObject(path))
            {
                Descend(section, path);
            }
            else if (!_isRoot || OptionKeyIndex.IsOwnObject(parentPath))
            {
                Refuse(section, path);
            }
        }
    }

    private void Note(OptionKeyMatch match, OptionValue value)
    {
        if (value.IsUnset)
        {
            return;
        }

        if (!Found.TryGetValue(match.Key, out var matches))
        {
            Found.Add(match.Key, matches = []);
        }

        matches.Add((match, value));
        matches.Sort(static (one, other) => one.Match.Rank.CompareTo(other.Match.Rank));
    }

    private void Descend(IConfigurationSection section, string path)
    {
        if (!string.IsNullOrEmpty(section.Value) && (!_isRoot || OptionKeyIndex.IsOwnObject(path)))
        {
            _loaded.Problems.Add($"{section.Path} is {OptionText.Quote(section.Value)}; write an object that holds the options of this name.");
        }

        Walk(section, path);
    }

    private void Refuse(IConfigurationSection section, string path)
    {
        if (_secrets.Contains(section.Key.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal)))
        {
            _loaded.Problems.Add(
                $"{section.Path} looks like a secret and is refused; remove it and give credentials by Profile, by the environment of the AWS SDK or in code.");
            return;
        }

        var nearest = OptionKeyIndex.Nearest(path) is { } known ? $"the nearest known key is {known}" : "no known key is spelled like it";
        _loaded.Warnings.Add($"{section.Path} is not known and has no effect; {nearest}.");
    }
}
