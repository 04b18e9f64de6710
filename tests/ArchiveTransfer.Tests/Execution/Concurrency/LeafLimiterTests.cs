#pragma warning disable CA2012, xUnit1031 // A free place is there at once, which is what is tested; waits are kept to see who is served.
using Xunit;

namespace ArchiveTransfer.Execution.Concurrency;

public sealed class LeafLimiterTests
{
    [Theory]
    [InlineData(10, 100)]
    [InlineData(3, 200)]
    [InlineData(20, 50)]
    public void A_hot_leaf_slows_itself_and_its_neighbours_keep_their_rate(int leaves, int hotPerSecond)
    {
        // A hundred workers of each leaf, so that no leaf has the workers of another; one of them is refused above its rate.
        var store = new SimulatedStore { AdmittedOfLeaf = leaf => leaf == "0/" ? hotPerSecond : null, Burst = 20 };
        SimulatedLoad load = new SimulatedLoad(store, demand: static _ => 400, start: 400, keyOf: number => $"{number % leaves}/{number}").RunUntil(60);

        double neighbours = Enumerable.Range(1, leaves - 1).Sum(leaf => load.Rate(30, 60, $"{leaf}/"));
        Assert.Equal(1, load.HotLeaves);
        Assert.InRange(load.Rate(30, 60, "0/"), 0.75 * hotPerSecond, 1.05 * hotPerSecond);
        Assert.InRange(load.ThrottledShare(30, 60, "0/"), 0, 0.08);
        Assert.Equal(0, load.ThrottledShare(0, 60, "1/"));

        // Objects come in turn, so that the neighbours wait where every worker has one of the hot leaf; the places are theirs all the same.
        Assert.InRange(load.Limit, 300, OptionLimits.MaxConcurrency);
        Assert.True(neighbours > hotPerSecond);
    }

    [Fact]
    public async Task A_request_of_a_hot_leaf_that_waits_holds_no_place_of_its_neighbours()
    {
        var clock = new VirtualClock();
        var endpoint = new EndpointLimiter("store", clock);
        Heat(endpoint, clock, out List<Place> hot);
        ValueTask<Place> waiting = endpoint.EnterAsync("bucket", writes: true, 200, share: null, "hot/z", CancellationToken.None);
        Assert.False(waiting.IsCompleted);

        var readings = new List<LimiterReading>();
        endpoint.Read(readings);
        int free = readings[0].Limit - readings[0].InFlight;
        Assert.True(free > 0);
        for (int i = 0; i < free; i++)
        {
            Assert.True(endpoint.EnterAsync("bucket", writes: true, 200, share: null, $"cold/{i}", CancellationToken.None).IsCompleted);
        }

        foreach (Place place in hot)
        {
            place.Leave(PlaceOutcome.Answered);
        }

        (await waiting).Leave(PlaceOutcome.Answered);
    }

    [Fact]
    public void Where_the_whole_bucket_is_refused_no_leaf_is_blamed()
    {
        var store = new SimulatedStore { Admitted = static _ => 1_000, Burst = 100 };
        SimulatedLoad load = new SimulatedLoad(store, keyOf: static number => $"{number % 10}/{number}").RunUntil(60);

        Assert.Equal(0, load.HotLeaves);
        Assert.InRange(load.Rate(30, 60), 0.9 * 1_000, 1.05 * 1_000);
        Assert.InRange(load.ThrottledShare(30, 60), 0, 0.03);
    }

    [Fact]
    public void Leaves_are_few_however_many_are_refused_and_go_when_they_have_recovered()
    {
        var leaves = new LeafLimiters();
        for (int i = 0; i < 10_000; i++)
        {
            leaves.Open($"{i}/key", default, 16, TimeSpan.FromMilliseconds(i));
        }

        Assert.Equal(LeafLimiters.Most, leaves.Count);
        Assert.NotNull(leaves.Find("9999/other"));
        Assert.Null(leaves.Find("9999/deeper/other"));
        leaves.Sweep(TimeSpan.FromMinutes(5));
        Assert.Equal(0, leaves.Count);
    }

    [Fact]
    public void A_leaf_that_recovered_has_no_limit_of_its_own_any_more()
    {
        var clock = new VirtualClock();
        var endpoint = new EndpointLimiter("store", clock);
        Heat(endpoint, clock, out List<Place> hot);
        hot.ForEach(static place => place.Leave(PlaceOutcome.Answered));
        Assert.Equal(1, HotOf(endpoint));

        clock.Now += TimeSpan.FromMinutes(2);
        endpoint.EnterAsync("bucket", writes: true, 200, share: null, "cold/1", CancellationToken.None).Result.Leave(PlaceOutcome.Answered);

        Assert.Equal(0, HotOf(endpoint));
    }

    /// <summary>A leaf that is refused among neighbours that are not; what it has in flight afterwards is what it may have.</summary>
    private static void Heat(EndpointLimiter endpoint, VirtualClock clock, out List<Place> hot)
    {
        hot = [];
        for (int round = 0; HotOf(endpoint) == 0; round++)
        {
            Assert.True(round < 10);
            List<Place> places = [];
            while (places.Count < 40 && TryEnter(endpoint, places.Count % 2 == 0 ? "hot/k" : "cold/k") is { } place)
            {
                places.Add(place);
            }

            clock.Now += TimeSpan.FromMilliseconds(100);
            places.ForEach(static place => place.Leave(place.Key == "cold/k" ? PlaceOutcome.Answered : PlaceOutcome.Throttled));
        }

        Assert.Equal(1, HotOf(endpoint));
        while (TryEnter(endpoint, "hot/k") is { } place)
        {
            hot.Add(place);
        }
    }

    private static Place? TryEnter(EndpointLimiter endpoint, string key)
    {
        using var impatience = new CancellationTokenSource();
        ValueTask<Place> entry = endpoint.EnterAsync("bucket", writes: true, 200, share: null, key, impatience.Token);
        if (entry.IsCompleted)
        {
            return entry.Result;
        }

        impatience.Cancel();
        Assert.Throws<OperationCanceledException>(() => entry.GetAwaiter().GetResult());
        return null;
    }

    private static int HotOf(EndpointLimiter endpoint)
    {
        var readings = new List<LimiterReading>();
        endpoint.Read(readings);
        return readings.Sum(static reading => reading.HotPrefixes);
    }
}
