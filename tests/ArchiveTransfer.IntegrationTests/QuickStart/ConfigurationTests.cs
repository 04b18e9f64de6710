using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace ArchiveTransfer.QuickStart;

public sealed class ConfigurationTests : ConfiguredTest
{
    [Fact]
    public async Task A_configured_collection_runs_with_the_credentials_of_the_environment()
    {
        QuickStartOutcome outcome = await Store.RunAsync("--json");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Assert.Equal(["2025/one.zip"], Store.Destination.Keys);
        Assert.Equal(JsonValueKind.Null, outcome.Json().GetProperty("demo_store").ValueKind);
    }

    [Fact]
    public async Task A_dry_run_writes_nothing()
    {
        QuickStartOutcome outcome = await Store.RunAsync("--dry-run");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Assert.Empty(Store.Destination.Keys);
    }

    [Fact]
    public async Task Keys_beside_the_section_are_warned_of()
    {
        Store.Beside["dry_run"] = true;
        Store.Beside["Logging"] = new JsonObject { ["LogLevel"] = "Debug" };
        QuickStartOutcome outcome = await Store.RunAsync("--json");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal("quickstart: warning: Beside the section 'ArchiveTransfer' there is 'dry_run', which is not read; move it into the section.", outcome.Errors.Split('\n')[0]);
        Assert.StartsWith("Beside the section 'ArchiveTransfer' there is 'dry_run'", outcome.Json().GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("destination_prefx", "destination_prefix")]
    [InlineData("DryRunn", "DryRun")]
    public async Task Every_key_at_the_root_of_the_file_that_is_not_known_is_warned_of(string key, string nearest)
    {
        JsonObject document = Store.Options.DeepClone().AsObject();
        document[key] = "x";
        QuickStartOutcome outcome = await Store.RunAsync(document, "--dry-run", "--json");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Assert.Contains(outcome.Json().GetProperty("warnings").EnumerateArray(), warning => warning.GetString() == $"{key} is not known and has no effect; the nearest known key is {nearest}.");
    }

    [Fact]
    public async Task The_sample_file_is_valid_and_needs_other_buckets_only()
    {
        string sample = Path.Combine(QuickStartProcess.RepositoryRoot, "samples", "collection.json");
        var options = new ArchiveCollectionOptions();
        options.Load(new ConfigurationBuilder().AddJsonFile(sample).Build().GetSection("ArchiveTransfer"));
        Assert.Empty(options.Validate());

        var read = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        JsonNode section = JsonNode.Parse(await File.ReadAllTextAsync(sample, TestContext.Current.CancellationToken), documentOptions: read)!["ArchiveTransfer"]!;
        foreach (string side in (string[])["Source", "Destination"])
        {
            section[side]!["Bucket"] = Store.Options[side]!["Bucket"]!.DeepClone();
            section[side]!["ServiceUrl"] = Store.Options[side]!["ServiceUrl"]!.DeepClone();
            section[side]!.AsObject().Remove("Region");
            Store.Options[side] = section[side]!.DeepClone();
        }

        Store.Options["Include"] = section["Include"]!.DeepClone();
        Store.Source.Put("data/spot/daily/klines/BTCUSDT/1m/BTCUSDT-1m-2025-07-01.zip", new byte[10]);
        Store.Source.Put("data/spot/daily/klines/BTCUSDT/1m/BTCUSDT-1m-2025-06-30.zip", new byte[10]);
        QuickStartOutcome outcome = await Store.RunAsync();
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Assert.Equal(["binance/spot/daily/klines/BTCUSDT/1m/BTCUSDT-1m-2025-07-01.zip"], Store.Destination.Keys);
    }

    [Fact]
    public async Task Nothing_selected_is_exit_3()
    {
        Store.Options["Source"]!["Prefix"] = "2052/";
        QuickStartOutcome outcome = await Store.RunAsync("--json");
        outcome.AssertComplains(3, "source_empty", "Source.Prefix");
        Assert.Equal("source_empty", outcome.Json().GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_closed_port_is_exit_3()
    {
        Store.Options["Destination"]!["ServiceUrl"] = "http://127.0.0.1:1";
        (await Store.RunAsync()).AssertComplains(3, "endpoint_unreachable", "Destination.ServiceUrl");
    }

    [Fact]
    public async Task Wrong_credentials_are_exit_3_and_stay_secret()
    {
        Store.Environment["AWS_SECRET_ACCESS_KEY"] = "not-the-secret-key-of-the-collector";
        QuickStartOutcome outcome = await Store.RunAsync();
        outcome.AssertComplains(3, "credentials");
        Assert.DoesNotContain("not-the-secret", outcome.Output + outcome.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Source")]
    [InlineData("Destination")]
    public async Task A_missing_bucket_is_exit_3(string side)
    {
        Store.Options[side]!["Bucket"] = "nowhere";
        (await Store.RunAsync()).AssertComplains(3, "bucket_not_found", "'nowhere'");
    }

    [Fact]
    public async Task A_failed_object_is_exit_1_and_named()
    {
        Store.Source.Put("2025/two.zip", new byte[1_000]);
        Store.Source.DenyReadOf(static key => key == "2025/two.zip");
        QuickStartOutcome outcome = await Store.RunAsync();
        outcome.AssertComplains(1, "objects_failed: 1 of 2");
        Assert.Contains("2025/two.zip", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("2 planned: 1 copied, 0 skipped, 1 failed", outcome.Output, StringComparison.Ordinal);
    }
}
