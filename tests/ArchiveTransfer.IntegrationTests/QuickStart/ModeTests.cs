using System.Text.Json;
using Xunit;

namespace ArchiveTransfer.QuickStart;

public sealed class ModeTests
{
    private const long ArchiveBytes = 150_000_000 + (6 * (64 + 2 + 25 + 1));

    [Fact]
    public async Task Without_arguments_it_collects_six_archives_and_their_checksums()
    {
        QuickStartOutcome outcome = await QuickStartProcess.RunAsync();
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Assert.Equal("", outcome.Errors);
        Assert.Contains("12 planned: 12 copied, 0 skipped, 0 failed\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("CopyObject 12, ListObjectsV2 2; 1.00 per object besides listings\n", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("auto", "server_side_copy")]
    [InlineData("direct_sync", "server_side_copy")]
    [InlineData("hybrid", "server_side_copy")]
    [InlineData("traditional", "traditional")]
    public async Task Every_mode_copies_everything(string mode, string strategy)
    {
        QuickStartOutcome outcome = await QuickStartProcess.RunAsync("--mode", mode, "--json");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        JsonElement result = outcome.Json();
        Assert.Equal((12, 0, ArchiveBytes), (outcome.Total("copied"), outcome.Total("failed"), outcome.Total("bytes_copied")));
        Assert.Equal(strategy, Assert.Single(result.GetProperty("strategies").EnumerateArray()).GetProperty("strategy").GetString());
        Assert.Equal(mode == "traditional" ? ArchiveBytes : 0, result.GetProperty("measurements").GetProperty("bytes_sent").GetInt64());
    }

    [Fact]
    public async Task Traditional_has_a_switch_of_its_own()
    {
        QuickStartOutcome outcome = await QuickStartProcess.RunAsync("--traditional", "--objects", "3", "--size", "10", "--json");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Assert.Equal(3, outcome.Json().GetProperty("strategies")[0].GetProperty("copied").GetInt64());
        Assert.True(outcome.Json().GetProperty("measurements").GetProperty("peak_local_storage_bytes").GetInt64() > 0);
    }

    [Fact]
    public async Task The_second_collection_copies_nothing()
    {
        QuickStartOutcome outcome = await QuickStartProcess.RunAsync("--repeat", "2", "--json");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        JsonElement second = Assert.Single(outcome.Json().GetProperty("repeats").EnumerateArray()).GetProperty("totals");
        Assert.Equal((0, 12), (second.GetProperty("copied").GetInt64(), second.GetProperty("skipped").GetInt64()));
    }

    [Fact]
    public async Task A_dry_run_sends_nothing_but_listings()
    {
        QuickStartOutcome outcome = await QuickStartProcess.RunAsync("--dry-run", "--objects", "2500", "--size", "7", "--json");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Assert.Equal((0, 2_500, 17_500), (outcome.Total("copied"), outcome.Total("would_copy"), outcome.Total("bytes_to_copy")));
        Assert.Equal(["ListObjectsV2"], outcome.Json().GetProperty("measurements").GetProperty("requests").EnumerateObject().Select(static request => request.Name));
    }

    [Fact]
    public async Task The_executable_starts_its_store_as_well()
    {
        using QuickStartProcess program = QuickStartProcess.StartExecutable("--objects", "3", "--size", "10");
        QuickStartOutcome outcome = await program.WaitAsync();
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
    }
}
