using Microsoft.Extensions.Configuration;

namespace ArchiveTransfer;

/// <summary>Walks configuration once and sorts its keys into known and unknown ones.</summary>
internal sealed class ConfigurationSurvey
{
    private static readonly HashSet<string> _secrets = new(StringComparer.OrdinalIgnoreCase)
    {
        "passwd", "passphrase", "privatekey", "clientsecret", "accesstoken", "authtoken", "connectionstring", "credential",
        "accesskey", "accesskeyid", "secret", "secretkey", "secretaccesskey", "secretid", "sessiontoken", "securitytoken", "token", "password", "credentials", "apikey",
        "apisecret", "awsaccesskey", "awsaccesskeyid", "awssecretkey", "awssecretaccesskey", "awssessiontoken", "s3accesskey", "s3secretkey",
    };

    private readonly LoadedConfiguration _loaded;
    private readonly IConfiguration _configuration;
    private readonly List<string> _secretsAtRoot = [];
    private readonly List<(IConfigurationSection Section, string Path)> _unknownAtRoot = [];

    // A configuration root also holds the environment: what is not known there belongs to somebody else.
    private readonly bool _isRoot;

    internal ConfigurationSurvey(IConfiguration configuration, LoadedConfiguration loaded)
    {
        (_configuration, _loaded) = (configuration, loaded);
        _isRoot = configuration is not IConfigurationSection;
        Walk(configuration, "");
        if (HasOriginalDialect)
        {
            // The environment spells its names in capitals; a document of the original's does not, and is searched for secrets and slips whole.
            _secretsAtRoot.FindAll(RootValue.IsDocuments).ForEach(RefuseSecret);
            _unknownAtRoot.FindAll(static unknown => IsSlip(unknown.Section.Path)).ForEach(unknown => Refuse(unknown.Section, unknown.Path));
        }
    }

    /// <summary>Keys met, by row.</summary>
    internal Dictionary<OptionKey, List<(OptionKeyMatch Match, OptionValue Value)>> Found { get; } = [];

    /// <summary>Read at the root, where a short name may be somebody else's.</summary>
    internal bool IsForeignAtRoot(OptionSpelling spelling) => _isRoot && !spelling.Path.Contains('_', StringComparison.Ordinal) && !spelling.Path.Contains(':', StringComparison.Ordinal);

    internal bool HasOriginalDialect => Found.Values.Any(static matches => matches.Any(static found => found.Match.IsOriginal));

    internal bool SwitchesDirectSyncOff => IsFalse(OptionKeys.DirectSyncSwitch);

    /// <summary>The option is configured, however it is spelled.</summary>
    internal bool Has(string path) => Found.Keys.Any(key => key.Path == path);

    /// <summary>What stands in this place; null: nothing does.</summary>
    internal OptionValue? At(string spelling) => OptionKeyIndex.Find(spelling) is { } match && Found.TryGetValue(match.Key, out var found)
        ? found.Find(entry => entry.Match.Rank == match.Rank).Value
        : null;

    /// <summary>The option is configured, and the place that counts is its own name.</summary>
    internal bool HasOwnName(string path) => At(path) is not null;

    internal bool IsFalse(string spelling) => At(spelling)?.Text is { } text && OptionTypes.TryBoolean(text, out var value) && !value;

    private void Walk(IConfiguration parent, string parentPath)
    {
        foreach (var section in parent.GetChildren())
        {
            var path = parentPath.Length == 0 ? section.Key : ConfigurationPath.Combine(parentPath, section.Key);
            if (OptionKeyIndex.Find(path) is { } match)
            {
                Note(match, Read(section, parentPath, match));
            }
            else if (OptionKeyIndex.IsObject(path))
            {
                Descend(section, path);
            }
            else if (!_isRoot || OptionKeyIndex.IsOwnObject(parentPath))
            {
                Refuse(section, path);
            }
            else if (IsSecret(section.Key))
            {
                _secretsAtRoot.Add(section.Path);
            }
            else
            {
                _unknownAtRoot.Add((section, path));
            }
        }
    }

    private OptionValue? Read(IConfigurationSection section, string parentPath, OptionKeyMatch match) =>
        _isRoot && parentPath.Length == 0 && match.IsOriginalSpelling ? RootValue.Read(_configuration, section) : OptionValue.Read(section);

    private void Note(OptionKeyMatch match, OptionValue? value)
    {
        if (value is not { IsUnset: false })
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
        if (IsSecret(section.Key))
        {
            RefuseSecret(section.Path);
            return;
        }

        RefuseSecretsBelow(section);
        var nearest = OptionKeyIndex.Nearest(path) is { } known ? $"the nearest known key is {known}" : "no known key is spelled like it";
        _loaded.Warnings.Add($"{section.Path} is not known and has no effect; {nearest}.");
    }

    private void RefuseSecretsBelow(IConfigurationSection parent)
    {
        foreach (var section in parent.GetChildren())
        {
            if (IsSecret(section.Key))
            {
                RefuseSecret(section.Path);
            }
            else
            {
                RefuseSecretsBelow(section);
            }
        }
    }

    private void RefuseSecret(string path) =>
        _loaded.Problems.Add($"{path} looks like a secret and is refused; remove it and give credentials by Profile, by the environment of the AWS SDK or in code.");

    /// <summary>Proxies are the one thing that the environment spells in lower case.</summary>
    private static bool IsSlip(string path) => RootValue.IsDocuments(path) && path.Any(char.IsAsciiLetterLower) && !path.EndsWith("_proxy", StringComparison.Ordinal);

    private static bool IsSecret(string name) => _secrets.Contains(name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal));
}
