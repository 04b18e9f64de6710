using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Stages;
using Xunit;

namespace ArchiveTransfer.Claims;

public sealed class ClaimStageTests
{
    private static readonly DataSet Data = new(12, 1_500_000, WithChecksumFiles: true);

    [Fact]
    public async Task Each_way_does_what_it_is_called()
    {
        await using ClaimStage stage = await ClaimStage.StartAsync(ClaimShape.Unshaped, TestContext.Current.CancellationToken, warms: false);

        MeasuredCase traditional = await RunAsync(stage, Way.Traditional);
        MeasuredCase copied = await RunAsync(stage, Way.Copy);
        MeasuredCase streamed = await RunAsync(stage, Way.Streaming);

        Assert.Equal((Data.Bytes, Data.Bytes, 0), (traditional.Store!.BytesIn, traditional.Store.BytesOut, traditional.Store.BytesCopied));
        Assert.Equal((Data.Bytes, Data.Objects * 2), (traditional.Outcome.LocalStorageBytesWritten, traditional.Store.ObjectRequests));
        Assert.Equal((0, 0, Data.Bytes), (copied.Store!.BytesIn, copied.Store.BytesOut, copied.Store.BytesCopied));
        Assert.Equal((0, Data.Objects), (copied.Outcome.LocalStorageBytesWritten, copied.Store.ObjectRequests));
        Assert.Equal((Data.Bytes, Data.Bytes, 0), (streamed.Store!.BytesIn, streamed.Store.BytesOut, streamed.Store.BytesCopied));
        Assert.Equal((0, 0, Data.Objects * 2), (streamed.Outcome.LocalStorageBytesWritten, streamed.PeakStagedBytes, streamed.Store.ObjectRequests));
    }

    [Fact]
    public async Task Large_archives_are_as_they_were_put_in_one_request_so_that_a_copy_is_one_request_as_well()
    {
        await using ClaimStage stage = await ClaimStage.StartAsync(ClaimShape.Unshaped, TestContext.Current.CancellationToken, warms: false);

        MeasuredCase copied = await stage.RunAsync(new Case("test", Way.Copy, new DataSet(3, 9_000_000)), 1, TestContext.Current.CancellationToken);

        Assert.Equal((3, 3), (copied.Outcome.Copied, copied.Store!.ObjectRequests));
    }

    [Fact]
    public async Task Memory_is_seen_from_outside_and_credentials_stay_out_of_what_is_said()
    {
        await using ClaimStage stage = await ClaimStage.StartAsync(ClaimShape.Unshaped, TestContext.Current.CancellationToken, warms: false);

        MeasuredCase copied = await RunAsync(stage, Way.Copy);

        Assert.True(copied.PeakTreeBytes >= copied.Outcome.PeakWorkingSetBytes);
        Assert.DoesNotContain(stage.Store.Owner.SecretKey, System.Text.Json.JsonSerializer.Serialize(copied, CaseJson.Default.MeasuredCase), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stage_leaves_nothing_behind()
    {
        ClaimStage stage = await ClaimStage.StartAsync(ClaimShape.Unshaped, TestContext.Current.CancellationToken, warms: false);
        string directory = stage.Directory;

        await stage.DisposeAsync();

        Assert.False(Directory.Exists(directory));
    }

    private static async Task<MeasuredCase> RunAsync(ClaimStage stage, Way way)
    {
        MeasuredCase measured = await stage.RunAsync(new Case("test", way, Data), 1, TestContext.Current.CancellationToken);
        Assert.Equal((null, Data.Objects, 0), (measured.Outcome.Error, measured.Outcome.Copied, measured.Outcome.Failed));
        return measured;
    }
}
