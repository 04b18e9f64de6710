using System.Diagnostics.Metrics;

namespace ArchiveTransfer.Execution.Concurrency;

/// <summary>
/// The limiters of the process as gauges, read when somebody listens. As many series as runs use endpoints and buckets, writes and reads apart;
/// never one for a key.
/// </summary>
internal sealed class LimiterGauges
{
    public const string Limit = "archive_transfer.concurrency.limit";
    public const string InFlight = "archive_transfer.requests.in_flight";
    public const string HotPrefixes = "archive_transfer.concurrency.hot_prefixes";

    public const string EndpointTag = "archive_transfer.endpoint";
    public const string BucketTag = "aws.s3.bucket";
    public const string OperationTag = "archive_transfer.operation";

    private readonly EndpointLimiters limiters;

    public LimiterGauges(Meter meter, EndpointLimiters limiters)
    {
        this.limiters = limiters;
        meter.CreateObservableGauge(Limit, () => Measure(static reading => reading.Limit), "{request}", "Most requests in flight that the store is expected to take.");
        meter.CreateObservableGauge(InFlight, () => Measure(static reading => reading.InFlight), "{request}", "Requests in flight that have a place.");
        meter.CreateObservableGauge(HotPrefixes, () => Measure(static reading => reading.HotPrefixes), "{prefix}", "Leaf prefixes that are held to a limit of their own.");
    }

    private List<Measurement<int>> Measure(Func<LimiterReading, int> value) => limiters.Read().ConvertAll(reading => new Measurement<int>(
        value(reading),
        new KeyValuePair<string, object?>(EndpointTag, reading.Endpoint),
        new KeyValuePair<string, object?>(BucketTag, reading.Bucket),
        new KeyValuePair<string, object?>(OperationTag, reading.Writes ? "write" : "read")));
}
