using System.Text.Json;
using System.Text.Json.Nodes;
using ArchiveTransfer.QuickStart;
using ArchiveTransfer.S5cmd;
using ArchiveTransfer.Testing;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace ArchiveTransfer.Dialect;

/// <summary>Documents as the Python workflow has them: read as they are, but for buckets and endpoints, and run.</summary>
public sealed class DialectTests : S5cmdCollectionTest
{
    private const string Endpoints = "ServiceUrl";

    private static readonly JsonDocumentOptions _lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    protected override void Configure(S3SimulatorOptions options)
    {
        options.Region = "eu-west-1";
        // The least document names no region, as on a machine whose environment does.
        options.AcceptedRegions.Add("us-east-1");
    }

    [Fact]
    public async Task A_nested_document_runs()
    {
        S3Bucket archive = Archive("data/spot/daily/klines/BTCUSDT/1m/BTCUSDT-1m-2025-07-01.zip", "data/spot/daily/klines/BTCUSDT/1m/BTCUSDT-1m-2025-07-01.zip.CHECKSUM", "data/spot/daily/klines/ETHUSDT/1m/no.zip", "data/option/no.zip");
        IConfigurationRoot document = Read(TestFile("nested.json"), "s3_direct_sync_config:destination_bucket");

        (ArchiveCollectionOptions options, ArchiveCollectionResult result) = await RunAsync(document);

        Assert.Equal((OperationMode.DirectSync, true, TagHandling.Any), (options.OperationMode, options.S5cmd.Preferred, options.Tags));
        Assert.Equal((12, 120, 32, 2), (options.MaxConcurrency, options.BatchSize, options.PartSizeMiB, options.Retry.MaxRetryAttempts));
        Assert.Equal((TimeSpan.FromMinutes(2), true, "downloads"), (options.AttemptTimeout, options.Source.Anonymous, options.Staging.Directory));
        AssertSucceeded(result);
        Assert.Equal(["binance/archive/spot/daily/klines/BTCUSDT/1m/BTCUSDT-1m-2025-07-01.zip", "binance/archive/spot/daily/klines/BTCUSDT/1m/BTCUSDT-1m-2025-07-01.zip.CHECKSUM"], Lake.Keys);
        Assert.Equal([(TransferStrategyNames.S5cmd, 2L)], result.Strategies.Select(static strategy => (strategy.Strategy, strategy.Copied)));
        Assert.Equal(
            [
                "retry_attempts is '2' and s3_direct_sync_config:s5cmd_extra_args holds --retry-count 3; retry_attempts is used.",
                "s3_direct_sync_config:s5cmd_extra_args holds --no-sign-request: reads are unsigned, writes stay signed.",
                "s3_direct_sync_config:enable_resume: without a state directory this means that a run skips what is at the destination already and unchanged, which it does anyway.",
                "retry_delay_seconds: delays between attempts are the library's own, jittered, from Retry:BaseDelay to Retry:MaxDelay.",
                "download_checksum: files named .CHECKSUM are collected like every object and not compared yet; contents are proven by ETag or size, as Verification:Required says.",
                "storage_config:bucket is 'company-lake' and is not applied; set destination_bucket.",
                "storage_config:storage_class is 'STANDARD' and is not applied; set Destination:StorageClass.",
                "These keys have no effect: storage_config:provider.",
                "environment is 'production' and max_parallel_downloads is '12': the original allows 10 there, this library does as it is told.",
            ],
            result.Warnings);
        Assert.Contains(Log.Lines, static line => line.Contains(" of 'spot-klines-nightly' collects data.binance.vision/data/spot/daily/klines/ into lake/binance/archive/spot/daily/klines/ in mode DirectSync by s5cmd (preferred)", StringComparison.Ordinal));
        Assert.All(Simulator.Requests.Where(request => request.Bucket == archive.Name && request.Operation == "ListObjectsV2"), static request => Assert.Null(request.AccessKey));
        Assert.All(Simulator.Requests.Where(request => request.Operation == "CopyObject"), request => Assert.Equal(Collector.AccessKey, request.AccessKey));
    }

    [Fact]
    public async Task A_sibling_document_runs_without_the_tool_too_and_finds_its_lake_the_second_time()
    {
        Archive("data/futures/um/daily/trades/BTCUSDT/a.zip", "data/futures/um/daily/trades/ETHUSDT/b.zip");
        IConfigurationRoot document = Read(TestFile("sibling.json"), "destination_bucket", tool: "/nowhere/s5cmd");

        (ArchiveCollectionOptions options, ArchiveCollectionResult result) = await RunAsync(document);

        Assert.Equal((OperationMode.Auto, true, TagHandling.Any), (options.OperationMode, options.S5cmd.Preferred, options.Tags));
        Assert.Equal((6, 60, 16, 4, 48), (options.MaxConcurrency, options.BatchSize, options.PartSizeMiB, options.Retry.MaxRetryAttempts, options.MemoryBudgetMiB));
        AssertSucceeded(result);
        Assert.Equal(["raw/futures/um/daily/trades/BTCUSDT/a.zip", "raw/futures/um/daily/trades/ETHUSDT/b.zip"], Lake.Keys);
        Assert.Equal([(TransferStrategyNames.ServerSideCopy, 2L)], result.Strategies.Select(static strategy => (strategy.Strategy, strategy.Copied)));
        Assert.Equal(
            [
                "These keys have no effect: performance_optimization:enable_monitoring, performance_optimization:enable_metrics_collection.",
                "These of S5cmd.ExtraArguments have no effect: --part-size, --stat.",
            ],
            result.Warnings.SkipLast(1));
        Assert.StartsWith("The strategy s5cmd takes no part: ", result.Warnings[^1], StringComparison.Ordinal);

        (_, ArchiveCollectionResult second) = await RunAsync(document);
        Assert.Equal((0, 2), (second.Totals.Copied, second.Totals.Skipped));
    }

