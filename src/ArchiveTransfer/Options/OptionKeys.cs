using System.Globalization;

namespace ArchiveTransfer;

/// <summary>
/// Every key configuration may hold, in PascalCase and in the original's dialect: the one place where reading, copying, messages and the
/// documentation get them from. Rows are applied in this order.
/// </summary>
internal static class OptionKeys
{
    internal const string SourceBucket = "Source:Bucket";
    internal const string SourceRegion = "Source:Region";
    internal const string SourceAnonymous = "Source:Anonymous";
    internal const string Mode = "OperationMode";
    internal const string DirectSyncSwitch = "enable_s3_direct_sync";
    internal const string TagsOfSource = "Tags";
    internal const string RetryAttempts = "Retry:MaxRetryAttempts";
    internal const string S5cmdPreferred = "S5cmd:Preferred";
    internal const string S5cmdArguments = "S5cmd:ExtraArguments";

    internal const string DestinationPrefix = "Destination:Prefix";
    internal const string WorkflowName = "workflow_name";
    internal const string Environment = "environment";
    internal const string ParallelDownloads = "max_parallel_downloads";
    internal const string Monitoring = "enable_monitoring";
    internal const string MonitoringOfPerformance = Performance + Monitoring;

    private const string Nested = "s3_direct_sync_config:";
    private const string Performance = "performance_optimization:";
    private const string Errors = "error_handling:";
    private const string Quality = "quality_control:";
    private const string Storage = "storage_config:";
    private const string S3 = "s3_config:";

