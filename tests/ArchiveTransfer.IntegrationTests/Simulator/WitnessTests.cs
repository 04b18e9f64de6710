using ArchiveTransfer.Testing;
using ArchiveTransfer.Testing.Observation;
using Xunit;

namespace ArchiveTransfer.Simulator;

public sealed class WitnessTests : SimulatorTest
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Counters_tell_identities_apart_and_nobody_from_everybody()
    {
        var reader = Simulator.AddIdentity("reader");
        Bucket.IsPublic = true;
        using var asOwner = new RawClient(Simulator.Endpoint, Simulator.Owner);
        using var asReader = new RawClient(Simulator.Endpoint, reader);
        using var asNobody = new RawClient(Simulator.Endpoint, null);
        await asOwner.SendAsync(HttpMethod.Put, "/bucket/a", Cancellation, Bytes(500));
        await asOwner.SendAsync(HttpMethod.Put, "/bucket/b", Cancellation, null, null, ("x-amz-copy-source", "bucket/a"));
        await asReader.SendAsync(HttpMethod.Get, "/bucket/a", Cancellation);
        await asReader.SendAsync(HttpMethod.Put, "/bucket/c", Cancellation, Bytes(7));
        await asNobody.SendAsync(HttpMethod.Get, "/bucket/a", Cancellation, null, null, ("Range", "bytes=0-9"));

        var counters = Simulator.ReadCounters();

        Assert.Equal(["", "SIMOWNER", "SIMREADER"], counters.Identities.Keys.Order(StringComparer.Ordinal));
        var (owner, other, nobody) = (counters.Identities["SIMOWNER"], counters.Identities["SIMREADER"], counters.Identities[""]);
        Assert.Equal((1, 1), (owner.Requests["PutObject"], owner.Requests["CopyObject"]));
        Assert.Equal((500, 0, 500), (owner.BytesIn, owner.BytesOut, owner.StoreBytesCopied));
        Assert.Equal((1, 1, 500), (other.Requests["GetObject"], other.Requests["PutObject"], other.BytesOut));
        Assert.Equal(1, other.Errors["403 AccessDenied"]);
        Assert.Equal((1, 10), (nobody.Requests["GetObject"], nobody.BytesOut));
        Assert.Equal((510, 500), (counters.BytesOut, counters.StoreBytesCopied));
    }

    [Fact]
    public async Task A_signature_that_was_refused_counts_for_nobody()
    {
        using var forger = new RawClient(Simulator.Endpoint, new S3Identity { AccessKey = Simulator.Owner.AccessKey, SecretKey = "guessed" });
        await forger.SendAsync(HttpMethod.Get, "/bucket/a", Cancellation);

        var counters = Simulator.ReadCounters();

        Assert.Equal([""], counters.Identities.Keys);
        Assert.Equal(1, counters.Identities[""].Errors["403 SignatureDoesNotMatch"]);
    }

    [Fact]
    public async Task Errors_are_counted_by_status_and_code_and_rejections_by_themselves()
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        await raw.SendAsync(HttpMethod.Get, "/bucket/none", Cancellation);
        await raw.SendAsync(HttpMethod.Get, "/bucket/none", Cancellation);
        await raw.SendAsync(HttpMethod.Get, "/elsewhere/none", Cancellation);
        using (Simulator.Inject(new S3Fault { Kind = S3Fault.Error, StatusCode = 503, Code = "SlowDown" }))
        {
            await raw.SendAsync(HttpMethod.Get, "/bucket/none", Cancellation);
        }

        using (Simulator.Inject(new S3Fault { Kind = S3Fault.ResetBeforeAct }))
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => raw.SendAsync(HttpMethod.Put, "/bucket/a", Cancellation, Bytes(1)));
        }

        await raw.SendAsync(HttpMethod.Put, "/bucket/a", Cancellation, Bytes(1));
        var counters = Simulator.ReadCounters();

        Assert.Equal(
            new Dictionary<string, long> { ["404 NoSuchKey"] = 2, ["404 NoSuchBucket"] = 1, ["503 SlowDown"] = 1, ["0"] = 1 },
            counters.Errors);
        Assert.Equal((1, 1), (counters.Rejected, counters.Timeline.Sum(static sample => sample.Rejected)));
        Assert.Equal(6, counters.Timeline.Sum(static sample => sample.Begun));
    }

    [Fact]
    public async Task A_reset_begins_counters_time_line_and_log_anew()
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        await raw.SendAsync(HttpMethod.Get, "/bucket/none", Cancellation);
        Assert.Single(Simulator.Requests);

        Simulator.ReadCounters(reset: true);
        var afterwards = Simulator.ReadCounters();

        Assert.Empty(Simulator.Requests);
        Assert.Empty(afterwards.Identities);
        Assert.Empty(afterwards.Errors);
        Assert.Equal((0, 0), (afterwards.PeakInFlight, afterwards.Timeline.Sum(static sample => sample.Begun)));
    }

    [Fact]
    public async Task Requests_under_way_stay_in_flight_over_a_reset()
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.Stall });
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var stalled = raw.SendAsync(HttpMethod.Get, "/bucket/none", patience.Token);
        while (Simulator.ReadCounters().Requests.Count == 0)
        {
            await Task.Delay(5, Cancellation);
        }

        Simulator.ReadCounters(reset: true);
        var afterwards = Simulator.ReadCounters();
        await patience.CancelAsync();

        Assert.Equal((1, 1, 0), (afterwards.PeakInFlight, afterwards.Timeline[0].PeakInFlight, afterwards.Timeline[0].Begun));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stalled);
    }

    [Fact]
    public async Task The_time_line_follows_the_clock_of_the_simulator()
    {
        var clock = new ManualClock();
        await using var simulator = await S3Simulator.StartAsync(
            options =>
            {
                options.TimeProvider = clock;
                options.TimelineInterval = Second;
            },
            Cancellation);
        using var raw = new RawClient(simulator.Endpoint, simulator.Owner) { SignedAt = clock.GetUtcNow() };
        await raw.SendAsync(HttpMethod.Get, "/none/a", Cancellation);
        clock.Advance(Second * 2);
        await raw.SendAsync(HttpMethod.Get, "/none/a", Cancellation);
        await raw.SendAsync(HttpMethod.Get, "/none/a", Cancellation);

        var counters = simulator.ReadCounters();

        Assert.Equal(Second, counters.TimelineInterval);
        Assert.Equal([(0, 1L), (1, 0L), (2, 2L)], counters.Timeline.Select(static sample => ((int)sample.Start.TotalSeconds, sample.Begun)));
        Assert.Equal([1, 0, 1], counters.Timeline.Select(static sample => sample.PeakInFlight));
    }

    [Fact]
    public void An_interval_shows_what_began_before_it_and_is_still_in_flight()
    {
        var clock = new ManualClock();
        var timeline = new Timeline(Second, clock);
        timeline.Begin(1);
        timeline.Begin(2);
        clock.Advance(Second);
        timeline.End(1, isRejected: false);
        clock.Advance(Second * 2);
        timeline.End(0, isRejected: true);
        clock.Advance(Second);

        var samples = timeline.Read();

        Assert.Equal([2, 2, 1, 1, 0], samples.Select(static sample => sample.PeakInFlight));
        Assert.Equal([0L, 0, 0, 1, 0], samples.Select(static sample => sample.Rejected));
    }

    [Theory]
    [InlineData(999, 1_000, 1)]
    [InlineData(1_000, 501, 2)]
    [InlineData(1_999, 1_000, 2)]
    [InlineData(2_000, 501, 4)]
    [InlineData(10_000_000, 611, 16_384)]
    public void A_full_time_line_merges_neighbours_and_loses_nothing(int seconds, int samples, int interval)
    {
        var clock = new ManualClock();
        var timeline = new Timeline(Second, clock);
        timeline.Begin(1);
        timeline.Begin(2);
        timeline.End(1, isRejected: true);
        clock.Advance(Second * seconds);
        timeline.Begin(2);

        var read = timeline.Read();

        Assert.Equal((samples, Second * interval), (read.Count, timeline.Interval));
        Assert.Equal((2, 2L, 1L), (read[0].PeakInFlight, read[0].Begun, read[0].Rejected));
        Assert.All(read.Skip(1).SkipLast(1), static sample => Assert.Equal((1, 0L, 0L), (sample.PeakInFlight, sample.Begun, sample.Rejected)));
        Assert.Equal((2, 1L), (read[^1].PeakInFlight, read[^1].Begun));
        Assert.Equal(Second * interval * (samples - 1), read[^1].Start);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task An_interval_that_is_none_is_refused(int milliseconds) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            S3Simulator.StartAsync(options => options.TimelineInterval = TimeSpan.FromMilliseconds(milliseconds), Cancellation));
}