    [Theory]
    [InlineData("minimal.json", "s3_direct_sync_config:destination_bucket", null)]
    [InlineData("s5cmd_direct_sync_workflow_config.json", "s3_direct_sync_config:destination_bucket", "data/spot/daily/klines/")]
    public async Task The_samples_run(string sample, string bucket, string? sourcePrefix)
    {
        Archive("data/spot/daily/klines/BTCUSDT/1m/a.zip", "data/spot/daily/klines/BTCUSDT/1m/b.zip");

        (ArchiveCollectionOptions options, ArchiveCollectionResult result) = await RunAsync(Read(SampleFile(sample), bucket, sourcePrefix: sourcePrefix));

        Assert.Empty(options.Validate());
        AssertSucceeded(result);
        Assert.Equal(["binance/archive/spot/daily/klines/BTCUSDT/1m/a.zip", "binance/archive/spot/daily/klines/BTCUSDT/1m/b.zip"], Lake.Keys);
        Assert.Equal([TransferStrategyNames.S5cmd], result.Strategies.Select(static strategy => strategy.Strategy));
        Assert.Equal(sample == "minimal.json", result.Warnings.Count == 0);
    }

    [Fact]
    public async Task The_program_reads_a_document_at_the_root_of_its_file()
    {
        Archive("data/spot/daily/klines/BTCUSDT/1m/a.zip");
        JsonObject document = JsonNode.Parse(await File.ReadAllTextAsync(SampleFile("s5cmd_direct_sync_workflow_config.json"), Cancellation), documentOptions: _lenient)!.AsObject();
        WithoutMatrix(document, "data/spot/");
        document["s3_direct_sync_config"]!["destination_bucket"] = Lake.Name;
        document["destination_bucket"] = Lake.Name;
        document["Source"]![Endpoints] = Simulator.Endpoint.ToString();
        document["Destination"] = new JsonObject { [Endpoints] = Simulator.Endpoint.ToString() };
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, document.ToJsonString(), Cancellation);
            QuickStartOutcome outcome = await QuickStartProcess.RunAsync(
                new Dictionary<string, string> { ["AWS_ACCESS_KEY_ID"] = Collector.AccessKey, ["AWS_SECRET_ACCESS_KEY"] = Collector.SecretKey }, "--config", file, "--json");
            Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
            Assert.Equal(["binance/archive/spot/daily/klines/BTCUSDT/1m/a.zip"], Lake.Keys);
        }
        finally
        {
            File.Delete(file);
        }

        (await QuickStartProcess.RunAsync("--config", SampleFile("s5cmd_direct_sync_workflow_config.json")))
            .AssertComplains(2, "invalid_options", "markets, data_types, symbols, intervals, partitions", "Source:Prefix and Include");
        (await QuickStartProcess.RunAsync("--config", SampleFile("no-such-file.json"))).AssertComplains(2, "does not exist");
    }

    private static string TestFile(string name) => Path.Combine(QuickStartProcess.RepositoryRoot, "tests", "ArchiveTransfer.IntegrationTests", "Dialect", name);

    private static string SampleFile(string name) => Path.Combine(QuickStartProcess.RepositoryRoot, "samples", name);

    private static void WithoutMatrix(JsonObject document, string sourcePrefix)
    {
        foreach (string key in (string[])["matrix_path", "markets", "data_types", "symbols", "intervals", "partitions", "default_date", "date_range"])
        {
            Assert.True(document.Remove(key), key);
        }

        document["Source"] = new JsonObject { ["Prefix"] = sourcePrefix };
    }

    private S3Bucket Archive(params string[] keys)
    {
        S3Bucket archive = Simulator.AddBucket("data.binance.vision", Publisher, isPublic: true);
        foreach (string key in keys)
        {
            archive.Put(key, Bytes(key.Length, key.Length));
        }

        return archive;
    }

    /// <summary>The document, with the simulator's endpoint and bucket, and the stand-in in place of what this machine has.</summary>
    private IConfigurationRoot Read(string file, string bucket, string? tool = null, string? sourcePrefix = null)
    {
        JsonObject document = JsonNode.Parse(File.ReadAllText(file), documentOptions: _lenient)!.AsObject();
        if (sourcePrefix is not null)
        {
            WithoutMatrix(document, sourcePrefix);
        }

        using var stream = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(document));
        return new ConfigurationBuilder()
            .AddJsonStream(stream)
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                [bucket] = Lake.Name,
                ["Source:ServiceUrl"] = Simulator.Endpoint.ToString(),
                ["Destination:ServiceUrl"] = Simulator.Endpoint.ToString(),
                ["S5cmd:ExecutablePath"] = tool ?? StandIn(),
            })
            .Build();
    }

    private async Task<(ArchiveCollectionOptions Options, ArchiveCollectionResult Result)> RunAsync(IConfiguration document)
    {
        var options = new ArchiveCollectionOptions();
        options.Load(document);
        ArchiveCollectionComponents parts = Parts();
        parts.DestinationCredentials = CredentialsOf(Collector);
        await using ArchiveCollectionWorkflow workflow = ArchiveCollectionWorkflow.Create(document, parts);
        return (options, await workflow.ExecuteAsync(Cancellation));
    }
}