    internal static IReadOnlyList<OptionKey> All { get; } =
    [
        // Where from
        OptionKey.Option(SourceBucket, OptionTypes.Text, o => o.Source.Bucket, (o, v) => o.Source.Bucket = v,
            "Bucket to collect from: a name, an access-point alias or an access-point ARN."),
        OptionKey.Option("Source:Prefix", OptionTypes.Prefix, o => o.Source.Prefix, (o, v) => o.Source.Prefix = v,
            "Start of every key at the source, byte for byte; it is not part of the destination key."),
        OptionKey.Option(SourceRegion, OptionTypes.Text, o => o.Source.Region, (o, v) => o.Source.Region = v,
            "Region of the source; not set: asked of the bucket, else the profile's or that of the SDK's chain."),
        OptionKey.Option("Source:ServiceUrl", OptionTypes.Address, o => o.Source.ServiceUrl, (o, v) => o.Source.ServiceUrl = v,
            "Endpoint of a source that is not AWS."),
        OptionKey.Option("Source:ForcePathStyle", OptionTypes.OptionalBoolean, o => o.Source.ForcePathStyle, (o, v) => o.Source.ForcePathStyle = v,
            "Bucket in the path instead of the host name; not set: where there is a ServiceUrl or a dot in the bucket."),
        OptionKey.Option("Source:Profile", OptionTypes.Text, o => o.Source.Profile, (o, v) => o.Source.Profile = v,
            "Profile of the shared AWS files for the source."),
        OptionKey.Option("Source:RoleArn", OptionTypes.Text, o => o.Source.RoleArn, (o, v) => o.Source.RoleArn = v,
            "IAM role that the source's credentials take; not set: they sign themselves."),
        OptionKey.Option("Source:ExternalId", OptionTypes.Text, o => o.Source.ExternalId, (o, v) => o.Source.ExternalId = v,
            "What the trust policy of Source:RoleArn demands of whoever takes the role."),
        OptionKey.Option(SourceAnonymous, OptionTypes.Boolean, o => o.Source.Anonymous, (o, v) => o.Source.Anonymous = v,
            "Read without signing; writes are signed all the same."),
        OptionKey.Option("Source:RequesterPays", OptionTypes.Boolean, o => o.Source.RequesterPays, (o, v) => o.Source.RequesterPays = v,
            "Agree to pay for requests and transfer."),

        // Where to
        OptionKey.Option("Destination:Bucket", OptionTypes.Text, o => o.Destination.Bucket, (o, v) => o.Destination.Bucket = v,
            "Bucket to write to: a name, an access-point alias or an access-point ARN.",
            Nested + "destination_bucket", "destination_bucket"),
        OptionKey.Option(DestinationPrefix, OptionTypes.Prefix, o => o.Destination.Prefix, (o, v) => o.Destination.Prefix = v,
            "Start of every key at the destination, byte for byte. In the original's dialect outer slashes are cut, one is appended, and then what Source:Prefix has after data/.",
            Folder(Nested + "destination_prefix"), Folder("destination_prefix")),
        OptionKey.Option("Destination:Region", OptionTypes.Text, o => o.Destination.Region, (o, v) => o.Destination.Region = v,
            "Region of the destination; not set: asked of the bucket, else the profile's or that of the SDK's chain.",
            Storage + "region", S3 + "region"),
        OptionKey.Option("Destination:ServiceUrl", OptionTypes.Address, o => o.Destination.ServiceUrl, (o, v) => o.Destination.ServiceUrl = v,
            "Endpoint of a destination that is not AWS."),
        OptionKey.Option("Destination:ForcePathStyle", OptionTypes.OptionalBoolean, o => o.Destination.ForcePathStyle, (o, v) => o.Destination.ForcePathStyle = v,
            "Bucket in the path instead of the host name; not set: where there is a ServiceUrl or a dot in the bucket."),
        OptionKey.Option("Destination:Profile", OptionTypes.Text, o => o.Destination.Profile, (o, v) => o.Destination.Profile = v,
            "Profile of the shared AWS files for the destination."),
        OptionKey.Option("Destination:RoleArn", OptionTypes.Text, o => o.Destination.RoleArn, (o, v) => o.Destination.RoleArn = v,
            "IAM role that the destination's credentials take; not set: they sign themselves."),
        OptionKey.Option("Destination:ExternalId", OptionTypes.Text, o => o.Destination.ExternalId, (o, v) => o.Destination.ExternalId = v,
            "What the trust policy of Destination:RoleArn demands of whoever takes the role."),
        OptionKey.Option("Destination:StorageClass", OptionTypes.Text, o => o.Destination.StorageClass, (o, v) => o.Destination.StorageClass = v,
            "Storage class as S3 spells it."),
        OptionKey.Option("Destination:Encryption:Algorithm", OptionTypes.Text, o => o.Destination.Encryption?.Algorithm,
            (o, v) => Encrypt(o, v, (e, set) => e.Algorithm = set),
            "Server-side encryption: AES256, aws:kms or aws:kms:dsse."),
        OptionKey.Option("Destination:Encryption:KmsKeyId", OptionTypes.Text, o => o.Destination.Encryption?.KmsKeyId,
            (o, v) => Encrypt(o, v, (e, set) => e.KmsKeyId = set),
            "KMS key for aws:kms and aws:kms:dsse."),
        OptionKey.Option("Destination:Encryption:BucketKeyEnabled", OptionTypes.OptionalBoolean, o => o.Destination.Encryption?.BucketKeyEnabled,
            (o, v) => Encrypt(o, v, (e, set) => e.BucketKeyEnabled = set),
            "Use a bucket key with aws:kms."),
        OptionKey.Option("Destination:CannedAcl", OptionTypes.Text, o => o.Destination.CannedAcl, (o, v) => o.Destination.CannedAcl = v,
            "Canned ACL as S3 spells it."),
        OptionKey.Option("Destination:Tags", OptionTypes.TextMap, o => o.Destination.Tags, (o, v) => Replace(o.Destination.Tags, v),
            "Tags set on every object."),
        OptionKey.Option("Destination:ExpectedBucketOwner", OptionTypes.Text, o => o.Destination.ExpectedBucketOwner, (o, v) => o.Destination.ExpectedBucketOwner = v,
            "Account that must own the destination bucket."),
        OptionKey.Planned("Destination:KeyTemplate", "a template for destination keys"),

        // How
        OptionKey.Option(Mode, OptionTypes.Name<OperationMode>(), o => o.OperationMode, (o, v) => o.OperationMode = v,
            "Which ways of transfer are allowed.",
            OptionSpelling.Switch(DirectSyncSwitch, whenTrue: null, whenFalse: nameof(OperationMode.Traditional)), Nested + "operation_mode", "operation_mode"),
        OptionKey.Option("DirectEngine", OptionTypes.Name<DirectEngine>(), o => o.DirectEngine, (o, v) => o.DirectEngine = v,
            "Who makes server-side copies; Auto: the library, or s5cmd where S5cmd:Preferred is set and it can do it right."),
        OptionKey.Option("EnableFallback", OptionTypes.Boolean, o => o.EnableFallback, (o, v) => o.EnableFallback = v,
            "Take the next way when a store refuses one; false: the way chosen first for an object is its only one.",
            Errors + "fallback_to_traditional", Errors + "enable_graceful_degradation", "fallback_to_traditional", "enable_graceful_degradation"),
        OptionKey.Option("BatchSize", OptionTypes.Int32, o => o.BatchSize, (o, v) => o.BatchSize = v,
            "Objects handed to s5cmd and not yet reported, 1 to 10,000, never more than MaxConcurrency allows; no effect on other strategies.",
            [.. Batches(), .. Everywhere("batch_size")]),
        OptionKey.Option("MaxConcurrency", OptionTypes.OptionalInt32, o => o.MaxConcurrency, (o, v) => o.MaxConcurrency = v,
            "Ceiling of the run's object-level requests in flight to one endpoint, 1 to 1,024; not set: adaptive, starts at 16 (256 for copies between known regions), up to 1,024.",
            [.. Everywhere("max_concurrent"), ParallelDownloads]),
        OptionKey.Option("PartSizeMiB", OptionTypes.OptionalInt32, o => o.PartSizeMiB, (o, v) => o.PartSizeMiB = v,
            "Size of a part in multipart transfers, 5 to 5,120; not set: 50, or 128 for copies between known regions.",
            Everywhere("part_size_mb")),
        OptionKey.Option("CrossRegionOptimization", OptionTypes.Boolean, o => o.CrossRegionOptimization, (o, v) => o.CrossRegionOptimization = v,
            "Find bucket regions and tune for the distance; false: exactly what was configured.",
            NestedOrTop("cross_region_optimization")),
        OptionKey.Option("MultipartThresholdMiB", OptionTypes.Int32, o => o.MultipartThresholdMiB, (o, v) => o.MultipartThresholdMiB = v,
            "Objects larger than this are copied in parts, 5 to 5,120."),
        OptionKey.Option("MemoryBudgetMiB", OptionTypes.Int32, o => o.MemoryBudgetMiB, (o, v) => o.MemoryBudgetMiB = v,
            "Memory for whole objects held on their way through this machine, 8 to 4,096. The original's key only lowers it.",
            NoMore(Performance + "max_memory_usage_mb", OptionLimits.DefaultMemoryBudgetMiB), NoMore("max_memory_usage_mb", OptionLimits.DefaultMemoryBudgetMiB)),
        OptionKey.Option("BandwidthLimitBytesPerSecond", OptionTypes.OptionalInt64, o => o.BandwidthLimitBytesPerSecond, (o, v) => o.BandwidthLimitBytesPerSecond = v,
            "Bytes per second through this machine, all streams together, in each direction, 65,536 or more; not set: unlimited."),
        OptionKey.Option("Overwrite", OptionTypes.Name<OverwriteMode>(), o => o.Overwrite, (o, v) => o.Overwrite = v,
            "What to do with an object that is there already.",
            [OptionSpelling.Switch("force_redownload", whenTrue: nameof(OverwriteMode.Always), whenFalse: null), .. Incremental()]),
        OptionKey.Option("Comparison", OptionTypes.Name<ComparisonMode>(), o => o.Comparison, (o, v) => o.Comparison = v,
            "When two objects count as the same."),
        OptionKey.Option("PreserveMetadata", OptionTypes.Boolean, o => o.PreserveMetadata, (o, v) => o.PreserveMetadata = v,
            "Keep headers and user metadata.",
            NestedOrTop("preserve_metadata")),
        OptionKey.Option(TagsOfSource, OptionTypes.Name<TagHandling>(), o => o.Tags, (o, v) => o.Tags = v,
            "What becomes of the tags of the source. Any: each way does what costs least. s5cmd, which cannot drop tags, takes part only with Copy or Any.",
            OptionSpelling.Switch("PreserveTags", whenTrue: nameof(TagHandling.Copy), whenFalse: nameof(TagHandling.Drop))),
        OptionKey.Option("Include", OptionTypes.TextList, o => o.Include, (o, v) => Replace(o.Include, v),
            "Globs over the key after the source prefix; empty: all."),
        OptionKey.Option("Exclude", OptionTypes.TextList, o => o.Exclude, (o, v) => Replace(o.Exclude, v),
            "Globs that win over Include."),
        OptionKey.Option("FailureMode", OptionTypes.Name<FailureMode>(), o => o.FailureMode, (o, v) => o.FailureMode = v,
            "What one failed object means for the rest."),
        OptionKey.Option("AttemptTimeout", OptionTypes.Duration, o => o.AttemptTimeout, (o, v) => o.AttemptTimeout = v,
            "Time for one attempt of one request to answer, or to make progress.",
            Everywhere("timeout_seconds")),
        OptionKey.Option("SettleTimeout", OptionTypes.Duration, o => o.SettleTimeout, (o, v) => o.SettleTimeout = v,
            "Time that work in flight has to settle once a run is cancelled."),
        OptionKey.Option("ProgressInterval", OptionTypes.Duration, o => o.ProgressInterval, (o, v) => o.ProgressInterval = v,
            "Least time between two progress snapshots."),
        OptionKey.Option("DryRun", OptionTypes.Boolean, o => o.DryRun, (o, v) => o.DryRun = v,
            "Report every object as planned and write nothing.",
            "dry_run"),
        OptionKey.Option("Hybrid:StreamingThresholdMiB", OptionTypes.Int32, o => o.Hybrid.StreamingThresholdMiB, (o, v) => o.Hybrid.StreamingThresholdMiB = v,
            "Hybrid mode: larger objects are streamed where a server-side copy is refused."),
        OptionKey.Option("Hybrid:S5cmdMaxSizeMiB", OptionTypes.Int32, o => o.Hybrid.S5cmdMaxSizeMiB, (o, v) => o.Hybrid.S5cmdMaxSizeMiB = v,
            "Hybrid mode: where s5cmd is preferred, larger objects go to the library's own copy, 0 to 5,120."),
        OptionKey.Option("Sanity:AllowEmptySource", OptionTypes.Boolean, o => o.Sanity.AllowEmptySource, (o, v) => o.Sanity.AllowEmptySource = v,
            "Let a run that selects no object succeed."),
        OptionKey.Option("Sanity:MaxChangedShare", OptionTypes.Double, o => o.Sanity.MaxChangedShare, (o, v) => o.Sanity.MaxChangedShare = v,
            "Largest share of the destination's objects that one run may replace, 0 to 1; 1 switches the guard off."),
        OptionKey.Option("Sanity:MaxBytesThroughClient", OptionTypes.OptionalInt64, o => o.Sanity.MaxBytesThroughClient, (o, v) => o.Sanity.MaxBytesThroughClient = v,
            "Most object bytes that may pass through this machine, in and out together; not set: no limit."),
        OptionKey.Option("Sanity:FailureStormThreshold", OptionTypes.Int32, o => o.Sanity.FailureStormThreshold, (o, v) => o.Sanity.FailureStormThreshold = v,
            "Objects that fail alike, one after another, before the run stops."),
        OptionKey.Option(RetryAttempts, OptionTypes.Int32, o => o.Retry.MaxRetryAttempts, (o, v) => o.Retry.MaxRetryAttempts = v,
            "Attempts after the first for transient errors.",
            Errors + "retry_attempts", Performance + "retry_count", "retry_attempts", "retry_count"),
        OptionKey.Option("Retry:BaseDelay", OptionTypes.Duration, o => o.Retry.BaseDelay, (o, v) => o.Retry.BaseDelay = v,
            "First delay between attempts."),
        OptionKey.Option("Retry:MaxDelay", OptionTypes.Duration, o => o.Retry.MaxDelay, (o, v) => o.Retry.MaxDelay = v,
            "Longest delay between attempts."),
        OptionKey.Option("Retry:MaxThrottledTime", OptionTypes.Duration, o => o.Retry.MaxThrottledTime, (o, v) => o.Retry.MaxThrottledTime = v,
            "How long an object may be throttled without progress before it fails."),
        OptionKey.Option("Verification:Required", OptionTypes.Name<VerificationEvidence>(), o => o.Verification.Required, (o, v) => o.Verification.Required = v,
            "Least evidence; below it an object fails. Checksum and Sha256Sidecar come with a later version."),
        OptionKey.Option(S5cmdPreferred, OptionTypes.Boolean, o => o.S5cmd.Preferred, (o, v) => o.S5cmd.Preferred = v,
            "Prefer s5cmd for what it can do right. In the original's dialect, unless its mode is hybrid or traditional: true, and Tags: Any."),
        OptionKey.Option("S5cmd:ExecutablePath", OptionTypes.Text, o => o.S5cmd.ExecutablePath, (o, v) => o.S5cmd.ExecutablePath = v,
            "Path of the s5cmd executable; not set: the one that PATH finds."),
        OptionKey.Option(S5cmdArguments, OptionTypes.Arguments, o => o.S5cmd.ExtraArguments, (o, v) => Replace(o.S5cmd.ExtraArguments, v),
            "--numworkers N (most objects handed to s5cmd at once), --retry-count N or -r N (read as Retry:MaxRetryAttempts), --no-sign-request (read as Source:Anonymous; writes stay "
            + "signed), --stat and --part-size N or -p N (no effect); with = or as two entries. Nothing else is allowed.",
            NestedOrTop("s5cmd_extra_args")),
        OptionKey.Option("Staging:Directory", OptionTypes.Text, o => o.Staging.Directory, (o, v) => o.Staging.Directory = v,
            "Where the traditional workflow keeps objects on their way; not set: a private directory under the system's temporary one.",
            "output_directory", "local_data_dir"),
        OptionKey.Option("Staging:MaxBytes", OptionTypes.OptionalInt64, o => o.Staging.MaxBytes, (o, v) => o.Staging.MaxBytes = v,
            "Most bytes on disk at once; not set: what concurrency needs."),

        OptionKey.Option("Report:Path", OptionTypes.Text, o => o.Report.Path, (o, v) => o.Report.Path = v,
            "File that gets a line of JSON for each object; {run_id} and {started:yyyyMMdd} are filled in; not set: none."),
        OptionKey.Option("Report:IncludeSkipped", OptionTypes.Boolean, o => o.Report.IncludeSkipped, (o, v) => o.Report.IncludeSkipped = v,
            "A line for objects that were at the destination already, too."),

        // Planned: the archive's matrix
        OptionKey.Selection("Binance:Markets", OptionTypes.TextList, "selecting by market", "markets"),
        OptionKey.Selection("Binance:DataTypes", OptionTypes.TextList, "selecting by data type", "data_types"),
        OptionKey.Selection("Binance:Symbols", OptionTypes.ListOrLists, "selecting by symbol, for all markets or for each", "symbols"),
        OptionKey.Selection("Binance:Intervals", OptionTypes.ListOrLists, "selecting by interval, for all data types or for each", "intervals"),
        OptionKey.Selection("Binance:Partitions", OptionTypes.TextList, "selecting by partition", "partitions"),
        OptionKey.Selection("Binance:From", OptionTypes.Day, "selecting by date", "date_range:start", "date_range:start_date"),
        OptionKey.Selection("Binance:To", OptionTypes.Day, "selecting by date", "date_range:end", "date_range:end_date"),
        OptionKey.Selection("Binance:LastDays", OptionTypes.Int32, "selecting by date"),
        OptionKey.Selection(null, OptionTypes.Day, "selecting by date", "default_date"),
        OptionKey.Selection("Binance:MatrixPath", OptionTypes.Text, "an availability matrix", "matrix_path"),

        // Planned: the rest
        OptionKey.Planned("Resume:StateDirectory", "continuing after a crash"),
        OptionKey.Planned("DeleteExtraneous:MaxCount", "deleting at the destination"),
        OptionKey.Planned("DeleteExtraneous:MaxShare", "deleting at the destination"),
        OptionKey.Planned(null, "deleting at the destination", NestedOrTop("sync_delete"), "remove it or set it to false", "false"),
        OptionKey.Planned(null, "deleting at the destination", NestedOrTop("sync_mode"), "remove it or set it to copy", "copy"),
        OptionKey.Planned("Shard:Index", "running one part per machine"),
        OptionKey.Planned("Shard:Count", "running one part per machine", harmless: "1"),
        OptionKey.Planned("Report:Format", "another format of the report"),
        OptionKey.Planned("Report:MaxFailuresInResult", "choosing how many failures a result keeps"),
        OptionKey.Planned("Verification:Sidecar", "proof by the publisher's checksum files", advice: "remove it or set it to Off", harmless: "Off"),
        OptionKey.Planned("Verification:SidecarSuffix", "proof by the publisher's checksum files"),

        // Informative
        OptionKey.Informative(WorkflowName, "Name of the workflow, for the log."),
        OptionKey.Informative("workflow_type", "Kind of the workflow."),
        OptionKey.Informative("description", "What the workflow is for."),
        OptionKey.Informative("version", "Version of the document."),
        OptionKey.Informative(Environment, "Where the workflow runs."),

        // Accepted, and done otherwise
        OptionKey.Otherwise("Continuing where an earlier run ended.", NestedOrTop("enable_resume"),
            "without a state directory this means that a run skips what is at the destination already and unchanged, which it does anyway",
            "false asks for a run that copies again what is at the destination already, and is not obeyed; set enable_incremental to false, or Overwrite to Always",
            static (o, value) => OptionTypes.TryBoolean(value.Text ?? "", out var resumes) && !resumes && o.Overwrite == OverwriteMode.Always),
        OptionKey.Otherwise(OptionTypes.Duration, "A fixed delay between attempts.", [Errors + "retry_delay_seconds", "retry_delay_seconds"],
            "delays between attempts are the library's own, jittered, from Retry:BaseDelay to Retry:MaxDelay"),
        OptionKey.Otherwise(OptionTypes.Boolean, "Proof by the publisher's checksum files.",
            [Performance + "download_checksum", "download_checksum", Quality + "enable_checksum_validation"],
            "files named .CHECKSUM are collected like every object and not compared yet; contents are proven by ETag or size, as Verification:Required says", "false"),

        // Accepted without effect
        OptionKey.NoEffect(OptionTypes.Boolean, "Log every object: set the level of the host's logging.", ["verbose"], harmless: "false"),
        OptionKey.NoEffect(OptionTypes.Boolean, "Progress goes to whoever asks for it when a run begins.", NestedOrTop("enable_progress_tracking"), harmless: "true"),
        OptionKey.NoEffect(OptionTypes.Boolean, "Monitoring.", [MonitoringOfPerformance, Monitoring]),
        OptionKey.NoEffect(OptionTypes.Boolean, "Monitoring.", [Performance + "enable_metrics_collection", "enable_metrics_collection"]),
        OptionKey.NoEffect(OptionTypes.Boolean, "Monitoring.", ["monitoring:enable_real_time_metrics"]),
        OptionKey.NoEffect(OptionTypes.Boolean, "Monitoring.", ["monitoring:enable_performance_alerts"]),
        OptionKey.NoEffect(OptionTypes.Boolean, "Monitoring.", ["monitoring:enable_performance_tracking"]),
        OptionKey.NoEffect(OptionTypes.Boolean, "Monitoring.", ["monitoring:enable_cost_tracking"]),
        OptionKey.NoEffect(OptionTypes.Duration, "Monitoring.", ["monitoring:metrics_collection_interval"]),
        OptionKey.NoEffect(OptionTypes.Text, "Logging: set the level of the host's logging.", ["monitoring:log_level"]),
        OptionKey.NoEffect(OptionTypes.Text, "Logging: set the level of the host's logging.", ["logging:level"]),
        OptionKey.NoEffect(OptionTypes.Boolean, "Logging: set the level of the host's logging.", ["enable_detailed_logging"], harmless: "false"),
        OptionKey.NoEffect(OptionTypes.Boolean, "Sizes are always compared.", [Quality + "enable_size_verification"], harmless: "true"),
        OptionKey.NoEffect(OptionTypes.Int32, "Retries have one budget, Retry:MaxRetryAttempts.", [Quality + "max_retry_attempts"]),
        OptionKey.NoEffect(OptionTypes.Text, "Store of the original's lake.", [Storage + "provider"]),
        OptionKey.NoEffect(OptionTypes.Text, "Bucket of the original's lake.", [Storage + "bucket"], "set destination_bucket",
            static (o, value) => string.Equals(o.Destination.Bucket, value.Text, StringComparison.Ordinal)),
        OptionKey.NoEffect(OptionTypes.Boolean, "Encryption of the original's lake.", [Storage + "enable_encryption"], "set Destination:Encryption:Algorithm", "false"),
        OptionKey.NoEffect(OptionTypes.Text, "Storage class of the original's lake.", [Storage + "storage_class", S3 + "storage_class"], "set Destination:StorageClass"),
        OptionKey.NoEffect(OptionTypes.Boolean, "Transfer acceleration.", [S3 + "use_accelerated_endpoint"], harmless: "false"),
    ];

