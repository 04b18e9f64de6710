using Microsoft.Extensions.Configuration;
using Xunit;

namespace ArchiveTransfer;

public sealed class OriginalDialectTests
{
    private const string Minimal = """
        {
          "enable_s3_direct_sync": true,
          "s3_direct_sync_config": { "destination_bucket": "my-lake", "destination_prefix": "/binance/archive/", "operation_mode": "direct_sync", "max_concurrent": 16 },
          "Source": { "Prefix": "data/spot/daily/klines/BTCUSDT/" }
        }
        """;

    [Fact]
    public void A_document_without_a_source_means_the_public_archive()
    {
        var options = TestConfiguration.Load(TestConfiguration.Json(Minimal));
        Assert.Empty(options.Validate());
        Assert.Empty(options.Warnings);
        Assert.Equal(("data.binance.vision", "ap-northeast-1", true), (options.Source.Bucket, options.Source.Region, options.Source.Anonymous));
        Assert.Equal(("my-lake", "binance/archive/spot/daily/klines/BTCUSDT/"), (options.Destination.Bucket, options.Destination.Prefix));
        Assert.Equal((OperationMode.DirectSync, 16), (options.OperationMode, options.MaxConcurrency));
        Assert.Equal((true, TagHandling.Any), (options.S5cmd.Preferred, options.Tags));
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(null, "auto", true)]
    [InlineData("true", "direct_sync", true)]
    [InlineData(null, "hybrid", false)]
    [InlineData("true", "traditional", false)]
    [InlineData("false", null, false)]
    [InlineData("False", "direct_sync", false)]
    public void Direct_modes_prefer_s5cmd_and_let_tags_be(string? enabled, string? mode, bool preferred)
    {
        var options = TestConfiguration.Load(("enable_s3_direct_sync", enabled), ("operation_mode", mode), ("destination_bucket", "my-lake"));
        Assert.Equal((preferred, preferred ? TagHandling.Any : TagHandling.Drop), (options.S5cmd.Preferred, options.Tags));
        Assert.Equal((options.S5cmd.Preferred, options.Tags), (options.Clone().S5cmd.Preferred, options.Clone().Tags));
    }

    [Fact]
    public void Direct_sync_that_is_switched_off_prefers_nothing_even_where_another_key_decides_the_mode()
    {
        var options = TestConfiguration.Load(("enable_s3_direct_sync", "false"), ("OperationMode", "DirectSync"), ("destination_bucket", "my-lake"));
        Assert.Equal((OperationMode.DirectSync, false, TagHandling.Drop), (options.OperationMode, options.S5cmd.Preferred, options.Tags));
    }

    [Theory]
    [InlineData("S5cmd:Preferred", "false", false, TagHandling.Drop)]
    [InlineData("S5cmd:Preferred", "true", true, TagHandling.Any)]
    [InlineData("Tags", "Copy", true, TagHandling.Copy)]
    [InlineData("Tags", "Drop", true, TagHandling.Drop)]
    [InlineData("PreserveTags", "false", true, TagHandling.Drop)]
    public void What_is_configured_about_s5cmd_and_tags_stays(string key, string value, bool preferred, TagHandling tags)
    {
        var options = TestConfiguration.Load(("destination_bucket", "my-lake"), (key, value));
        Assert.Equal((preferred, tags), (options.S5cmd.Preferred, options.Tags));
    }

    [Fact]
    public void Tags_that_code_wants_copied_stay_wanted()
    {
        var options = new ArchiveCollectionOptions { Tags = TagHandling.Copy };
        options.Load(TestConfiguration.Of(("destination_bucket", "my-lake")));
        Assert.Equal((true, TagHandling.Copy), (options.S5cmd.Preferred, options.Tags));
    }

