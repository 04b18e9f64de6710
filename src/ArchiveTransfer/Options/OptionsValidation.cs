using ArchiveTransfer.Reporting.Report;

namespace ArchiveTransfer;

/// <summary>The rules options must keep.</summary>
internal static class OptionsValidation
{
    internal static IReadOnlyList<string> Validate(ArchiveCollectionOptions options, LoadedConfiguration loaded)
    {
        var problems = new OptionProblems(options, loaded);
        LocationValidation.Validate("Source", options.Source, problems);
        ValidateSource(options.Source, problems);
        LocationValidation.Validate("Destination", options.Destination, problems);
        DestinationValidation.Validate(options.Destination, problems);
        ValidateBothSides(options, loaded, problems);
        ValidateTransfer(options, problems);
        ValidateGlobs("Include", options.Include, problems);
        ValidateGlobs("Exclude", options.Exclude, problems);
        ValidateGroups(options, problems);
        return problems.Messages;
    }

    private static void ValidateSource(SourceOptions source, OptionProblems problems)
    {
        if (source is { Anonymous: true, RequesterPays: true })
        {
            problems.Add("Source.RequesterPays", "true",
                "set it to false, or sign by setting Source.Anonymous to false: nobody can be charged for an unsigned request");
        }

        if (source is { Anonymous: true, Profile: not null })
        {
            problems.Add("Source.Profile", OptionText.Quote(source.Profile),
                "leave it unset, or sign by setting Source.Anonymous to false: unsigned requests use no profile");
        }
    }

    private static void ValidateBothSides(ArchiveCollectionOptions options, LoadedConfiguration loaded, OptionProblems problems)
    {
        if (LocationOverlap.Exists(options))
        {
            problems.Add("Destination.Prefix", OptionText.Quote(options.Destination.Prefix),
                $"set one that neither begins with Source.Prefix {OptionText.Quote(options.Source.Prefix)} nor is its beginning, or another bucket: "
                + $"within bucket {OptionText.Quote(options.Source.Bucket)} the run would collect its own output");
        }

        if (loaded.MustSelect && options.Source is { Bucket: OptionLoader.ArchiveBucket, Prefix.Length: 0 })
        {
            problems.AddMissing("Source.Prefix",
                $"the document {(loaded.Origins.ContainsKey(OptionKeys.SourceBucket) ? "" : "names no source and ")}selects nothing of {OptionLoader.ArchiveBucket}: set Source:Prefix, such as data/spot/daily/klines/BTCUSDT/; "
                + "Include alone would list the whole archive, and "
                + "markets, data_types, symbols, intervals, partitions, date_range, default_date and matrix_path come with a later version");
        }

        else if (loaded.PrefixOfCutKeys == options.Destination.Prefix && IsShortOfData(options, loaded))
        {
            problems.Add("Source.Prefix", OptionText.Quote(options.Source.Prefix),
                $"set one that begins with {OptionLoader.ArchiveRoot}, such as data/spot/: the document's destination keys are its prefix and the source key without {OptionLoader.ArchiveRoot}, "
                + "and with less they would be others");
        }

        if (loaded.FoldersOf is { } read && problems.IsAsLoaded("Destination.Prefix") && !string.Equals(read, options.Source.Prefix, StringComparison.Ordinal))
        {
            problems.Add("Destination.Prefix", OptionText.Quote(options.Destination.Prefix),
                $"set it beside Source.Prefix, which is {OptionText.Quote(options.Source.Prefix)} now: it has the folders of {OptionText.Quote(read)}, which the document named");
        }
    }

    /// <summary>Keys that begin with data/ would come without all of it, or with it.</summary>
    private static bool IsShortOfData(ArchiveCollectionOptions options, LoadedConfiguration loaded)
    {
        var prefix = options.Source.Prefix;
        if (prefix.Length >= OptionLoader.ArchiveRoot.Length || !OptionLoader.ArchiveRoot.StartsWith(prefix, StringComparison.Ordinal))
        {
            return false;
        }

        return options.Source.Bucket == OptionLoader.ArchiveBucket
            ? prefix.Length > 0 || loaded.MustSelect
            : options.Include.Any(glob => (prefix + glob).StartsWith(OptionLoader.ArchiveRoot, StringComparison.Ordinal));
    }

    private static void ValidateTransfer(ArchiveCollectionOptions options, OptionProblems problems)
    {
        problems.Defined("OperationMode", options.OperationMode);
        problems.Defined("DirectEngine", options.DirectEngine);
        problems.Range("BatchSize", options.BatchSize, OptionLimits.MinBatchSize, OptionLimits.MaxBatchSize);
        problems.Defined("Overwrite", options.Overwrite);
        problems.Defined("Comparison", options.Comparison);
        problems.Defined("Tags", options.Tags);
        problems.Defined("FailureMode", options.FailureMode);
        problems.Range("MaxConcurrency", options.MaxConcurrency, OptionLimits.MinConcurrency, OptionLimits.MaxConcurrency, optional: true);
        problems.Range("PartSizeMiB", options.PartSizeMiB, OptionLimits.MinPartSizeMiB, OptionLimits.MaxPartSizeMiB, optional: true);
        problems.Range("MultipartThresholdMiB", options.MultipartThresholdMiB, OptionLimits.MinPartSizeMiB, OptionLimits.MaxPartSizeMiB);
        problems.Range("MemoryBudgetMiB", options.MemoryBudgetMiB, OptionLimits.MinMemoryBudgetMiB, OptionLimits.MaxMemoryBudgetMiB);
        problems.Range("BandwidthLimitBytesPerSecond", options.BandwidthLimitBytesPerSecond, OptionLimits.MinBandwidth, long.MaxValue, optional: true);
        problems.Range("AttemptTimeout", options.AttemptTimeout, OptionLimits.MinAttemptTimeout, OptionLimits.MaxAttemptTimeout);
        problems.Range("SettleTimeout", options.SettleTimeout, OptionLimits.MinSettleTimeout, OptionLimits.MaxSettleTimeout);
        problems.Range("ProgressInterval", options.ProgressInterval, OptionLimits.MinProgressInterval, OptionLimits.MaxProgressInterval);
    }

