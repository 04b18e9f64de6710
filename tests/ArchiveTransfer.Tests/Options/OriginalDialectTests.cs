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
        Assert.Equal(("my-lake", "binance/archive/"), (options.Destination.Bucket, options.Destination.Prefix));
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
                "Source.Prefix is not set; the document names no source and selects nothing of data.binance.vision: set Source:Prefix, such as data/spot/daily/klines/BTCUSDT/ "
                + "(markets, data_types and symbols come with a later version).",
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
        const string Prefix = "comes with a later version: remove it and name the objects with Source:Prefix and Include.";
        const string Resume = "continuing after a crash comes with a later version: remove it; without it a run skips what is at the destination already and unchanged.";
        const string Sidecar = "proof by the publisher's checksum files comes with a later version: remove it or set it to false.";
        const string Delay = "a fixed delay between attempts comes with a later version: remove it; delays grow from Retry:BaseDelay to Retry:MaxDelay.";

        var options = TestConfiguration.Load(TestConfiguration.Json(CompleteOriginalDocument.Json));

        Assert.Equal(
            [
                $"markets is a list; selecting by market {Prefix}",
                $"data_types is a list; selecting by data type {Prefix}",
                $"symbols is an object; selecting by symbol {Prefix}",
                $"intervals is an object; selecting by interval {Prefix}",
                $"partitions is a list; selecting by partition {Prefix}",
                $"date_range:start is '2025-07-01'; selecting by date {Prefix}",
                $"date_range:start_date is '2025-07-01'; selecting by date {Prefix}",
                $"date_range:end is '2025-07-15'; selecting by date {Prefix}",
                $"date_range:end_date is '2025-07-15'; selecting by date {Prefix}",
                $"default_date is '2025-07-15'; selecting by date {Prefix}",
                $"matrix_path is 'matrix.json'; an availability matrix {Prefix}",
                "performance_optimization:max_memory_usage_mb is '500'; a limit of memory comes with a later version: remove it.",
                $"s3_direct_sync_config:enable_resume is 'True'; {Resume}",
                $"enable_resume is 'True'; {Resume}",
                $"performance_optimization:download_checksum is 'True'; {Sidecar}",
                $"download_checksum is 'True'; {Sidecar}",
                $"quality_control:enable_checksum_validation is 'True'; {Sidecar}",
                $"error_handling:retry_delay_seconds is '60'; {Delay}",
                $"retry_delay_seconds is '60'; {Delay}",
            ],
            options.Validate());

        Assert.Equal(
            [
                "s3_direct_sync_config:s5cmd_extra_args holds --no-sign-request: reads are unsigned, writes stay signed.",
                "storage_config:bucket is 'my-lake' and is not applied; set destination_bucket.",
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
    }
}