    [Fact]
    public void PascalCase_alone_prefers_nothing()
    {
        var options = TestConfiguration.Load(("Destination:Bucket", "to-here"), ("OperationMode", "direct_sync"));
        Assert.Equal((false, TagHandling.Drop), (options.S5cmd.Preferred, options.Tags));
    }

    [Theory]
    [InlineData("s3_direct_sync_config:enable_batch_mode", "false", "50", 1)]
    [InlineData("enable_batch_mode", "false", "50", 1)]
    [InlineData("enable_batch_mode", "false", null, 1)]
    [InlineData("enable_batch_mode", "true", "50", 50)]
    [InlineData("enable_batch_mode", "true", null, 100)]
    public void Batches_switched_off_are_batches_of_one(string key, string value, string? size, int expected)
    {
        var options = TestConfiguration.Load((key, value), ("performance_optimization:batch_size", size), ("Source:Bucket", "from"), ("Destination:Bucket", "to-here"));
        Assert.Equal(expected, options.BatchSize);
        Assert.Equal(
            size is not null && expected == 1 ? [$"Archive:{key} is '{value}' and Archive:performance_optimization:batch_size is '{size}'; Archive:{key} is used."] : [],
            options.Warnings);
    }

    [Fact]
    public void A_source_that_is_named_is_taken_as_it_is()
    {
        var options = TestConfiguration.Load(("destination_bucket", "my-lake"), ("Source:Bucket", "from"));
        Assert.Empty(options.Validate());
        Assert.Equal(("from", null, false), (options.Source.Bucket, options.Source.Region, options.Source.Anonymous));

        options = TestConfiguration.Load(("destination_bucket", "my-lake"), ("Source:Anonymous", "false"), ("Source:Region", "us-east-1"), ("Source:Prefix", "data/"));
        Assert.Empty(options.Validate());
        Assert.Equal(("data.binance.vision", "us-east-1", false), (options.Source.Bucket, options.Source.Region, options.Source.Anonymous));
    }

    [Fact]
    public void A_document_that_selects_nothing_is_an_error()
    {
        var options = TestConfiguration.Load(("destination_bucket", "my-lake"));
        Assert.Equal(
            [
                "Source.Prefix is not set; the document names no source and selects nothing of data.binance.vision: set Source:Prefix, such as data/spot/daily/klines/BTCUSDT/; "
                + "Include alone would list the whole archive, and markets, data_types, symbols, intervals, partitions, date_range, default_date and matrix_path come with a later version.",
            ],
            options.Validate());

        options.Source.Prefix = "data/";
        Assert.Empty(options.Validate());
    }

    [Fact]
    public void PascalCase_alone_gets_no_source_for_nothing() =>
        Assert.Contains("Source.Bucket is not set; name the bucket to collect from.", TestConfiguration.Load(("Destination:Bucket", "to-here"), ("OperationMode", "Hybrid")).Validate());

    [Theory]
    [InlineData("", "")]
    [InlineData("/", "")]
    [InlineData("a", "a/")]
    [InlineData("//a/b//", "a/b/")]
    public void The_prefix_of_the_original_is_a_folder(string written, string prefix)
    {
        Assert.Equal(prefix, TestConfiguration.Load(("destination_prefix", written)).Destination.Prefix);
        Assert.Equal(prefix, TestConfiguration.Load(("s3_direct_sync_config:destination_prefix", written)).Destination.Prefix);
        Assert.Equal(written, TestConfiguration.Load(("Destination:Prefix", written)).Destination.Prefix);
    }

