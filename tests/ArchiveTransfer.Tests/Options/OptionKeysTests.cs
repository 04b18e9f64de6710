using Xunit;

namespace ArchiveTransfer;

public sealed class OptionKeysTests
{
    /// <summary>For each option a value that is not its default, as configuration holds it and as the table writes it.</summary>
    private static readonly Dictionary<string, (string Written, string Formatted)> _samples = new(StringComparer.Ordinal)
    {
        ["Source:Bucket"] = ("a-bucket", "a-bucket"),
        ["Source:Prefix"] = ("data/ x", "data/ x"),
        ["Source:Region"] = ("eu-west-3", "eu-west-3"),
        ["Source:ServiceUrl"] = ("http://127.0.0.1:9000", "http://127.0.0.1:9000"),
        ["Source:ForcePathStyle"] = ("FALSE", "false"),
        ["Source:Profile"] = ("reader", "reader"),
        ["Source:RoleArn"] = ("arn:aws:iam::123456789012:role/reader", "arn:aws:iam::123456789012:role/reader"),
        ["Source:ExternalId"] = ("id-of-reader", "id-of-reader"),
        ["Source:Anonymous"] = ("True", "true"),
        ["Source:RequesterPays"] = ("true", "true"),
        ["Destination:Bucket"] = ("b-bucket", "b-bucket"),
        ["Destination:Prefix"] = ("lake/", "lake/"),
        ["Destination:Region"] = ("eu-west-3", "eu-west-3"),
        ["Destination:ServiceUrl"] = ("https://s3.example.org", "https://s3.example.org"),
        ["Destination:ForcePathStyle"] = ("true", "true"),
        ["Destination:Profile"] = ("writer", "writer"),
        ["Destination:RoleArn"] = ("arn:aws:iam::123456789012:role/writer", "arn:aws:iam::123456789012:role/writer"),
        ["Destination:ExternalId"] = ("id-of-writer", "id-of-writer"),
        ["Destination:StorageClass"] = ("STANDARD_IA", "STANDARD_IA"),
        ["Destination:Encryption:Algorithm"] = ("aws:kms", "aws:kms"),
        ["Destination:Encryption:KmsKeyId"] = ("alias/lake", "alias/lake"),
        ["Destination:Encryption:BucketKeyEnabled"] = ("true", "true"),
        ["Destination:CannedAcl"] = ("private", "private"),
        ["Destination:ExpectedBucketOwner"] = ("123456789012", "123456789012"),
        ["OperationMode"] = ("direct_sync", "DirectSync"),
        ["DirectEngine"] = ("server_side_copy", "ServerSideCopy"),
        ["BatchSize"] = ("7", "7"),
        ["MaxConcurrency"] = ("12", "12"),
        ["PartSizeMiB"] = ("64", "64"),
        ["CrossRegionOptimization"] = ("false", "false"),
        ["MultipartThresholdMiB"] = ("100", "100"),
        ["MemoryBudgetMiB"] = ("32", "32"),
        ["BandwidthLimitBytesPerSecond"] = ("1000000", "1000000"),
        ["Overwrite"] = ("never", "Never"),
        ["Comparison"] = ("SizeAndTime", "SizeAndTime"),
        ["PreserveMetadata"] = ("false", "false"),
        ["Tags"] = ("copy", "Copy"),
        ["Include"] = ("*.zip", "*.zip"),
        ["Exclude"] = ("*.CHECKSUM", "*.CHECKSUM"),
        ["FailureMode"] = ("abort_on_failure", "AbortOnFailure"),
        ["AttemptTimeout"] = ("30", "00:00:30"),
        ["SettleTimeout"] = ("00:01:00", "00:01:00"),
        ["ProgressInterval"] = ("0.25", "00:00:00.2500000"),
        ["DryRun"] = ("true", "true"),
        ["EnableFallback"] = ("false", "false"),
        ["Hybrid:S5cmdMaxSizeMiB"] = ("10", "10"),
        ["Sanity:MaxBytesThroughClient"] = ("0", "0"),
        ["Hybrid:StreamingThresholdMiB"] = ("10", "10"),
        ["Sanity:AllowEmptySource"] = ("true", "true"),
        ["Sanity:MaxChangedShare"] = ("0.5", "0.5"),
        ["Sanity:FailureStormThreshold"] = ("7", "7"),
        ["Retry:MaxRetryAttempts"] = ("3", "3"),
        ["Retry:BaseDelay"] = ("1", "00:00:01"),
        ["Retry:MaxDelay"] = ("2", "00:00:02"),
        ["Retry:MaxThrottledTime"] = ("3600", "01:00:00"),
        ["Verification:Required"] = ("etag", "ETag"),
        ["S5cmd:Preferred"] = ("true", "true"),
        ["S5cmd:ExecutablePath"] = ("/opt/s5cmd/s5cmd", "/opt/s5cmd/s5cmd"),
        ["S5cmd:ExtraArguments"] = ("--numworkers=16", "--numworkers=16"),
        ["Staging:Directory"] = ("/var/staging", "/var/staging"),
        ["Staging:MaxBytes"] = ("5000000000", "5000000000"),
        ["Report:Path"] = ("/var/log/{run_id}.jsonl", "/var/log/{run_id}.jsonl"),
        ["Report:IncludeSkipped"] = ("true", "true"),
    };

