using Microsoft.Extensions.Configuration;

namespace ArchiveTransfer;

/// <summary>Reads configuration into options through <see cref="OptionKeys"/>.</summary>
internal static class OptionLoader
{
    internal const string ArchiveBucket = "data.binance.vision";
    internal const string ArchiveRegion = "ap-northeast-1";

    internal const string ArchiveRoot = "data/";
    private const int MostDownloadsInProduction = 10;

    internal static void Load(IConfiguration configuration, ArchiveCollectionOptions options, LoadedConfiguration loaded)
    {
        if (configuration is IConfigurationSection section && !section.GetChildren().Any())
        {
            loaded.Problems.Add(string.IsNullOrEmpty(section.Value)
                ? $"Configuration section {section.Path} is missing or empty; add it, or name the section that holds the options."
                : $"Configuration section {section.Path} is one value; write an object that holds the options.");
            return;
        }

        var survey = new ConfigurationSurvey(configuration, loaded);
        if (configuration is not IConfigurationSection && !survey.Found.Keys.Any(static key => key.Role is OptionKeyRole.Option or OptionKeyRole.Planned))
        {
            loaded.Problems.Add("The configuration holds no option at its root; pass the section that holds them, such as GetSection(\"ArchiveCollection\").");
            return;
        }

        foreach (var key in OptionKeys.All)
        {
            if (survey.Found.TryGetValue(key, out var found))
            {
                Apply(key, found, options, loaded);
            }
        }

        RefuseSelection(survey, loaded);
        UseArguments(survey, options, loaded);
        CheckTypes(survey, loaded);
        WarnOfNoEffect(survey, options, loaded);
        loaded.WorkflowName = survey.At(OptionKeys.WorkflowName)?.Text ?? loaded.WorkflowName;
        if (survey.Has(OptionKeys.DestinationPrefix))
        {
            // What an earlier document made of it is gone.
            (loaded.FoldersOf, loaded.PrefixOfCutKeys) = (null, null);
        }

        if (survey.HasOriginalDialect)
        {
            UseArchive(survey, options, loaded);
            PreferS5cmd(survey, options);
            KeepFolders(survey, options, loaded);
            WarnOfProduction(survey, loaded);
        }
    }

    private static void Apply(OptionKey key, List<(OptionKeyMatch Match, OptionValue Value)> found, ArchiveCollectionOptions options, LoadedConfiguration loaded)
    {
        if (key.Role == OptionKeyRole.Option)
        {
            Read(key, found, options, loaded);
        }
        else if (key is { Role: OptionKeyRole.Planned, IsSelection: false })
        {
            loaded.Problems.AddRange(found
                .Where(entry => !key.IsHarmless(entry.Value))
                .Select(entry => $"{entry.Value.Path} is {entry.Value.Shown}; {key.Documentation} comes with a later version: {key.Advice}."));
        }
    }

    private static void Read(OptionKey key, List<(OptionKeyMatch Match, OptionValue Value)> found, ArchiveCollectionOptions options, LoadedConfiguration loaded)
    {
        (string Path, string Shown, string? Value)? winner = null;
        foreach (var (match, written) in found)
        {
            if (!TryTranslate(match.Spelling, written, out var value))
            {
                loaded.Problems.Add($"{written.Path} is {written.Shown}; set {string.Join(" or ", match.Spelling.Meanings!.Keys)}.");
                continue;
            }

            if (value is null)
            {
                continue;
            }

            var read = new ArchiveCollectionOptions();
            if (!key.TryRead(read, value))
            {
                loaded.Problems.Add($"{written.Path} is {key.Show(value)}; set {key.Expected}.");
                continue;
            }

            if (winner is not { } first)
            {
                key.TryRead(options, value);
                winner = (written.Path, key.Show(written), key.Format(read));
                loaded.Origins[key.Path!] = (written.Path, key.Format(options));
            }
            else if (!string.Equals(first.Value, key.Format(read), StringComparison.Ordinal))
            {
                loaded.Warnings.Add($"{first.Path} is {first.Shown} and {written.Path} is {key.Show(written)}; {first.Path} is used.");
            }
        }
    }

    private static bool TryTranslate(OptionSpelling spelling, OptionValue written, out OptionValue? value)
    {
        value = written;
        if (spelling.Meanings is { } meanings)
        {
            if (written.Text is null || !meanings.TryGetValue(written.Text.Trim(), out var meaning))
            {
                return false;
            }

            value = meaning is null ? null : OptionValue.OfText(written.Path, meaning);
        }
        else if (spelling.Rewrite is { } rewrite && written is { Text: { } text, Entries.Count: 0 })
        {
            value = rewrite(text) is { } rewritten ? written with { Text = rewritten } : null;
        }

        return true;
    }