    [Fact]
    public void The_nested_value_wins_and_a_difference_is_a_warning()
    {
        var options = TestConfiguration.Load(
            ("Source:Bucket", "from"), ("destination_bucket", "b"), ("s3_direct_sync_config:destination_bucket", "a"), ("max_concurrent", "1"), ("max_parallel_downloads", "3"),
            ("performance_optimization:max_concurrent", "2"), ("s3_direct_sync_config:max_concurrent", "2"), ("timeout_seconds", "300"), ("performance_optimization:timeout_seconds", "00:05:00"));
        Assert.Equal(("a", 2), (options.Destination.Bucket, options.MaxConcurrency));
        Assert.Equal(
            [
                "Archive:s3_direct_sync_config:destination_bucket is 'a' and Archive:destination_bucket is 'b'; Archive:s3_direct_sync_config:destination_bucket is used.",
                "Archive:s3_direct_sync_config:max_concurrent is '2' and Archive:max_concurrent is '1'; Archive:s3_direct_sync_config:max_concurrent is used.",
                "Archive:s3_direct_sync_config:max_concurrent is '2' and Archive:max_parallel_downloads is '3'; Archive:s3_direct_sync_config:max_concurrent is used.",
                "Destination.Bucket is 'a', which breaks the naming rules of general-purpose buckets; it is used as it is.",
            ],
            options.Warnings);
    }

    [Fact]
    public void PascalCase_wins_over_the_original()
    {
        var options = TestConfiguration.Load(("OperationMode", "Hybrid"), ("enable_s3_direct_sync", "false"), ("Source:Bucket", "from"), ("Destination:Bucket", "to-here"));
        Assert.Equal(OperationMode.Hybrid, options.OperationMode);
        Assert.Equal(["Archive:OperationMode is 'Hybrid' and Archive:enable_s3_direct_sync is 'false'; Archive:OperationMode is used."], options.Warnings);
    }

    [Theory]
    [InlineData("false", null, OperationMode.Traditional)]
    [InlineData("true", null, OperationMode.Auto)]
    [InlineData("true", "hybrid", OperationMode.Hybrid)]
    [InlineData("false", "auto", OperationMode.Traditional)]
    public void Direct_sync_switched_off_means_traditional(string enabled, string? mode, OperationMode expected) =>
        Assert.Equal(expected, TestConfiguration.Load(("enable_s3_direct_sync", enabled), ("s3_direct_sync_config:operation_mode", mode)).OperationMode);

    [Theory]
    [InlineData("enable_incremental", "true", OverwriteMode.IfDifferent)]
    [InlineData("s3_direct_sync_config:enable_incremental", "false", OverwriteMode.Always)]
    [InlineData("force_redownload", "true", OverwriteMode.Always)]
    [InlineData("force_redownload", "false", OverwriteMode.IfDifferent)]
    public void Overwriting_follows_the_switches_of_the_original(string key, string value, OverwriteMode expected) =>
        Assert.Equal(expected, TestConfiguration.Load((key, value)).Overwrite);

    [Fact]
    public void Validation_names_the_key_a_value_came_from_unless_it_was_changed_since()
    {
        var options = TestConfiguration.Load(("Source:Bucket", "from"), ("destination_bucket", "to-here"), ("s3_direct_sync_config:max_concurrent", "5000"));
        Assert.Equal(["MaxConcurrency (Archive:s3_direct_sync_config:max_concurrent) is 5,000; set 1 to 1,024, or leave it unset."], options.Validate());
        Assert.Equal(options.Validate(), options.Clone().Validate());
        options.MaxConcurrency = 6000;
        Assert.Equal(["MaxConcurrency is 6,000; set 1 to 1,024, or leave it unset."], options.Validate());
    }

