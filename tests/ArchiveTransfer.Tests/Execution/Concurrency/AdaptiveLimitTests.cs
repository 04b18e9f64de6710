using Xunit;

namespace ArchiveTransfer.Execution.Concurrency;

public sealed class AdaptiveLimitTests
{
    public static TheoryData<int, int> Limits
    {
        get
        {
            var data = new TheoryData<int, int>();
            foreach (int perSecond in new[] { 50, 100, 200, 500, 1_000, 2_000, 3_500 })
            {
                foreach (int milliseconds in new[] { 20, 50, 100, 200 })
                {
                    data.Add(perSecond, milliseconds);
                }
            }

            return data;
        }
    }

    [Theory]
    [InlineData(0.0, 1)]
    [InlineData(0.1, 2)]
    [InlineData(0.3, 3)]
    public void Nine_tenths_of_3_500_a_second_are_reached_with_few_refused(double jitter, int seed)
    {
        SimulatedLoad load = new SimulatedLoad(new SimulatedStore(seed) { Admitted = static _ => 3_500, Jitter = jitter }).RunUntil(30);

        // 100,000 objects take 29 s at that rate.
        Assert.InRange(load.Rate(15, 30), 0.9 * 3_500, 1.03 * 3_500);
        Assert.InRange(load.ThrottledShare(15, 30), 0, 0.03);
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public void Whatever_the_limit_is_it_is_found(int perSecond, int milliseconds)
    {
        var store = new SimulatedStore { Admitted = _ => perSecond, Latency = _ => milliseconds / 1000.0, Burst = Math.Min(350, perSecond / 10.0) };

        SimulatedLoad load = new SimulatedLoad(store).RunUntil(60);

        // Where few fit in at all, one more or less is much.
        double least = perSecond * milliseconds >= 10_000 ? 0.9 : 0.8;
        Assert.InRange(load.Rate(30, 60) / perSecond, least, 1.03);
        Assert.InRange(load.ThrottledShare(30, 60), 0, 0.03);
    }

    [Fact]
    public void A_limit_that_halves_is_followed()
    {
        SimulatedLoad load = new SimulatedLoad(new SimulatedStore { Admitted = static now => now < 20 ? 3_500 : 1_750 }).RunUntil(60);

        Assert.InRange(load.Rate(10, 20), 0.9 * 3_500, 1.05 * 3_500);
        Assert.InRange(load.Rate(25, 60), 0.9 * 1_750, 1.05 * 1_750);
        Assert.InRange(load.ThrottledShare(25, 60), 0, 0.03);
    }

    [Fact]
    public void A_limit_that_doubles_is_found()
    {
        SimulatedLoad load = new SimulatedLoad(new SimulatedStore { Admitted = static now => now < 20 ? 1_750 : 3_500 }).RunUntil(60);

        Assert.InRange(load.Rate(40, 60), 0.9 * 3_500, 1.05 * 3_500);
        Assert.InRange(load.ThrottledShare(40, 60), 0, 0.03);
    }

    [Fact]
    public void After_an_outage_the_old_rate_comes_back()
    {
        SimulatedLoad load = new SimulatedLoad(new SimulatedStore { Admitted = static now => now is > 20 and < 40 ? 0.01 : 3_500 }).RunUntil(90);

        Assert.InRange(load.Rate(70, 90), 0.9 * 3_500, 1.05 * 3_500);
    }

    [Theory]
    [InlineData(1_000, 0.02, 0.1, 0)]
    [InlineData(1_000, 0.1, 0.3, 0)]
    [InlineData(3_000, 0.02, 0.3, 0)]
    [InlineData(1_000, 0.1, 0, 1.0)]
    public void Where_more_in_flight_brings_nothing_it_stops_to_grow(double capacity, double latency, double jitter, double tail)
    {
        for (int seed = 1; seed <= 3; seed++)
        {
            var store = new SimulatedStore(seed) { Capacity = _ => capacity, Latency = _ => latency, Jitter = jitter, Tail = tail };

            SimulatedLoad load = new SimulatedLoad(store).RunUntil(60);

            Assert.InRange(load.Rate(30, 60), 0.85 * capacity, 1.2 * capacity);
            Assert.InRange(load.Limit, capacity * latency * 0.5, Math.Max(64, capacity * latency * 5));
        }
    }

    [Fact]
    public void A_limit_that_is_too_high_for_what_is_left_shrinks_without_a_refusal()
    {
        SimulatedLoad load = new SimulatedLoad(new SimulatedStore { Capacity = static now => now < 20 ? 3_000 : 300, Latency = static _ => 0.02 });

        int before = load.RunUntil(20).Limit;
        int after = load.RunUntil(90).Limit;

        Assert.InRange(before, 40, 400);
        Assert.InRange(after, 3, before / 2);
        Assert.InRange(load.Rate(60, 90), 0.9 * 300, 1.1 * 300);
    }

    [Fact]
    public void Capacity_that_appears_is_used()
    {
        SimulatedLoad load = new SimulatedLoad(new SimulatedStore { Capacity = static now => now < 20 ? 300 : 3_000, Latency = static _ => 0.02 }).RunUntil(60);

        Assert.InRange(load.Rate(40, 60), 0.9 * 3_000, 1.1 * 3_000);
    }

    [Theory]
    [InlineData(0.1, 60)]
    [InlineData(60, 1_800)]
    public void Where_nothing_is_in_the_way_the_ceiling_is_reached_also_by_long_copies(double latency, double end)
    {
        SimulatedLoad load = new SimulatedLoad(new SimulatedStore { Latency = _ => latency, Tail = 1 }).RunUntil(end);

        Assert.Equal(OptionLimits.MaxConcurrency, load.Limit);
        Assert.Equal(OptionLimits.MaxConcurrency, load.PeakInFlight);
    }

    [Fact]
    public void Answers_that_become_slower_for_another_reason_than_their_number_cost_no_throughput()
    {
        SimulatedLoad load = new SimulatedLoad(new SimulatedStore { Latency = static now => now < 10 ? 0.02 : 1, Jitter = 0.3 }).RunUntil(60);

        Assert.InRange(load.Rate(40, 60), 0.9 * 1_024, 1.1 * 1_024);
    }

    [Fact]
    public void What_is_not_used_does_not_grow()
    {
        SimulatedLoad load = new SimulatedLoad(new SimulatedStore(), demand: static _ => 30).RunUntil(60);

        Assert.InRange(load.Limit, 30, 80);
    }

    [Fact]
    public void Bursts_with_pauses_between_them_are_not_taken_for_more_room()
    {
        SimulatedLoad load = new SimulatedLoad(new SimulatedStore { Admitted = static _ => 1_000, Burst = 100 }, demand: static now => (int)(now / 2) % 2 == 0 ? 1_024 : 3).RunUntil(60);

        Assert.InRange(load.Limit, 80, 130);
        Assert.InRange(load.ThrottledShare(30, 60), 0, 0.03);
    }

    [Fact]
    public void Many_refusals_of_one_round_trip_are_one_signal()
    {
        var limit = new AdaptiveLimit(100, 1_024, TimeSpan.Zero);
        for (int i = 1; i <= 100; i++)
        {
            limit.Enter(TimeSpan.Zero, i);
        }

        for (int i = 100; i >= 1; i--)
        {
            limit.Leave(TimeSpan.FromSeconds(0.1), TimeSpan.Zero, PlaceOutcome.Throttled, i);
        }

        Assert.Equal(85, limit.Limit);

        limit.Enter(TimeSpan.FromSeconds(0.2), 1);
        limit.Leave(TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(0.2), PlaceOutcome.Throttled, 1);
        Assert.InRange(limit.Limit, 1, 84);
    }

    [Fact]
    public void What_was_never_in_flight_does_not_count_as_refused()
    {
        var limit = new AdaptiveLimit(1_000, 1_024, TimeSpan.Zero);
        for (int i = 1; i <= 10; i++)
        {
            limit.Enter(TimeSpan.Zero, i);
        }

        limit.Leave(TimeSpan.FromSeconds(0.1), TimeSpan.Zero, PlaceOutcome.Throttled, 10);

        Assert.Equal(8, limit.Limit);
    }

    [Fact]
    public void A_better_guess_replaces_the_start_and_nothing_that_was_learnt()
    {
        var limit = new AdaptiveLimit(16, 1_024, TimeSpan.Zero);
        limit.Suggest(256);
        Assert.Equal(256, limit.Limit);

        limit.Throttled(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        int learnt = limit.Limit;
        limit.Suggest(512);
        Assert.Equal(learnt, limit.Limit);
    }

    [Fact]
    public void A_better_guess_replaces_what_a_run_before_it_grew_where_the_store_never_said_no()
    {
        var limit = new AdaptiveLimit(2, 1_024, TimeSpan.Zero);
        for (int i = 0; i < 40; i++)
        {
            TimeSpan sent = TimeSpan.FromMilliseconds(100 * i);
            limit.Enter(sent, 1);
            limit.Enter(sent, 2);
            limit.Leave(sent + TimeSpan.FromMilliseconds(99), sent, PlaceOutcome.Answered, 2);
            limit.Leave(sent + TimeSpan.FromMilliseconds(99), sent, PlaceOutcome.Answered, 1);
        }

        Assert.InRange(limit.Limit, 3, 63);
        limit.Suggest(64);
        Assert.Equal(64, limit.Limit);
    }

    [Fact]
    public void Whatever_happens_it_is_never_below_one_nor_above_its_ceiling()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            int ceiling = random.Next(1, 1_025);
            TimeSpan now = TimeSpan.FromDays(random.Next(0, 1_000));
            var limit = new AdaptiveLimit(random.Next(1, 2_000), ceiling, now);
            var inFlight = new List<TimeSpan>();
            for (int step = 0; step < 2_000; step++)
            {
                now += TimeSpan.FromTicks(random.Next(4) == 0 ? 0 : (long)(10_000 * Math.Exp(random.NextDouble() * random.Next(1, 15))));
                if (inFlight.Count > 0 && (random.Next(2) == 0 || inFlight.Count >= limit.Limit))
                {
                    int index = random.Next(inFlight.Count);
                    TimeSpan entered = inFlight[index];
                    limit.Leave(now, entered, (PlaceOutcome)random.Next(3), inFlight.Count);
                    inFlight.RemoveAt(index);
                }
                else
                {
                    inFlight.Add(now);
                    limit.Enter(now, inFlight.Count);
                }

                if (random.Next(50) == 0)
                {
                    limit.Throttled(now, now);
                }

                if (random.Next(100) == 0)
                {
                    limit.Restore(random.Next(0, 3_000));
                }

                Assert.InRange(limit.Limit, 1, ceiling);
            }
        }
    }
}