    /// <summary>What the arguments of s5cmd mean for options that are not its own; these win where they are configured themselves.</summary>
    private static void UseArguments(ConfigurationSurvey survey, ArchiveCollectionOptions options, LoadedConfiguration loaded)
    {
        if (!survey.Has(OptionKeys.S5cmdArguments) || !loaded.Origins.TryGetValue(OptionKeys.S5cmdArguments, out var origin))
        {
            return;
        }

        var arguments = S5cmdArguments.Read(options.S5cmd.ExtraArguments);
        if (arguments.RetryCount is { } retries && !WinsOver(OptionKeys.RetryAttempts, options.Retry.MaxRetryAttempts != retries, $"{S5cmdArguments.RetryCountFlag} {OptionText.Number(retries)}"))
        {
            options.Retry.MaxRetryAttempts = retries;
        }

        if (arguments.NoSignRequest && !WinsOver(OptionKeys.SourceAnonymous, !options.Source.Anonymous, S5cmdArguments.NoSignRequestFlag))
        {
            options.Source.Anonymous = true;
        }

        if (arguments.NoSignRequest && options.Source.Anonymous)
        {
            loaded.Warnings.Add($"{origin.Path} holds {S5cmdArguments.NoSignRequestFlag}: reads are unsigned, writes stay signed.");
        }

        // An option that has a key of its own keeps its value.
        bool WinsOver(string key, bool differs, string argument)
        {
            if (!survey.Has(key))
            {
                return false;
            }

            if (differs && loaded.Origins.TryGetValue(key, out var own))
            {
                loaded.Warnings.Add($"{own.Path} is {OptionText.Quote(own.Value)} and {origin.Path} holds {argument}; {own.Path} is used.");
            }

            return true;
        }
    }

    /// <summary>One error for all of them: whoever removes one must remove the others too.</summary>
    private static void RefuseSelection(ConfigurationSurvey survey, LoadedConfiguration loaded)
    {
        var paths = new List<string>();
        foreach (var key in OptionKeys.All.Where(static key => key.IsSelection))
        {
            foreach (var (_, value) in survey.Found.GetValueOrDefault(key) ?? [])
            {
                if (value.IsEmpty)
                {
                    continue;
                }

                paths.Add(value.Path);
                CheckType(key, value, loaded);
            }
        }

        if (paths.Count > 0)
        {
            var (select, them) = paths.Count == 1 ? ("selects", "it") : ("select", "them");
            loaded.Problems.Add(
                $"{string.Join(", ", paths)} {select} by the archive's matrix, which comes with a later version: remove {them} and name the objects with Source:Prefix and Include.");
        }
    }

    /// <summary>What is accepted and not obeyed must make sense all the same.</summary>
    private static void CheckTypes(ConfigurationSurvey survey, LoadedConfiguration loaded)
    {
        foreach (var key in OptionKeys.All.Where(static key => key.Role is OptionKeyRole.Informative or OptionKeyRole.NoEffect))
        {
            foreach (var (match, value) in survey.Found.GetValueOrDefault(key) ?? [])
            {
                if (!value.IsEmpty && !survey.IsForeignAtRoot(match.Spelling))
                {
                    CheckType(key, value, loaded);
                }
            }
        }
    }

    private static void CheckType(OptionKey key, OptionValue value, LoadedConfiguration loaded)
    {
        if (!key.TryRead(new ArchiveCollectionOptions(), value))
        {
            loaded.Problems.Add($"{value.Path} is {key.Show(value)}; set {key.Expected}.");
        }
    }

    private static void WarnOfNoEffect(ConfigurationSurvey survey, ArchiveCollectionOptions options, LoadedConfiguration loaded)
    {
        var silent = new List<string>();
        foreach (var key in OptionKeys.All.Where(static key => key.Role == OptionKeyRole.NoEffect))
        {
            OptionValue[] asking = [.. (survey.Found.GetValueOrDefault(key) ?? []).Select(static found => found.Value).Where(value => !key.IsHarmless(value) && !key.IsMet(options, value))];
            if (key.Instead is { } instead)
            {
                var switchedOff = asking.ToLookup(value => key.InsteadOfFalse is not null && OptionTypes.TryBoolean(value.Text ?? "", out var on) && !on);
                Say(switchedOff[false], instead);
                Say(switchedOff[true], key.InsteadOfFalse);
                continue;
            }

            foreach (var value in asking)
            {
                if (key.Advice is null)
                {
                    silent.Add(value.Path);
                }
                else
                {
                    loaded.Warnings.Add($"{value.Path} is {value.Shown} and is not applied; {key.Advice}.");
                }
            }
        }

        if (silent.Count > 0)
        {
            loaded.Warnings.Add($"These keys have no effect: {string.Join(", ", silent)}.");
        }

        void Say(IEnumerable<OptionValue> values, string? what)
        {
            if (values.Any())
            {
                loaded.Warnings.Add($"{string.Join(", ", values.Select(static value => value.Path))}: {what}.");
            }
        }
    }