    [Fact]
    public void The_complete_document_fails_for_what_is_not_built_and_for_nothing_else()
    {
        var options = TestConfiguration.Load(TestConfiguration.Json(CompleteOriginalDocument.Json));

        Assert.Equal(
            [
                "markets, data_types, symbols, intervals, partitions, date_range:start, date_range:start_date, date_range:end, date_range:end_date, default_date, matrix_path "
                + "select by the archive's matrix, which comes with a later version: remove them and name the objects with Source:Prefix and Include.",
            ],
            options.Validate());

        Assert.Equal(
            [
                "s3_direct_sync_config:s5cmd_extra_args holds --no-sign-request: reads are unsigned, writes stay signed.",
                "s3_direct_sync_config:enable_resume, enable_resume: without a state directory this means that a run skips what is at the destination already and unchanged, which it does anyway.",
                "error_handling:retry_delay_seconds, retry_delay_seconds: delays between attempts are the library's own, jittered, from Retry:BaseDelay to Retry:MaxDelay.",
                "performance_optimization:download_checksum, download_checksum, quality_control:enable_checksum_validation: files named .CHECKSUM are collected like every object "
                + "and not compared yet; contents are proven by ETag or size, as Verification:Required says.",
                "storage_config:enable_encryption is 'True' and is not applied; set Destination:Encryption:Algorithm.",
                "storage_config:storage_class is 'STANDARD' and is not applied; set Destination:StorageClass.",
                "s3_config:storage_class is 'STANDARD' and is not applied; set Destination:StorageClass.",
                "These keys have no effect: verbose, performance_optimization:enable_monitoring, enable_monitoring, performance_optimization:enable_metrics_collection, "
                + "monitoring:enable_real_time_metrics, monitoring:enable_performance_alerts, monitoring:enable_performance_tracking, monitoring:enable_cost_tracking, "
                + "monitoring:metrics_collection_interval, monitoring:log_level, logging:level, quality_control:max_retry_attempts, storage_config:provider.",
                "These of S5cmd.ExtraArguments have no effect: --stat.",
            ],
            options.Warnings);

        Assert.Equal(("my-lake", "binance/archive/", "eu-central-1"), (options.Destination.Bucket, options.Destination.Prefix, options.Destination.Region));
        Assert.Equal((OperationMode.Auto, 16, 50, 3), (options.OperationMode, options.MaxConcurrency, options.PartSizeMiB, options.Retry.MaxRetryAttempts));
        Assert.Equal((TimeSpan.FromSeconds(300), "staging", true, OverwriteMode.IfDifferent), (options.AttemptTimeout, options.Staging.Directory, options.PreserveMetadata, options.Overwrite));
        Assert.Equal(("data.binance.vision", "ap-northeast-1", true), (options.Source.Bucket, options.Source.Region, options.Source.Anonymous));
        Assert.Equal((true, TagHandling.Any, 100, DirectEngine.Auto), (options.S5cmd.Preferred, options.Tags, options.BatchSize, options.DirectEngine));
        Assert.Equal(["--no-sign-request", "--retry-count=3", "--numworkers=16", "--stat"], options.S5cmd.ExtraArguments);
        Assert.Equal((64, "nightly-lake"), (options.MemoryBudgetMiB, options.WorkflowName));
    }

    [Theory]
    [InlineData("500", 64)]
    [InlineData("64", 64)]
    [InlineData("32", 32)]
    [InlineData("8", 8)]
    public void The_memory_of_the_original_only_lowers_the_budget(string written, int expected)
    {
        var options = TestConfiguration.Load(("performance_optimization:max_memory_usage_mb", written), ("Source:Bucket", "from"), ("Destination:Bucket", "to-here"));
        Assert.Empty(options.Validate());
        Assert.Equal(expected, options.MemoryBudgetMiB);

        options = TestConfiguration.Load(("max_memory_usage_mb", "500"), ("MemoryBudgetMiB", "128"), ("Source:Bucket", "from"), ("Destination:Bucket", "to-here"));
        Assert.Empty(options.Warnings);
        Assert.Equal(128, options.MemoryBudgetMiB);
    }

    [Fact]
    public void A_budget_of_memory_that_is_too_small_is_named_by_its_key() =>
        Assert.Equal(
            ["MemoryBudgetMiB (Archive:performance_optimization:max_memory_usage_mb) is 7; set 8 to 4,096."],
            TestConfiguration.Load(("performance_optimization:max_memory_usage_mb", "7"), ("Source:Bucket", "from"), ("Destination:Bucket", "to-here")).Validate());

