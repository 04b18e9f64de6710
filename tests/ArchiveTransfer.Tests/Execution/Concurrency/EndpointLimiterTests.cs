#pragma warning disable CA2012, xUnit1031 // A free place is there at once, which is what is tested; waits are kept to see who is served.
using ArchiveTransfer.ObjectStorage;
using Xunit;

namespace ArchiveTransfer.Execution.Concurrency;

public sealed class EndpointLimiterTests
{
    private const int Times = 10_000;

    /// <summary>The runtime has bytes of its own now and then: code made again, the rest of a block after a collection. An object each fourth time is more.</summary>
    private const int OfTheRuntime = 64 * 1024;

    private readonly VirtualClock clock = new();
    private readonly EndpointLimiter endpoint;

    public EndpointLimiterTests() => endpoint = new EndpointLimiter("store", clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_waits_first_is_served_first()
    {
        Place held = await EnterAsync();
        ValueTask<Place>[] waiting = [EnterAsync(), EnterAsync(), EnterAsync()];
        Assert.DoesNotContain(waiting, static entry => entry.IsCompleted);

        for (int i = 0; i < waiting.Length; i++)
        {
            held.Leave(PlaceOutcome.Abandoned);
            Assert.Equal(i + 1, waiting.Count(static entry => entry.IsCompleted));
            Assert.True(waiting[i].IsCompleted);
            held = await waiting[i];
            waiting[i] = new ValueTask<Place>(held);
        }

        held.Leave(PlaceOutcome.Abandoned);
        Assert.Equal(0, Reading().InFlight);
    }

    [Fact]
    public async Task A_wait_that_is_cancelled_takes_no_place_and_keeps_nobody_waiting()
    {
        Place held = await EnterAsync();
        using var impatience = new CancellationTokenSource();
        ValueTask<Place> first = EnterAsync(cancellationToken: impatience.Token);
        ValueTask<Place> second = EnterAsync();

        await impatience.CancelAsync();
        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await first);
        Assert.Equal(impatience.Token, exception.CancellationToken);

        held.Leave(PlaceOutcome.Abandoned);
        (await second).Leave(PlaceOutcome.Abandoned);
        Assert.Equal(0, Reading().InFlight);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await EnterAsync(cancellationToken: impatience.Token));
    }

    [Fact]
    public async Task Places_that_a_strategy_keeps_come_back_when_its_run_ends_and_one_lent_later_at_once()
    {
        var lent = new LentPlaces();
        using UserPlace kept = lent.Lend(await EnterAsync(start: 8));
        using UserPlace given = lent.Lend(await EnterAsync(start: 8));
        given.Dispose();
        Assert.Equal(1, Reading().InFlight);

        lent.Dispose();
        Assert.Equal(0, Reading().InFlight);
        using UserPlace late = lent.Lend(await EnterAsync(start: 8));
        Assert.Equal(0, Reading().InFlight);
    }

    [Fact]
    public async Task A_free_place_costs_no_allocation()
    {
        (await EnterAsync("a/b", start: 16)).Leave(PlaceOutcome.Answered);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Times; i++)
        {
            ValueTask<Place> entry = EnterAsync("a/b", start: 16);
            Assert.True(entry.IsCompletedSuccessfully);
            entry.Result.Leave(PlaceOutcome.Answered);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, OfTheRuntime);
    }

    [Fact]
    public async Task Waiting_uses_what_others_waited_with()
    {
        Place held = await EnterAsync();
        ValueTask<Place> waiting = EnterAsync();
        held.Leave(PlaceOutcome.Abandoned);
        Assert.True(waiting.IsCompleted);
        waiting.Result.Leave(PlaceOutcome.Abandoned);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < Times; round++)
        {
            held = EnterAsync().Result;
            waiting = EnterAsync();
            Assert.False(waiting.IsCompleted);
            held.Leave(PlaceOutcome.Abandoned);
            waiting.Result.Leave(PlaceOutcome.Abandoned);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, OfTheRuntime);
    }

    [Fact]
    public async Task Writes_and_reads_and_buckets_have_limits_of_their_own()
    {
        Place[] held =
        [
            await endpoint.EnterAsync("one", writes: true, start: 1, share: null, "k", Token),
            await endpoint.EnterAsync("one", writes: false, start: 1, share: null, "k", Token),
            await endpoint.EnterAsync("two", writes: true, start: 1, share: null, "k", Token),
        ];

        Assert.False(endpoint.EnterAsync("two", writes: true, start: 1, share: null, "k", Token).IsCompleted);
        Array.ForEach(held, static place => place.Leave(PlaceOutcome.Answered));
    }

    [Fact]
    public async Task What_a_run_allows_itself_bounds_both_sides_of_one_endpoint_together()
    {
        var share = new PlaceGate(2);
        var source = new RequestPlaces(endpoint, "from", share, share, start: 16);
        var destination = new RequestPlaces(endpoint, "to", share, share, start: 16);
        var another = new RequestPlaces(endpoint, "to", share: null, bodies: null, start: 16);
        Place read = await source.EnterAsync(StoreOperation.HeadObject, at: null, Token);
        Place write = await destination.EnterAsync(StoreOperation.CopyObject, at: null, Token);

        ValueTask<Place> third = source.EnterAsync(StoreOperation.GetObject, at: null, Token);
        Assert.False(third.IsCompleted);

        // The share is this run's, the rest of the store anybody's.
        (await another.EnterAsync(StoreOperation.CopyObject, at: null, Token)).Leave(PlaceOutcome.Answered);
        Assert.False(third.IsCompleted);
        write.Leave(PlaceOutcome.Answered);
        (await third).Leave(PlaceOutcome.Answered);
        read.Leave(PlaceOutcome.Answered);
        Assert.Equal(0, share.InFlight);
    }

    [Fact]
    public async Task Who_waits_for_the_own_share_keeps_no_place_from_other_runs()
    {
        var share = new PlaceGate(1);
        Place held = await endpoint.EnterAsync("to", writes: true, start: 2, share, "a", Token);
        ValueTask<Place> own = endpoint.EnterAsync("to", writes: true, start: 2, share, "b", Token);
        Assert.False(own.IsCompleted);

        Place other = await endpoint.EnterAsync("to", writes: true, start: 2, share: null, "c", Token);
        held.Leave(PlaceOutcome.Answered);
        (await own).Leave(PlaceOutcome.Answered);
        other.Leave(PlaceOutcome.Answered);
    }

    [Fact]
    public void Time_at_the_own_share_is_told()
    {
        var share = new PlaceGate(1);
        Place held = endpoint.EnterAsync("to", writes: true, start: 2, share, "a", Token).Result;
        clock.Now += TimeSpan.FromSeconds(3);
        Assert.Equal(TimeSpan.FromSeconds(3), endpoint.FullTimeOf(share));
        held.Leave(PlaceOutcome.Answered);
        clock.Now += TimeSpan.FromSeconds(4);
        Assert.Equal(TimeSpan.FromSeconds(3), endpoint.FullTimeOf(share));
    }

    [Fact]
    public async Task A_place_of_a_strategy_of_the_users_is_left_once_however_often_it_is_disposed()
    {
        UserPlace place = new LentPlaces().Lend(await EnterAsync());
        place.Dispose();
        place.Dispose();
        Assert.Equal(0, Reading().InFlight);
    }

    [Fact]
    public async Task Two_runs_on_one_bucket_share_its_limit()
    {
        var one = new RequestPlaces(endpoint, "to", share: null, bodies: null, start: 4);
        var two = new RequestPlaces(endpoint, "to", share: null, bodies: null, start: 4);
        List<Place> held = [];
        for (int i = 0; i < 4; i++)
        {
            held.Add(await (i % 2 == 0 ? one : two).EnterAsync(StoreOperation.CopyObject, at: null, Token));
        }

        ValueTask<Place> next = two.EnterAsync(StoreOperation.CopyObject, at: null, Token);
        Assert.False(next.IsCompleted);

        // What one is told, the other heeds.
        held[0].Leave(PlaceOutcome.Throttled);
        Assert.Equal((3, 3), (one.WriteLimit, two.WriteLimit));
        Assert.False(next.IsCompleted);
        held[1].Leave(PlaceOutcome.Answered);
        held.Add(await next);
        held.Skip(2).ToList().ForEach(static place => place.Leave(PlaceOutcome.Answered));
        Assert.Equal(0, Reading("to").InFlight);
    }

    [Fact]
    public async Task While_the_limit_falls_nobody_enters_until_enough_have_left()
    {
        List<Place> held = [];
        for (int i = 0; i < 100; i++)
        {
            held.Add(await EnterAsync(start: 100));
        }

        ValueTask<Place> next = EnterAsync(start: 100);
        held[0].Leave(PlaceOutcome.Throttled);
        Assert.Equal(85, Reading().Limit);
        for (int i = 1; i < 15; i++)
        {
            Assert.False(next.IsCompleted);
            held[i].Leave(PlaceOutcome.Abandoned);
        }

        Assert.False(next.IsCompleted);
        held[15].Leave(PlaceOutcome.Abandoned);
        Assert.True(next.IsCompleted);
        (await next).Leave(PlaceOutcome.Abandoned);
    }

    [Fact]
    public async Task Buckets_that_nobody_uses_are_forgotten()
    {
        Place held = await endpoint.EnterAsync("in use", writes: true, start: 16, share: null, "k", Token);
        for (int i = 0; i < 2_000; i++)
        {
            (await endpoint.EnterAsync($"bucket-{i}", writes: true, start: 16, share: null, "k", Token)).Leave(PlaceOutcome.Answered);
        }

        var readings = new List<LimiterReading>();
        endpoint.Read(readings);
        Assert.InRange(readings.Count, 1, 300);
        Assert.Contains(readings, static reading => reading is { Bucket: "in use", InFlight: 1 });
        held.Leave(PlaceOutcome.Answered);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Whatever_is_cancelled_or_refused_no_place_is_lost_and_the_limits_hold(int seed)
    {
        var real = new EndpointLimiter("store", TimeProvider.System);
        PlaceGate[] shares = [new(1), new(5), new(64)];
        int[] sharesTaken = new int[shares.Length];
        int most = 0;
        var workers = new Task[32];
        for (int worker = 0; worker < workers.Length; worker++)
        {
            workers[worker] = WorkAsync(new Random((seed * 1_000) + worker));
        }

        await Task.WhenAll(workers);

        var readings = new List<LimiterReading>();
        real.Read(readings);
        Assert.All(readings, static reading => Assert.Equal(0, reading.InFlight));
        Assert.All(shares, static share => Assert.Equal((0, false), (share.InFlight, share.IsAwaited)));
        Assert.InRange(most, 1, 1_024);

        // Nobody is left behind, and no more get in than may.
        foreach ((string bucket, bool writes) in readings.Select(static reading => (reading.Bucket, reading.Writes)))
        {
            int limit = real.LimitOf(bucket, writes, 8);
            Place[] all = await Task.WhenAll(Enumerable.Range(0, limit).Select(_ => real.EnterAsync(bucket, writes, 8, share: null, key: null, Token).AsTask()));
            ValueTask<Place> beyond = real.EnterAsync(bucket, writes, 8, share: null, key: null, Token);
            Assert.False(beyond.IsCompleted);
            Array.ForEach(all, static place => place.Leave(PlaceOutcome.Abandoned));
            (await beyond).Leave(PlaceOutcome.Abandoned);
        }

        async Task WorkAsync(Random random)
        {
            await Task.Yield();
            for (int i = 0; i < 500; i++)
            {
                int share = random.Next(shares.Length + 1);
                using var impatience = new CancellationTokenSource();
                ValueTask<Place> entry = real.EnterAsync(
                    $"bucket-{random.Next(2)}", random.Next(2) == 0, 8, share < shares.Length ? shares[share] : null, $"{random.Next(4)}/{i}", impatience.Token);
                Task cancelling = random.Next(3) == 0 ? CancelAsync(impatience, random.Next(3)) : Task.CompletedTask;
                try
                {
                    Place place = await entry;
                    if (share < shares.Length)
                    {
                        int taken = Interlocked.Increment(ref sharesTaken[share]);
                        Assert.InRange(taken, 1, shares[share].Limit);
                        Interlocked.Exchange(ref most, Math.Max(most, taken));
                    }

                    if (random.Next(2) == 0)
                    {
                        await Task.Yield();
                    }

                    if (share < shares.Length)
                    {
                        Interlocked.Decrement(ref sharesTaken[share]);
                    }

                    place.Leave(random.Next(10) == 0 ? PlaceOutcome.Throttled : (PlaceOutcome)random.Next(2));
                }
                catch (OperationCanceledException) when (impatience.IsCancellationRequested)
                {
                    // It had waited long enough.
                }

                await cancelling;
            }
        }

        static async Task CancelAsync(CancellationTokenSource source, int yields)
        {
            for (int i = 0; i < yields; i++)
            {
                await Task.Yield();
            }

            await source.CancelAsync();
        }
    }

    private ValueTask<Place> EnterAsync(string? key = null, int start = 1, CancellationToken? cancellationToken = null) =>
        endpoint.EnterAsync("bucket", writes: true, start, share: null, key, cancellationToken ?? Token);

    private LimiterReading Reading(string bucket = "bucket")
    {
        var readings = new List<LimiterReading>();
        endpoint.Read(readings);
        return readings.Single(reading => reading.Bucket == bucket);
    }
}
