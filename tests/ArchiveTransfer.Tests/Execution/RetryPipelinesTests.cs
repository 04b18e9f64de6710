using ArchiveTransfer.Execution.Concurrency;
using ArchiveTransfer.ObjectStorage;
using Xunit;

namespace ArchiveTransfer.Execution;

public sealed class RetryPipelinesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(60 * 24 * 60 * 60)]
    public async Task What_a_store_says_of_waiting_neither_takes_the_delays_away_nor_parks_the_run(int retryAfterSeconds)
    {
        var time = new TestTime();
        var retry = new RetryOptions { BaseDelay = TimeSpan.FromMilliseconds(100), MaxDelay = TimeSpan.FromSeconds(20), MaxThrottledTime = TimeSpan.FromSeconds(40) };
        var share = new PlaceGate(1);
        var places = new RequestPlaces(new EndpointLimiter("store", time), "to", share, share, start: 1);
        var sender = new RequestSender(new RetryPipelines(retry, time), retry, TimeSpan.FromMinutes(5), places, new RequestCounters(), time);
        DateTimeOffset start = time.GetUtcNow();
        int attempts = 0;

        StoreResult<bool> result = await sender.SendAsync(
            StoreOperation.PutObject,
            (wait, _) => new ValueTask<StoreResult<bool>>(new StoreError
            {
                Operation = StoreOperation.PutObject,
                Kind = ++attempts < 1_000 ? StoreErrorKind.Throttled : StoreErrorKind.Permanent,
                Code = "SlowDown",
                RetryAfter = wait,
            }),
            TimeSpan.FromSeconds(retryAfterSeconds),
            tally: null,
            UnitOptions.Repeatable,
            TestContext.Current.CancellationToken);

        Assert.True(result.Error?.Exhausted);
        Assert.InRange(attempts, 2, 100);
        Assert.InRange(time.GetUtcNow() - start, retry.MaxThrottledTime, retry.MaxThrottledTime * 2);
    }
}