    [Theory]
    [InlineData("data/spot/", "binance/archive", "binance/archive/spot/")]
    [InlineData("data/spot/daily/klines/BTC", "/binance/", "binance/spot/daily/klines/BTC")]
    [InlineData("data/", "binance/archive", "binance/archive/")]
    [InlineData("data/futures/um/", null, "futures/um/")]
    [InlineData("mirror/data/", "binance", "binance/")]
    public void Destination_keys_are_the_prefix_and_the_source_key_without_data(string source, string? written, string expected)
    {
        var options = TestConfiguration.Load(("Source:Prefix", source), ("destination_prefix", written), ("destination_bucket", "my-lake"));
        Assert.Empty(options.Validate());
        Assert.Empty(options.Warnings);
        Assert.Equal(expected, options.Destination.Prefix);
        Assert.Equal(expected, options.Clone().Destination.Prefix);
    }

    [Fact]
    public void A_destination_prefix_in_PascalCase_is_kept_byte_for_byte()
    {
        var options = TestConfiguration.Load(("Source:Prefix", "data/spot/"), ("Destination:Prefix", "lake"), ("destination_bucket", "my-lake"));
        Assert.Equal("lake", options.Destination.Prefix);

        options = new ArchiveCollectionOptions();
        options.Destination.Prefix = "set-in-code/";
        options.Load(TestConfiguration.Of(("Source:Prefix", "data/spot/"), ("destination_bucket", "my-lake")));
        Assert.Equal("set-in-code/", options.Destination.Prefix);
        Assert.Equal("lake", TestConfiguration.Load(("Source:Prefix", "data/spot/"), ("Destination:Prefix", "lake")).Destination.Prefix);
    }

    [Fact]
    public void A_source_prefix_that_code_changes_afterwards_wants_its_destination_too()
    {
        var options = TestConfiguration.Load(("Source:Prefix", "data/spot/"), ("destination_prefix", "lake"), ("destination_bucket", "my-lake"));
        options.Source.Prefix = "data/option/";
        Assert.Equal(
            ["Destination.Prefix (Archive:destination_prefix) is 'lake/spot/'; set it beside Source.Prefix, which is 'data/option/' now: it has the folders of 'data/spot/', which the document named."],
            options.Clone().Validate());
        options.Destination.Prefix = "lake/option/";
        Assert.Empty(options.Validate());

        options.Load(TestConfiguration.Of(("Destination:Prefix", "elsewhere/"), ("Source:Prefix", "data/futures/")));
        Assert.Empty(options.Validate());
        Assert.Equal("elsewhere/", options.Destination.Prefix);
    }

    [Fact]
    public void What_production_forbids_in_the_original_is_a_warning()
    {
        var options = TestConfiguration.Load(
            ("environment", "Production"), ("max_parallel_downloads", "11"), ("performance_optimization:enable_monitoring", "false"), ("Source:Bucket", "from"), ("Destination:Bucket", "to-here"));
        Assert.Empty(options.Validate());
        Assert.Equal(11, options.MaxConcurrency);
        Assert.Equal(
            [
                "These keys have no effect: Archive:performance_optimization:enable_monitoring.",
                "Archive:environment is 'Production' and Archive:max_parallel_downloads is '11': the original allows 10 there, this library does as it is told.",
                "Archive:environment is 'Production' and Archive:performance_optimization:enable_monitoring is 'false': the original forbids that, here it has no effect.",
            ],
            options.Warnings);

        Assert.Empty(TestConfiguration.Load(("environment", "development"), ("max_parallel_downloads", "11"), ("Source:Bucket", "from"), ("Destination:Bucket", "to-here")).Warnings);
        Assert.Empty(TestConfiguration.Load(("environment", "production"), ("max_parallel_downloads", "10"), ("Source:Bucket", "from"), ("Destination:Bucket", "to-here")).Warnings);
    }

