using ArchiveTransfer.Testing.Http;

namespace ArchiveTransfer.Testing.Observation;

/// <summary>The counters, safe to count from everywhere.</summary>
internal sealed class CounterSet
{
    private readonly object _gate = new();
    private readonly long[] _requests = new long[OperationNames.Count];
    private long _bytesIn;
    private long _bytesOut;
    private long _copied;
    private long _connections;
    private long _faults;
    private int _inFlight;
    private int _peak;

    public void Begin(S3Operation operation)
    {
        lock (_gate)
        {
            _requests[(int)operation]++;
            _peak = Math.Max(_peak, ++_inFlight);
        }
    }

    public void End(long bytesIn, long bytesOut)
    {
        lock (_gate)
        {
            _inFlight--;
            _bytesIn += bytesIn;
            _bytesOut += bytesOut;
        }
    }

    public void Copied(long bytes) => Interlocked.Add(ref _copied, bytes);

    public void Connected() => Interlocked.Increment(ref _connections);

    public void Fault() => Interlocked.Increment(ref _faults);

    public S3Counters Read(bool reset)
    {
        lock (_gate)
        {
            var counters = new S3Counters
            {
                Requests = Enumerable.Range(0, _requests.Length)
                    .Where(i => _requests[i] > 0)
                    .ToDictionary(static i => OperationNames.Of((S3Operation)i), i => _requests[i], StringComparer.Ordinal),
                BytesIn = _bytesIn,
                BytesOut = _bytesOut,
                StoreBytesCopied = Interlocked.Read(ref _copied),
                PeakInFlight = _peak,
                Connections = Interlocked.Read(ref _connections),
                Faults = Interlocked.Read(ref _faults),
            };
            if (reset)
            {
                Array.Clear(_requests);
                _bytesIn = _bytesOut = 0;
                _peak = _inFlight;
                Interlocked.Exchange(ref _copied, 0);
                Interlocked.Exchange(ref _connections, 0);
                Interlocked.Exchange(ref _faults, 0);
            }

            return counters;
        }
    }
}
