using System.Text.Json;
using Xunit;

namespace ArchiveTransfer.QuickStart;

public sealed class CheckCommandTests : ConfiguredTest
{
    [Fact]
    public async Task What_is_well_is_exit_0_and_collects_nothing()
    {
        QuickStartOutcome outcome = await Store.RunAsync("--check");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Assert.Contains("can run     yes\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("ok          source.read                '2025/one.zip' can be read.\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("ok          strategy                   An object such as '2025/one.zip' would take this way: server_side_copy: one store serves both sides.\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("not checked copy ", outcome.Output, StringComparison.Ordinal);
        Assert.Equal("", outcome.Errors);
        Assert.Empty(Store.Destination.Keys);
        Assert.Equal(0, Store.Destination.OpenUploads);
    }

    [Fact]
    public async Task What_is_not_is_exit_3_and_one_JSON_object()
    {
        Store.Options["Destination"]!["Bucket"] = "nowhere";
        QuickStartOutcome outcome = await Store.RunAsync("--check", "--json");
        outcome.AssertComplains(3, "check_failed", "destination.list, destination.write");
        JsonElement json = outcome.Json();
        Assert.Equal((3, false), (json.GetProperty("exit_code").GetInt32(), json.GetProperty("can_run").GetBoolean()));
        JsonElement item = json.GetProperty("items").EnumerateArray().Single(static item => item.GetProperty("name").GetString() == "destination.list");
        Assert.Equal(("failed", true, "bucket_not_found"), (item.GetProperty("status").GetString(), item.GetProperty("required").GetBoolean(), item.GetProperty("error_code").GetString()));
    }

    [Fact]
    public async Task The_demo_store_can_be_checked_as_well()
    {
        QuickStartOutcome outcome = await QuickStartProcess.RunAsync("--check", "--mode", "traditional", "--objects", "3", "--size", "10");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Assert.Contains("would take this way: traditional: the mode allows no other way.", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_that_are_not_valid_are_exit_2()
    {
        Store.Options["MaxConcurrency"] = 0;
        (await Store.RunAsync("--check")).AssertComplains(2, "invalid_options", "MaxConcurrency");
        (await Store.RunAsync("--check", "--repeat", "2")).AssertComplains(2, "--check", "--repeat");
    }

    [Fact]
    public async Task Options_that_are_not_valid_have_the_shape_of_a_check_too()
    {
        Store.Options["MaxConcurrency"] = 0;
        QuickStartOutcome outcome = await Store.RunAsync("--check", "--json");
        outcome.AssertComplains(2, "invalid_options", "MaxConcurrency");
        JsonElement json = outcome.Json();
        Assert.Equal((2, false, 0), (json.GetProperty("exit_code").GetInt32(), json.GetProperty("can_run").GetBoolean(), json.GetProperty("items").GetArrayLength()));
        Assert.Equal("invalid_options", json.GetProperty("error").GetProperty("code").GetString());
        Assert.False(json.TryGetProperty("status", out _));
    }
}
