using Xunit;

namespace ArchiveTransfer.Execution;

public sealed class BandwidthLimitTests
{
    private const long Rate = 1_000_000;

    private readonly TestTime time = new();

    [Fact]
    public async Task Without_a_limit_nobody_waits()
    {
        var limit = new BandwidthLimit(bytesPerSecond: null, time);
        using AttemptTimer timer = Timer();
        Assert.False(limit.IsSet);
        DateTimeOffset begun = time.GetUtcNow();
        await limit.WaitAsync(long.MaxValue, timer);
        Assert.Equal(begun, time.GetUtcNow());
    }

    [Fact]
    public async Task Bytes_take_their_time()
    {
        var limit = new BandwidthLimit(Rate, time);
        using AttemptTimer timer = Timer();
        DateTimeOffset begun = time.GetUtcNow();
        for (int i = 0; i < 320; i++)
        {
            await limit.WaitAsync(50_000, timer);
        }

        // 16 seconds, of which a tenth was saved up and the last chunk is not waited for.
        Assert.InRange(time.GetUtcNow() - begun, TimeSpan.FromSeconds(15.8), TimeSpan.FromSeconds(16));
    }

    [Fact]
    public async Task A_pause_saves_up_a_tenth_of_a_second_and_no_more()
    {
        var limit = new BandwidthLimit(Rate, time);
        time.Advance(TimeSpan.FromHours(1));
        using AttemptTimer timer = Timer();
        DateTimeOffset begun = time.GetUtcNow();
        for (int i = 0; i < 40; i++)
        {
            await limit.WaitAsync(50_000, timer);
        }

        Assert.InRange(time.GetUtcNow() - begun, TimeSpan.FromSeconds(1.8), TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Waiting_for_its_turn_does_not_end_an_attempt()
    {
        var limit = new BandwidthLimit(Rate, time);
        using AttemptTimer timer = Timer();
        DateTimeOffset begun = time.GetUtcNow();
        await limit.WaitAsync(600 * Rate, timer);

        Assert.True(time.GetUtcNow() - begun > TimeSpan.FromMinutes(9));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(timer.TimedOut);
    }

    [Fact]
    public async Task Whoever_is_cancelled_stops_waiting()
    {
        var limit = new BandwidthLimit(Rate, TimeProvider.System);
        using var cancel = new CancellationTokenSource();
        using AttemptTimer timer = AttemptTimer.Start(TimeSpan.FromMinutes(2), TimeProvider.System, cancel.Token);
        Task turn = limit.WaitAsync(600 * Rate, timer).AsTask();
        Assert.False(turn.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => turn);
    }

    private AttemptTimer Timer() => AttemptTimer.Start(TimeSpan.FromMinutes(2), time, CancellationToken.None);
}