    /// <summary>The original knows one source only, and its documents do not name it.</summary>
    private static void UseArchive(ConfigurationSurvey survey, ArchiveCollectionOptions options, LoadedConfiguration loaded)
    {
        options.Source.Bucket ??= ArchiveBucket;
        if (options.Source.Bucket != ArchiveBucket)
        {
            return;
        }

        if (!survey.Has(OptionKeys.SourceRegion))
        {
            options.Source.Region ??= ArchiveRegion;
        }

        if (!survey.Has(OptionKeys.SourceAnonymous))
        {
            options.Source.Anonymous = true;
        }

        // Where a key of the matrix is refused already, a second complaint would only confuse.
        loaded.MustSelect = !survey.Found.Any(static row => row.Key.IsSelection && row.Value.Any(static found => !found.Value.IsEmpty));
    }

    /// <summary>The original's direct copies are s5cmd's, which cannot drop tags and never asked whether there are any.</summary>
    private static void PreferS5cmd(ConfigurationSurvey survey, ArchiveCollectionOptions options)
    {
        if (options.OperationMode is not (OperationMode.Auto or OperationMode.DirectSync) || survey.SwitchesDirectSyncOff)
        {
            return;
        }

        if (!survey.Has(OptionKeys.S5cmdPreferred))
        {
            options.S5cmd.Preferred = true;
        }

        // Tags that code asked for are not given up because a document says nothing of them.
        if (options is { S5cmd.Preferred: true, Tags: TagHandling.Drop } && !survey.Has(OptionKeys.TagsOfSource))
        {
            options.Tags = TagHandling.Any;
        }
    }

    /// <summary>The original's lakes have the source key after the prefix, but for its leading data/: what it wrote is found and not copied again.</summary>
    private static void KeepFolders(ConfigurationSurvey survey, ArchiveCollectionOptions options, LoadedConfiguration loaded)
    {
        var isConfigured = survey.Has(OptionKeys.DestinationPrefix);
        if (options.Destination.Prefix is null || (isConfigured ? survey.HasOwnName(OptionKeys.DestinationPrefix) : options.Destination.Prefix.Length > 0))
        {
            return;
        }

        if (options.Source.Prefix?.StartsWith(ArchiveRoot, StringComparison.Ordinal) != true)
        {
            loaded.PrefixOfCutKeys = options.Destination.Prefix;
            return;
        }

        options.Destination.Prefix += options.Source.Prefix[ArchiveRoot.Length..];
        var path = isConfigured && loaded.Origins.TryGetValue(OptionKeys.DestinationPrefix, out var origin) ? origin.Path : OptionKeys.DestinationPrefix;
        loaded.Origins[OptionKeys.DestinationPrefix] = (path, options.Destination.Prefix);
        loaded.FoldersOf = options.Source.Prefix;
    }

    /// <summary>What the original forbids there costs nothing here.</summary>
    private static void WarnOfProduction(ConfigurationSurvey survey, LoadedConfiguration loaded)
    {
        if (survey.At(OptionKeys.Environment) is not { } environment || !string.Equals(environment.Text, "production", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        if (survey.At(OptionKeys.ParallelDownloads) is { Text: { } text } downloads && int.TryParse(text, out var number) && number > MostDownloadsInProduction)
        {
            loaded.Warnings.Add(
                $"{environment.Path} is {environment.Shown} and {downloads.Path} is {downloads.Shown}: the original allows {OptionText.Number(MostDownloadsInProduction)} there, this library does as it is told.");
        }

        foreach (var place in (string[])[OptionKeys.MonitoringOfPerformance, OptionKeys.Monitoring])
        {
            if (survey.IsFalse(place))
            {
                loaded.Warnings.Add($"{environment.Path} is {environment.Shown} and {survey.At(place)!.Path} is {survey.At(place)!.Shown}: the original forbids that, here it has no effect.");
            }
        }
    }
}