    public static TheoryData<string> Options => [.. OptionKeys.All.Where(static key => key.Role == OptionKeyRole.Option && key.Path != "Destination:Tags").Select(static key => key.Path!)];

    public static TheoryData<string> Planned => [.. OptionKeys.All.Where(static key => key.Role == OptionKeyRole.Planned && !key.IsSelection).SelectMany(static key => key.Spellings).Select(static spelling => spelling.Path)];

    public static TheoryData<string> Selections => [.. OptionKeys.All.Where(static key => key.IsSelection).SelectMany(static key => key.Spellings).Select(static spelling => spelling.Path)];

    [Theory, MemberData(nameof(Options))]
    public void Each_option_round_trips(string path)
    {
        var (written, formatted) = _samples[path];
        var key = Find(path);
        var options = TestConfiguration.Load((path, written));
        Assert.DoesNotContain(options.Validate(), problem => problem.StartsWith(TestConfiguration.Section, StringComparison.Ordinal));
        Assert.Equal(formatted, key.Format(options));
        Assert.NotEqual(formatted, key.Format(new ArchiveCollectionOptions()));

        var again = TestConfiguration.Load((path, formatted));
        Assert.Equal(formatted, key.Format(again));
        Assert.Equal(formatted, key.Format(again.Clone()));
    }

    [Theory, MemberData(nameof(Options))]
    public void Each_spelling_of_the_original_reads_the_same_option(string path)
    {
        var (written, formatted) = _samples[path];
        foreach (var spelling in Find(path).Spellings.Where(static spelling => spelling.Meanings is null))
        {
            Assert.Equal(formatted, Find(path).Format(TestConfiguration.Load((spelling.Path, written))));
        }
    }

    [Fact]
    public void Tags_round_trip_with_colons_in_their_names()
    {
        var options = TestConfiguration.Load(("Destination:Tags:team", "data"), ("Destination:Tags:cost:centre", "7"), ("Destination:Tags:empty", ""));
        Assert.Equal(new Dictionary<string, string> { ["team"] = "data", ["cost:centre"] = "7", ["empty"] = "" }, options.Destination.Tags);
        Assert.Equal(options.Destination.Tags, options.Clone().Destination.Tags);
    }

    [Theory, MemberData(nameof(Planned))]
    public void Each_planned_key_is_an_error_that_says_what_to_do(string path)
    {
        var key = Find(path);
        Assert.Contains($"Archive:{path} is 'x'; {key.Documentation} comes with a later version: {key.Advice}.", TestConfiguration.Load((path, "x")).Validate());
        foreach (var harmless in key.Harmless)
        {
            Assert.DoesNotContain(TestConfiguration.Load((path, harmless)).Validate(), problem => problem.StartsWith("Archive:", StringComparison.Ordinal));
        }
    }

    [Theory, MemberData(nameof(Selections))]
    public void Each_key_that_selects_by_the_matrix_is_an_error_that_says_what_to_do(string path) =>
        Assert.Contains(
            $"Archive:{path} selects by the archive's matrix, which comes with a later version: remove it and name the objects with Source:Prefix and Include.",
            TestConfiguration.Load((path, "x")).Validate());