    [Theory]
    [InlineData("""{ "symbols": ["BTCUSDT"], "intervals": ["1m"] }""")]
    [InlineData("""{ "symbols": { "spot": ["BTCUSDT", "ETHUSDT"], "options": [] }, "intervals": { "klines": ["1m"] } }""")]
    [InlineData("""{ "symbols": "BTCUSDT", "intervals": { "klines": "1m" } }""")]
    public void Symbols_and_intervals_are_lists_or_objects_of_lists(string json) =>
        Assert.Equal(
            ["Archive:symbols, Archive:intervals select by the archive's matrix, which comes with a later version: remove them and name the objects with Source:Prefix and Include."],
            TestConfiguration.Load([.. TestConfiguration.JsonSection(json).AsEnumerable(makePathsRelative: true).Where(static pair => pair.Key.Length > 0).Select(static pair => (pair.Key, pair.Value)),
                ("destination_bucket", "my-lake")]).Validate());

    [Theory]
    [InlineData("symbols:spot:a:b", "x", "Archive:symbols is an object; set a list, or an object of lists.")]
    [InlineData("symbols", "a,b", "Archive:symbols is 'a,b'; set a list, or an object of lists.")]
    [InlineData("markets:spot", "x", "Archive:markets is an object; set a list, or one value without a comma.")]
    [InlineData("date_range:start", "15.07.2025", "Archive:date_range:start is '15.07.2025'; set a day as yyyy-MM-dd.")]
    [InlineData("default_date", "2025-02-30", "Archive:default_date is '2025-02-30'; set a day as yyyy-MM-dd.")]
    [InlineData("date_range", "2025", "Archive:date_range is '2025'; write an object that holds the options of this name.")]
    [InlineData("matrix_path:0", "x", "Archive:matrix_path is a list; set one text value.")]
    [InlineData("enable_resume", "often", "Archive:enable_resume is 'often'; set true or false.")]
    [InlineData("monitoring:metrics_collection_interval", "often", "Archive:monitoring:metrics_collection_interval is 'often'; set a duration as hh:mm:ss or as a number of seconds.")]
    [InlineData("workflow_name:0", "x", "Archive:workflow_name is a list; set one text value.")]
    public void What_is_not_obeyed_is_read_for_its_type_all_the_same(string key, string value, string problem) =>
        Assert.Contains(problem, TestConfiguration.Load((key, value)).Validate());

    [Fact]
    public void Empty_lists_select_nothing() =>
        Assert.StartsWith("Source.Prefix is not set;", Assert.Single(TestConfiguration.Load(("markets", ""), ("destination_bucket", "my-lake"), ("Include", "**")).Validate()), StringComparison.Ordinal);