    private static OptionSpelling[] Everywhere(string name) => [Nested + name, Performance + name, name];

    private static OptionSpelling[] NestedOrTop(string name) => [Nested + name, name];

    private static IEnumerable<OptionSpelling> Batches() => NestedOrTop("enable_batch_mode").Select(static spelling =>
        OptionSpelling.Switch(spelling.Path, whenTrue: null, whenFalse: "1"));

    private static IEnumerable<OptionSpelling> Incremental() => NestedOrTop("enable_incremental").Select(static spelling =>
        OptionSpelling.Switch(spelling.Path, whenTrue: nameof(OverwriteMode.IfDifferent), whenFalse: nameof(OverwriteMode.Always)));

    private static OptionSpelling Folder(string path) => new(path)
    {
        Rewrite = static prefix => prefix.Trim('/') is { Length: > 0 } trimmed ? trimmed + "/" : "",
    };

    /// <summary>An upper bound of what the library takes by itself: a higher one asks for nothing.</summary>
    private static OptionSpelling NoMore(string path, int most) => new(path)
    {
        Rewrite = text => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= most ? null : text,
    };

    private static void Encrypt<T>(ArchiveCollectionOptions options, T? value, Action<EncryptionOptions, T> set)
    {
        // What is not set must not switch encryption on.
        if (value is not null)
        {
            set(options.Destination.Encryption ??= new EncryptionOptions(), value);
        }
    }

    private static void Replace(IList<string> list, IEnumerable<string> values)
    {
        var replacement = values.ToArray();
        list.Clear();
        foreach (var value in replacement)
        {
            list.Add(value);
        }
    }

    private static void Replace(IDictionary<string, string> map, IEnumerable<KeyValuePair<string, string>> values)
    {
        var replacement = values.ToArray();
        map.Clear();
        foreach (var (name, value) in replacement)
        {
            map[name] = value;
        }
    }
}
