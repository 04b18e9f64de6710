using ArchiveTransfer.Testing.Http;

namespace ArchiveTransfer.Testing.Observation;

/// <summary>The counters, safe to count from everywhere. The gate is held for a few additions: nothing is allocated there but for a new identity or error.</summary>
internal sealed class CounterSet(S3SimulatorOptions options)
{
    private readonly object _gate = new();
    private readonly long[] _begun = new long[OperationNames.Count];
    private readonly Tally _all = new();
    private readonly Dictionary<string, Tally> _identities = new(StringComparer.Ordinal);
    private readonly Timeline _timeline = new(options.TimelineInterval, options.TimeProvider);
    private long _connections;
    private long _faults;
    private int _inFlight;
    private int _peak;

    public void Begin(S3Operation operation)
    {
        lock (_gate)
        {
            _begun[(int)operation]++;
            _peak = Math.Max(_peak, ++_inFlight);
            _timeline.Begin(_inFlight);
        }
    }

    public void End(Exchange exchange)
    {
        lock (_gate)
        {
            _inFlight--;
            _timeline.End(_inFlight, exchange.Status == Tally.Rejection);
            _all.Add(exchange);
            Of(exchange.AccessKey).Add(exchange);
        }
    }

    public void Copied(S3Identity? identity, long bytes)
    {
        lock (_gate)
        {
            _all.BytesCopied += bytes;
            Of(identity?.AccessKey).BytesCopied += bytes;
        }
    }

    public void Connected() => Interlocked.Increment(ref _connections);

    public void Fault() => Interlocked.Increment(ref _faults);

    public S3Counters Read(bool reset)
    {
        lock (_gate)
        {
            var counters = _all.ToCounters(_begun) with
            {
                Identities = _identities.ToDictionary(static pair => pair.Key, static pair => pair.Value.ToCounters(), StringComparer.Ordinal),
                PeakInFlight = _peak,
                Connections = Interlocked.Read(ref _connections),
                Faults = Interlocked.Read(ref _faults),
                Timeline = _timeline.Read(),
                TimelineInterval = _timeline.Interval,
            };
            if (reset)
            {
                Reset();
            }

            return counters;
        }
    }

    private Tally Of(string? accessKey)
    {
        accessKey ??= "";
        if (!_identities.TryGetValue(accessKey, out var tally))
        {
            _identities[accessKey] = tally = new Tally();
        }

        return tally;
    }

    private void Reset()
    {
        Array.Clear(_begun);
        _all.Clear();
        _identities.Clear();
        _timeline.Restart(_inFlight);
        _peak = _inFlight;
        Interlocked.Exchange(ref _connections, 0);
        Interlocked.Exchange(ref _faults, 0);
    }
}