    private static void ValidateGlobs(string path, IList<string> globs, OptionProblems problems)
    {
        for (var index = 0; index < globs.Count; index++)
        {
            if (!KeyGlob.TryParse(globs[index] ?? "", out _, out var problem))
            {
                problems.Add($"{path}[{index}]", OptionText.Quote(globs[index]), problem);
            }
        }
    }

    private static void ValidateGroups(ArchiveCollectionOptions options, OptionProblems problems)
    {
        problems.Range("Hybrid.StreamingThresholdMiB", options.Hybrid.StreamingThresholdMiB,
            OptionLimits.MinStreamingThresholdMiB, OptionLimits.MaxStreamingThresholdMiB);
        problems.Range("Hybrid.S5cmdMaxSizeMiB", options.Hybrid.S5cmdMaxSizeMiB, OptionLimits.MinStreamingThresholdMiB, OptionLimits.MaxPartSizeMiB);
        problems.Range("Sanity.MaxBytesThroughClient", options.Sanity.MaxBytesThroughClient, 0, long.MaxValue, optional: true);
        if (options.Sanity.MaxChangedShare is not (>= OptionLimits.MinChangedShare and <= OptionLimits.MaxChangedShare))
        {
            problems.Add("Sanity.MaxChangedShare", OptionText.Number(options.Sanity.MaxChangedShare), "set 0 to 1; 1 switches the guard off");
        }

        problems.Range("Sanity.FailureStormThreshold", options.Sanity.FailureStormThreshold,
            OptionLimits.MinFailureStormThreshold, OptionLimits.MaxFailureStormThreshold);
        ValidateRetry(options.Retry, problems);
        problems.Defined("Verification.Required", options.Verification.Required);
        if (options.Verification.Required is VerificationEvidence.Checksum or VerificationEvidence.Sha256Sidecar)
        {
            problems.Add("Verification.Required", options.Verification.Required.ToString(),
                "set None, SizeOnly or ETag; stronger evidence comes with a later version");
        }

        ValidateS5cmd(options.S5cmd, problems);
        if (options.Staging.Directory is { } directory && string.IsNullOrWhiteSpace(directory))
        {
            problems.Add("Staging.Directory", OptionText.Quote(directory), "name a directory, or leave it unset for a private one");
        }

        problems.Range("Staging.MaxBytes", options.Staging.MaxBytes, OptionLimits.MinStagingBytes, long.MaxValue, optional: true);
        if (options.Report.Path is { } report && (string.IsNullOrWhiteSpace(report) ? "name a file, or leave it unset for no report" : ReportPath.Refuse(report)) is { } cure)
        {
            problems.Add("Report.Path", OptionText.Quote(report), cure);
        }
    }

    private static void ValidateS5cmd(S5cmdOptions s5cmd, OptionProblems problems)
    {
        const string Path = "S5cmd.ExtraArguments";
        if (s5cmd.ExecutablePath is { } executable && string.IsNullOrWhiteSpace(executable))
        {
            problems.Add("S5cmd.ExecutablePath", OptionText.Quote(executable), "name the executable, or leave it unset to find it by PATH");
        }

        var arguments = S5cmdArguments.Read(s5cmd.ExtraArguments);
        foreach (var problem in arguments.Problems)
        {
            problems.AddAbout(Path, problem);
        }

        // Loading has done what these ask for; in code there is an option for each, and two places for one thing could differ.
        if (problems.IsAsLoaded(Path))
        {
            return;
        }

        if (arguments.RetryCount is { } retries)
        {
            problems.AddAbout(Path, $"{S5cmdArguments.RetryCountFlag} is read from configuration only; remove it and set Retry.MaxRetryAttempts to {OptionText.Number(retries)}");
        }

        if (arguments.NoSignRequest)
        {
            problems.AddAbout(Path, $"{S5cmdArguments.NoSignRequestFlag} is read from configuration only; remove it and set Source.Anonymous to true, which leaves writes signed");
        }
    }

    private static void ValidateRetry(RetryOptions retry, OptionProblems problems)
    {
        problems.Range("Retry.MaxRetryAttempts", retry.MaxRetryAttempts, OptionLimits.MinRetryAttempts, OptionLimits.MaxRetryAttempts);
        problems.Range("Retry.BaseDelay", retry.BaseDelay, OptionLimits.MinRetryDelay, OptionLimits.MaxRetryBaseDelay);
        problems.Range("Retry.MaxDelay", retry.MaxDelay, OptionLimits.MinRetryDelay, OptionLimits.MaxRetryDelay);
        if (retry.BaseDelay > retry.MaxDelay)
        {
            problems.Add("Retry.BaseDelay", OptionText.Duration(retry.BaseDelay),
                $"set it to no more than Retry.MaxDelay, {OptionText.Duration(retry.MaxDelay)}, or raise that");
        }

        problems.Range("Retry.MaxThrottledTime", retry.MaxThrottledTime, OptionLimits.MinThrottledTime, OptionLimits.MaxThrottledTime);
    }
}