    [Fact]
    public void A_document_at_the_root_is_searched_for_secrets_and_the_environment_beside_it_is_not()
    {
        var options = TestConfiguration.Load(TestConfiguration.Root(
            ("destination_bucket", "my-lake"), ("Source:Prefix", "data/"), ("access_key", "hush"), ("password", "hush"), ("TOKEN", "hush"), ("AWS_SECRET_ACCESS_KEY", "hush"), ("verbose", "1"),
            ("storage_config:minio:secret_key", "hush"), ("storage_config:credentials:a", "hush")));
        Assert.Equal(
            ["storage_config:credentials", "storage_config:minio:secret_key", "access_key", "password"],
            options.Validate().Select(static problem => problem.Split(" looks like a secret and is refused; ")[0]));
        Assert.All((IEnumerable<string>)[.. options.Validate(), .. options.Warnings], static message => Assert.DoesNotContain("hush", message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("data", null, null)]
    [InlineData("d", "data.binance.vision", null)]
    [InlineData("data", "mirror", "/spot/**")]
    [InlineData("", "mirror", "data/spot/**")]
    public void A_source_prefix_that_is_shorter_than_data_would_make_other_destination_keys(string prefix, string? bucket, string? include)
    {
        var options = TestConfiguration.Load(("destination_bucket", "my-lake"), ("destination_prefix", "binance/archive"), ("Source:Bucket", bucket), ("Source:Prefix", prefix), ("Include", include));
        var problem =
            $"Source.Prefix (Archive:Source:Prefix) is '{prefix}'; set one that begins with data/, such as data/spot/: the document's destination keys are its prefix and the source key without data/, and with less they would be others.";
        Assert.Equal([problem], options.Clone().Validate());

        // Kept byte for byte, a destination prefix makes the keys that it says.
        options.Load(TestConfiguration.Of(("Destination:Prefix", "elsewhere/")));
        Assert.DoesNotContain(problem, options.Validate());
        options.Load(TestConfiguration.Of(("destination_prefix", "binance"), ("Source:Prefix", "data/spot/"), ("Include", "")));
        Assert.Empty(options.Validate());
        Assert.Equal("binance/spot/", options.Destination.Prefix);
    }

    [Theory]
    [InlineData("", "spot/**")]
    [InlineData("", null)]
    [InlineData("other/", "data/**")]
    [InlineData("data-2/", null)]
    public void A_source_of_other_keys_is_taken_as_it_is(string prefix, string? include)
    {
        var options = TestConfiguration.Load(("destination_bucket", "my-lake"), ("destination_prefix", "binance"), ("Source:Bucket", "mirror"), ("Source:Prefix", prefix), ("Include", include));
        Assert.Empty(options.Validate());
        Assert.Equal("binance/", options.Destination.Prefix);
    }

    [Fact]
    public void The_archive_is_guarded_and_read_unsigned_also_where_it_is_named()
    {
        var options = TestConfiguration.Load(("destination_bucket", "my-lake"), ("Source:Bucket", "data.binance.vision"), ("Include", "data/spot/**"));
        Assert.StartsWith("Source.Prefix is not set; the document selects nothing of data.binance.vision: set Source:Prefix,", Assert.Single(options.Validate()), StringComparison.Ordinal);
        Assert.True(options.Source.Anonymous);

        options = TestConfiguration.Load(("destination_bucket", "my-lake"), ("Source:Bucket", "data.binance.vision"), ("Source:Prefix", "data/"), ("Source:Anonymous", "false"));
        Assert.Empty(options.Validate());
        Assert.False(options.Source.Anonymous);
        Assert.False(TestConfiguration.Load(("Destination:Bucket", "my-lake"), ("Source:Bucket", "data.binance.vision")).Source.Anonymous);
    }

    [Theory]
    [InlineData("enable_resume")]
    [InlineData("s3_direct_sync_config:enable_resume")]
    public void Resuming_that_is_switched_off_asks_for_what_is_not_done(string key)
    {
        (string, string?)[] document = [("destination_bucket", "my-lake"), ("Source:Prefix", "data/x/"), (key, "false")];
        var warning = $"Archive:{key}: false asks for a run that copies again what is at the destination already, and is not obeyed; set enable_incremental to false, or Overwrite to Always.";
        Assert.Equal([warning], TestConfiguration.Load(document).Warnings);
        Assert.Empty(TestConfiguration.Load([.. document, ("enable_incremental", "false")]).Warnings);
        Assert.Empty(TestConfiguration.Load([.. document, ("force_redownload", "true")]).Warnings);
    }

    [Theory]
    [InlineData("my-lake", false)]
    [InlineData("other-lake", true)]
    public void The_bucket_of_the_storage_is_warned_of_where_it_is_another(string bucket, bool warned) =>
        Assert.Equal(
            warned ? [$"Archive:storage_config:bucket is '{bucket}' and is not applied; set destination_bucket."] : [],
            TestConfiguration.Load(("destination_bucket", "my-lake"), ("Source:Prefix", "data/x/"), ("storage_config:bucket", bucket)).Warnings);
}
