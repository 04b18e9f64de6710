using Microsoft.Extensions.Configuration;
using Xunit;

namespace ArchiveTransfer;

public sealed class OptionLoadTests
{
    private static readonly (string, string?)[] _buckets = [("Source:Bucket", "from"), ("Destination:Bucket", "to-here")];

    [Fact]
    public void Keys_are_read_in_any_case_and_in_either_spelling_of_words()
    {
        var options = TestConfiguration.Load(("SOURCE:BUCKET", "from"), ("destination:bucket", "to-here"), ("destination:service_url", "http://h:1"), ("multipart_threshold_mib", "9"));
        Assert.Empty(options.Validate());
        Assert.Empty(options.Warnings);
        Assert.Equal(("from", "to-here", "http://h:1", 9), (options.Source.Bucket, options.Destination.Bucket, options.Destination.ServiceUrl?.OriginalString, options.MultipartThresholdMiB));
    }

    [Fact]
    public void What_is_not_configured_stays_and_what_is_replaces_lists_included()
    {
        var options = TestConfiguration.Valid(o => (o.MaxConcurrency, o.PartSizeMiB) = (3, 7));
        options.Include.Add("old");
        options.Exclude.Add("kept");
        options.Load(TestConfiguration.Of(("MaxConcurrency", "5"), ("Include:0", "a"), ("Include:1", "b")));
        Assert.Equal((5, 7), (options.MaxConcurrency, options.PartSizeMiB));
        Assert.Equal(["a", "b"], options.Include);
        Assert.Equal(["kept"], options.Exclude);
    }

    [Fact]
    public void Lists_are_arrays_or_one_value_without_a_comma()
    {
        Assert.Equal(["{a,b}", "c"], TestConfiguration.Load(TestConfiguration.JsonSection("""{ "Include": ["{a,b}", "c"] }""")).Include);
        Assert.Equal(["c"], TestConfiguration.Load(("Include", "c")).Include);
        Assert.Empty(TestConfiguration.Load(TestConfiguration.JsonSection("""{ "Include": [], "DryRun": true }""")).Include);
        Assert.Equal(Enumerable.Range(0, 12).Select(static i => $"g{i}"), TestConfiguration.Load([.. Enumerable.Range(0, 12).Select(static i => ($"Include:{i}", (string?)$"g{i}"))]).Include);
        Assert.Contains("Archive:Include is 'a,b'; set a list, or one value without a comma.", TestConfiguration.Load(("Include", "a,b")).Validate());
        Assert.Contains("Archive:Include is an object; set a list, or one value without a comma.", TestConfiguration.Load(("Include:x", "a")).Validate());
    }

