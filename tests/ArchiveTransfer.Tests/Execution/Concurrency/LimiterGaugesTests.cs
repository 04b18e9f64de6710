#pragma warning disable CA2012, xUnit1031 // A free place is there at once, which is what is tested; waits are kept to see who is served.
using System.Diagnostics.Metrics;
using Xunit;

namespace ArchiveTransfer.Execution.Concurrency;

public sealed class LimiterGaugesTests
{
    [Fact]
    public void Limits_in_use_are_shown_by_endpoint_bucket_and_direction_and_nothing_else()
    {
        var registry = new EndpointLimiters();
        using var meter = new Meter("test");
        _ = new LimiterGauges(meter, registry);
        EndpointLimiter limiter = registry.Acquire("http://store:9000", TimeProvider.System);
        Place write = limiter.EnterAsync("lake", writes: true, 20, share: null, "secret/key", CancellationToken.None).Result;
        limiter.EnterAsync("lake", writes: false, 16, share: null, "secret/key", CancellationToken.None).Result.Leave(PlaceOutcome.Answered);

        Assert.Equal(
            [
                "archive_transfer.concurrency.hot_prefixes 0: http://store:9000, lake, read",
                "archive_transfer.concurrency.hot_prefixes 0: http://store:9000, lake, write",
                "archive_transfer.concurrency.limit 16: http://store:9000, lake, read",
                "archive_transfer.concurrency.limit 20: http://store:9000, lake, write",
                "archive_transfer.requests.in_flight 0: http://store:9000, lake, read",
                "archive_transfer.requests.in_flight 1: http://store:9000, lake, write",
            ],
            Read(meter));

        write.Leave(PlaceOutcome.Answered);
        registry.Release(limiter);
        Assert.Empty(Read(meter));
    }

    private static List<string> Read(Meter meter)
    {
        var seen = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter == meter)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => seen.Add($"{instrument.Name} {value}: {string.Join(", ", tags.ToArray().Select(static tag => tag.Value))}"));
        listener.Start();
        listener.RecordObservableInstruments();
        seen.Sort(StringComparer.Ordinal);
        return seen;
    }
}