    [Fact]
    public void Every_row_can_be_documented()
    {
        Assert.All(OptionKeys.All, static key => Assert.NotEmpty(key.Documentation));
        Assert.All(OptionKeys.All, static key => Assert.NotEmpty(key.Spellings));
        Assert.All(OptionKeys.All.Where(static key => key.Role == OptionKeyRole.Option), static key => Assert.NotEmpty(key.Expected));
        Assert.All(OptionKeys.All.Where(static key => key.Role == OptionKeyRole.Planned), static key => Assert.NotNull(key.Advice));
    }

    [Theory]
    [InlineData("workflow_name", "description", "version", "workflow_type", "environment", "matrix_path", "output_directory", "local_data_dir", "markets", "data_types")]
    [InlineData("symbols", "intervals", "partitions", "default_date", "date_range:start", "date_range:end", "date_range:start_date", "date_range:end_date")]
    [InlineData("enable_s3_direct_sync", "destination_bucket", "destination_prefix", "operation_mode", "batch_size", "max_concurrent", "max_parallel_downloads", "part_size_mb")]
    [InlineData("s3_direct_sync_config:destination_bucket", "s3_direct_sync_config:destination_prefix", "s3_direct_sync_config:operation_mode", "s3_direct_sync_config:batch_size")]
    [InlineData("s3_direct_sync_config:max_concurrent", "s3_direct_sync_config:part_size_mb", "s3_direct_sync_config:enable_batch_mode", "s3_direct_sync_config:enable_resume")]
    [InlineData("s3_direct_sync_config:cross_region_optimization", "s3_direct_sync_config:enable_incremental", "s3_direct_sync_config:sync_delete", "s3_direct_sync_config:preserve_metadata")]
    [InlineData("s3_direct_sync_config:enable_progress_tracking", "s3_direct_sync_config:s5cmd_extra_args", "enable_batch_mode", "enable_resume", "enable_incremental", "sync_mode", "s5cmd_extra_args")]
    [InlineData("timeout_seconds", "download_checksum", "quality_control:enable_checksum_validation", "enable_monitoring", "retry_attempts", "retry_delay_seconds")]
    [InlineData("performance_optimization:timeout_seconds", "performance_optimization:download_checksum", "performance_optimization:enable_monitoring", "performance_optimization:enable_metrics_collection")]
    [InlineData("performance_optimization:max_memory_usage_mb", "performance_optimization:max_concurrent", "performance_optimization:batch_size", "performance_optimization:part_size_mb", "performance_optimization:retry_count")]
    [InlineData("error_handling:retry_attempts", "error_handling:retry_delay_seconds", "error_handling:fallback_to_traditional", "error_handling:enable_graceful_degradation")]
    [InlineData("dry_run", "force_redownload", "verbose", "storage_config:provider", "storage_config:bucket", "storage_config:region", "storage_config:enable_encryption", "storage_config:storage_class")]
    [InlineData("s3_config:region", "s3_config:storage_class", "s3_config:use_accelerated_endpoint", "logging:level", "enable_detailed_logging", "quality_control:enable_size_verification")]
    [InlineData("monitoring:enable_real_time_metrics", "monitoring:enable_performance_alerts", "monitoring:enable_performance_tracking", "monitoring:enable_cost_tracking", "quality_control:max_retry_attempts")]
    [InlineData("monitoring:metrics_collection_interval", "monitoring:log_level")]
    public void Every_key_of_the_original_is_known(params string[] paths) =>
        Assert.All(paths, static path => Assert.Contains(OptionKeys.All, key => key.Spellings.Any(spelling => spelling.Path == path)));

    [Theory]
    [InlineData("Destination:KeyTemplate", "Verification:Sidecar", "Verification:SidecarSuffix")]
    [InlineData("Binance:Markets", "Binance:Symbols", "Binance:DataTypes", "Binance:Intervals", "Binance:Partitions")]
    [InlineData("Binance:From", "Binance:To", "Binance:LastDays", "Binance:MatrixPath", "Shard:Index", "Shard:Count", "Report:Format")]
    [InlineData("Report:MaxFailuresInResult", "Resume:StateDirectory", "DeleteExtraneous:MaxCount", "DeleteExtraneous:MaxShare")]
    public void Every_option_that_is_to_come_is_planned(params string[] paths) => Assert.All(paths, static path => Assert.Equal(OptionKeyRole.Planned, Find(path).Role));

    private static OptionKey Find(string path) => OptionKeyIndex.Find(path)!.Key;
}
