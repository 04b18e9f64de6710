using Microsoft.Extensions.Configuration;
using Xunit;

namespace ArchiveTransfer;

/// <summary>A root, which holds a document and the environment at once.</summary>
public sealed class RootConfigurationTests
{
    private const string Pascal = """{ "Source": { "Bucket": "mine", "Prefix": "data/x/" }, "Destination": { "Bucket": "my-lake" } }""";

    [Theory]
    [InlineData("destination_prefx", "destination_prefix")]
    [InlineData("dry_runn", "dry_run")]
    [InlineData("s3_direct_sync_confg:operation_mode", "s3_direct_sync_config")]
    public void A_misspelled_key_of_a_document_is_a_warning_that_names_the_nearest(string key, string nearest)
    {
        var options = Load("""{ "destination_bucket": "my-lake", "Source": { "Prefix": "data/x/" } }""", (key, "x"), ("http_proxy", "http://proxy:3128"), ("PATH", "/bin"), ("Urls", "http://*:80"));
        Assert.Empty(options.Validate());
        Assert.Equal([$"{key.Split(':')[0]} is not known and has no effect; the nearest known key is {nearest}."], options.Warnings);
    }

    [Fact]
    public void A_misspelled_key_in_an_object_that_others_use_too_is_one_as_well() =>
        Assert.Equal(
            ["monitoring:log_levl is not known and has no effect; the nearest known key is monitoring:log_level."],
            Load("""{ "destination_bucket": "my-lake", "Source": { "Prefix": "data/x/" }, "monitoring": { "log_levl": "x" }, "Logging": { "LogLevel": { "Default": "Debug" } } }""").Warnings);

    [Theory]
    [InlineData("WORKFLOW_NAME", "ci-job")]
    [InlineData("BATCH_SIZE", "50")]
    [InlineData("DRY_RUN", "true")]
    [InlineData("MAX_CONCURRENT", "8")]
    [InlineData("DESTINATION_PREFIX", "elsewhere")]
    [InlineData("ENVIRONMENT", "production")]
    [InlineData("MARKETS", "spot")]
    [InlineData("RETRY_COUNT", "many")]
    public void What_the_environment_holds_changes_nothing(string name, string value)
    {
        foreach (var document in (string[])[Pascal, """{ "destination_bucket": "my-lake", "Source": { "Prefix": "data/x/" } }"""])
        {
            Assert.Equal(Describe(Load(document)), Describe(Load(document, (name, value))));
        }
    }

    [Fact]
    public void What_a_document_says_counts_although_the_environment_says_it_later_in_capitals()
    {
        var options = Load(
            """{ "destination_bucket": "my-lake", "dry_run": true, "batch_size": 50, "Source": { "Prefix": "data/x/" }, "s5cmd_extra_args": ["--numworkers=8", "--stat"] }""",
            ("DRY_RUN", "false"), ("BATCH_SIZE", "70"), ("S5CMD_EXTRA_ARGS", "--numworkers=9"), ("DESTINATION_BUCKET", "other"));
        Assert.Empty(options.Validate());
        Assert.Equal((true, 50, "my-lake"), (options.DryRun, options.BatchSize, options.Destination.Bucket));
        Assert.Equal(["--numworkers=8", "--stat"], options.S5cmd.ExtraArguments);
    }

    [Fact]
    public void A_later_document_wins_over_an_earlier_one()
    {
        var options = Load("""{ "destination_bucket": "my-lake", "batch_size": 50, "Source": { "Prefix": "data/x/" } }""", ("batch_size", "70"), ("s3_direct_sync_config:max_concurrent", "8"));
        Assert.Equal((70, 8), (options.BatchSize, options.MaxConcurrency));
    }

    [Fact]
    public void Options_of_this_library_and_objects_are_read_in_any_case()
    {
        var options = Load(Pascal, ("DRYRUN", "true"), ("S3_DIRECT_SYNC_CONFIG:MAX_CONCURRENT", "8"), ("RETRY:MAXRETRYATTEMPTS", "2"));
        Assert.Equal((true, 8, 2), (options.DryRun, options.MaxConcurrency, options.Retry.MaxRetryAttempts));
    }

    [Fact]
    public void Capitals_alone_are_no_configuration() =>
        Assert.Contains(Load("{}", ("BATCH_SIZE", "5"), ("DESTINATION_BUCKET", "b")).Validate(), static problem => problem.StartsWith("The configuration holds no option at its root;", StringComparison.Ordinal));

    private static ArchiveCollectionOptions Load(string document, params (string Key, string? Value)[] later) => TestConfiguration.Load(new ConfigurationBuilder()
        .AddConfiguration(TestConfiguration.Json(document))
        .AddInMemoryCollection(later.Select(static value => KeyValuePair.Create(value.Key, value.Value)))
        .Build());

    private static string Describe(ArchiveCollectionOptions options) => string.Join('\n',
        [.. OptionKeys.All.Where(static key => key.Path is not null).Select(key => $"{key.Path}={key.Format(options)}"), .. options.Validate(), .. options.Warnings]);
}