    [Fact]
    public void Null_asks_for_nothing_and_empty_takes_away()
    {
        var options = new ArchiveCollectionOptions { MaxConcurrency = 3, PartSizeMiB = 7 };
        options.Source.Region = "r-1";
        options.Source.Profile = "p";
        options.Load(TestConfiguration.JsonSection("""{ "MaxConcurrency": null, "PartSizeMiB": "", "Source": { "Region": null, "Profile": "" }, "Staging": {}, "Binance": {}, "Shard": { "Index": null }, "BatchSize": null, "S5cmd": { "ExecutablePath": "" } }"""));
        Assert.Equal((3, null, "r-1", null), (options.MaxConcurrency, options.PartSizeMiB, options.Source.Region, options.Source.Profile));
        Assert.DoesNotContain(options.Validate(), static problem => problem.StartsWith("Archive", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("MaxConcurrency", "abc", "Archive:MaxConcurrency is 'abc'; set a whole number.")]
    [InlineData("MaxConcurrency", "1.5", "Archive:MaxConcurrency is '1.5'; set a whole number.")]
    [InlineData("MultipartThresholdMiB", "", "Archive:MultipartThresholdMiB is ''; set a whole number.")]
    [InlineData("MultipartThresholdMiB", "99999999999", "Archive:MultipartThresholdMiB is '99999999999'; set a whole number.")]
    [InlineData("MaxConcurrency:0", "1", "Archive:MaxConcurrency is a list; set a whole number.")]
    [InlineData("Source:Bucket:name", "1", "Archive:Source:Bucket is an object; set one text value.")]
    [InlineData("OperationMode", "99", "Archive:OperationMode is '99'; set one of Auto, DirectSync, Hybrid, Traditional.")]
    [InlineData("OperationMode", "1", "Archive:OperationMode is '1'; set one of Auto, DirectSync, Hybrid, Traditional.")]
    [InlineData("operation_mode", "fast", "Archive:operation_mode is 'fast'; set one of Auto, DirectSync, Hybrid, Traditional.")]
    [InlineData("OperationMode", "Auto,Hybrid", "Archive:OperationMode is 'Auto,Hybrid'; set one of Auto, DirectSync, Hybrid, Traditional.")]
    [InlineData("DirectEngine", "rclone", "Archive:DirectEngine is 'rclone'; set one of Auto, S5cmd, ServerSideCopy.")]
    [InlineData("Tags", "Replace", "Archive:Tags is 'Replace'; set one of Drop, Copy, Any.")]
    [InlineData("Tags:team", "data", "Archive:Tags is an object; set one of Drop, Copy, Any.")]
    [InlineData("PreserveTags", "any", "Archive:PreserveTags is 'any'; set true or false.")]
    [InlineData("BatchSize", "many", "Archive:BatchSize is 'many'; set a whole number.")]
    [InlineData("s3_direct_sync_config:enable_batch_mode", "1", "Archive:s3_direct_sync_config:enable_batch_mode is '1'; set true or false.")]
    [InlineData("S5cmd:ExtraArguments", "--stat,--secret=hush", "Archive:S5cmd:ExtraArguments is one value (not shown); set a list, or one value without a comma.")]
    [InlineData("s5cmd_extra_args:x", "hush", "Archive:s5cmd_extra_args is an object; set a list, or one value without a comma.")]
    [InlineData("DryRun", "yes", "Archive:DryRun is 'yes'; set true or false.")]
    [InlineData("enable_s3_direct_sync", "no", "Archive:enable_s3_direct_sync is 'no'; set true or false.")]
    [InlineData("AttemptTimeout", "5 min", "Archive:AttemptTimeout is '5 min'; set a duration as hh:mm:ss or as a number of seconds.")]
    [InlineData("AttemptTimeout", "05:00", "Archive:AttemptTimeout is '05:00'; set a duration as hh:mm:ss or as a number of seconds.")]
    [InlineData("Sanity:MaxChangedShare", "20%", "Archive:Sanity:MaxChangedShare is '20%'; set a number such as 0.2.")]
    [InlineData("Staging:MaxBytes", "1 GB", "Archive:Staging:MaxBytes is '1 GB'; set a whole number.")]
    [InlineData("Source:ServiceUrl", "minio", "Archive:Source:ServiceUrl is 'minio'; set an absolute address such as https://s3.example.org:9000.")]
    [InlineData("Source:ServiceUrl", "me:hush@minio", "Archive:Source:ServiceUrl is an address with user information (not shown); set an absolute address such as https://s3.example.org:9000.")]
    [InlineData("Destination:Tags", "a=b", "Archive:Destination:Tags is 'a=b'; set an object of names and values.")]
    [InlineData("Destination:Tags:0", "a", "Archive:Destination:Tags is a list; set an object of names and values.")]
    [InlineData("Verification:Required", "10", "Archive:Verification:Required is '10'; set one of None, SizeOnly, ETag, Checksum, Sha256Sidecar.")]
    [InlineData("Source", "from", "Archive:Source is 'from'; write an object that holds the options of this name.")]
    [InlineData("FailureMode", "a\nb", "Archive:FailureMode is 'a\\u000Ab'; set one of ContinueOnFailure, AbortOnFailure.")]
    public void A_value_of_the_wrong_type_is_a_problem(string key, string value, string problem)
    {
        var found = TestConfiguration.Load([.. key == "Source" ? [] : _buckets.Where(bucket => !key.StartsWith(bucket.Item1, StringComparison.Ordinal)), (key, value)]).Validate();
        if (problem.StartsWith("Archive:Source:ServiceUrl is an address", StringComparison.Ordinal))
        {
            Assert.All(found, static message => Assert.DoesNotContain("hush", message, StringComparison.Ordinal));
            Assert.Single(found);
            return;
        }

        Assert.Contains(problem, found);
    }

    [Fact]
    public void All_problems_are_reported_together() =>
        Assert.Equal(
            [
                "Archive:MaxConcurrency is 'abc'; set a whole number.",
                "Archive:DryRun is 'maybe'; set true or false.",
                "Archive:Shard:Index is '5'; running one part per machine comes with a later version: remove it.",
                "Destination.Bucket is not set; name the bucket to write to.",
                "MultipartThresholdMiB (Archive:MultipartThresholdMiB) is 4; set 5 to 5,120.",
            ],
            TestConfiguration.Load(("DryRun", "maybe"), ("MaxConcurrency", "abc"), ("Source:Bucket", "from"), ("Shard:Index", "5"), ("MultipartThresholdMiB", "4")).Validate());

    [Theory]
    [InlineData("PreserveTags", "true", TagHandling.Copy)]
    [InlineData("PreserveTags", "false", TagHandling.Drop)]
    [InlineData("preserve_tags", "True", TagHandling.Copy)]
    [InlineData("Tags", "any", TagHandling.Any)]
    public void Tags_are_read_by_their_older_name_too(string key, string value, TagHandling expected)
    {
        var options = TestConfiguration.Load([.. _buckets, (key, value)]);
        Assert.Empty(options.Validate());
        Assert.Empty(options.Warnings);
        Assert.Equal((expected, false), (options.Tags, options.S5cmd.Preferred));
    }

    [Fact]
    public void The_newer_name_of_tags_wins()
    {
        var options = TestConfiguration.Load([.. _buckets, ("PreserveTags", "true"), ("Tags", "Any")]);
        Assert.Equal(TagHandling.Any, options.Tags);
        Assert.Equal(["Archive:Tags is 'Any' and Archive:PreserveTags is 'true'; Archive:Tags is used."], options.Warnings);
    }

    [Theory]
    [InlineData("Source:Buckt", "Archive:Source:Buckt is not known and has no effect; the nearest known key is Source:Bucket.")]
    [InlineData("MaxConcurency", "Archive:MaxConcurency is not known and has no effect; the nearest known key is MaxConcurrency.")]
    [InlineData("s3_direct_sync_config:max_concurent", "Archive:s3_direct_sync_config:max_concurent is not known and has no effect; the nearest known key is s3_direct_sync_config:max_concurrent.")]
    [InlineData("Qqqqqqqqqqqqqqqqqqqqqqqq:X", "Archive:Qqqqqqqqqqqqqqqqqqqqqqqq is not known and has no effect; no known key is spelled like it.")]
    public void An_unknown_key_is_a_warning_that_names_the_nearest(string key, string warning)
    {
        var options = TestConfiguration.Load([.. _buckets, (key, "1")]);
        Assert.Empty(options.Validate());
        Assert.Equal([warning], options.Warnings);
    }

    [Fact]
    public void At_a_root_only_our_own_objects_are_searched_for_unknown_keys()
    {
        var options = TestConfiguration.Load(TestConfiguration.Root(
            [.. _buckets, ("PATH", "/bin"), ("AWS_SECRET_ACCESS_KEY", "hush"), ("Token", "hush"), ("Logging:LogLevel:Default", "Debug"), ("Monitoring:Url", "x"), ("Retry:Count", "1")]));
        Assert.Empty(options.Validate());
        Assert.Equal(["Retry:Count is not known and has no effect; the nearest known key is retry_count."], options.Warnings);
    }

    [Fact]
    public void A_root_without_any_option_is_a_problem() =>
        Assert.Contains(
            "The configuration holds no option at its root; pass the section that holds them, such as GetSection(\"ArchiveCollection\").",
            TestConfiguration.Load(TestConfiguration.Root(("PATH", "/bin"), ("environment", "Production"))).Validate());

    [Fact]
    public void A_section_that_is_missing_empty_or_a_value_is_a_problem_that_names_it()
    {
        var root = TestConfiguration.Json("""{ "Empty": {}, "Text": "x" }""");
        Assert.Contains("Configuration section Collections:Nightly is missing or empty; add it, or name the section that holds the options.", TestConfiguration.Load(root.GetSection("Collections:Nightly")).Validate());
        Assert.Contains("Configuration section Empty is missing or empty; add it, or name the section that holds the options.", TestConfiguration.Load(root.GetSection("Empty")).Validate());
        Assert.Contains("Configuration section Text is one value; write an object that holds the options.", TestConfiguration.Load(root.GetSection("Text")).Validate());
    }

    [Theory]
    [InlineData("access_key")]
    [InlineData("Secret")]
    [InlineData("Source:SecretAccessKey")]
    [InlineData("Destination:access-key-id")]
    [InlineData("storage_config:secret_key")]
    [InlineData("s3_config:aws_session_token")]
    [InlineData("credentials:anything")]
    public void Secrets_are_refused_and_never_shown(string key)
    {
        var options = TestConfiguration.Load([.. _buckets, (key, "hush-hush")]);
        var refused = "Archive:" + (key.StartsWith("credentials", StringComparison.Ordinal) ? "credentials" : key);
        Assert.Equal([refused + " looks like a secret and is refused; remove it and give credentials by Profile, by the environment of the AWS SDK or in code."], options.Validate());
        Assert.Empty(options.Warnings);
    }

    [Fact]
    public void Comments_and_trailing_commas_are_read()
    {
        var options = TestConfiguration.Load(TestConfiguration.Json("""
            {
              // where from
              "Source": { "Bucket": "from", },
              "destination_bucket": "to-here", /* where to */
            }
            """));
        Assert.Empty(options.Validate());
    }

    [Fact]
    public void Loading_nothing_at_all_is_an_argument_error() =>
        Assert.Throws<ArgumentNullException>(static () => new ArchiveCollectionOptions().Load(null!));
}
