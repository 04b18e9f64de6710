using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Execution;

/// <summary>Counts what one run sends and meets. Thread-safe, lock-free.</summary>
internal sealed class RequestCounters
{
    private static readonly StoreOperation[] Operations = Enum.GetValues<StoreOperation>();

    private readonly long[] requests = new long[Operations.Length];
    private long bytesReceived;
    private long bytesSent;
    private long retries;
    private long throttles;
    private long ticksLost;

    public long BytesReceived => Interlocked.Read(ref bytesReceived);

    public long BytesSent => Interlocked.Read(ref bytesSent);

    public long Retries => Interlocked.Read(ref retries);

    /// <summary>By attempts that failed and waits for the next, all requests together.</summary>
    public TimeSpan TimeLost => TimeSpan.FromTicks(Interlocked.Read(ref ticksLost));

    public long Throttles => Interlocked.Read(ref throttles);

    public void Request(StoreOperation operation) => Interlocked.Increment(ref requests[(int)operation]);

    /// <summary>Object bytes that arrived here, counted as they are read.</summary>
    public void Received(long bytes) => Interlocked.Add(ref bytesReceived, bytes);

    /// <summary>Object bytes that left here, counted as they are handed to the connection.</summary>
    public void Sent(long bytes) => Interlocked.Add(ref bytesSent, bytes);

    public void Lost(TimeSpan time) => Interlocked.Add(ref ticksLost, time.Ticks);

    public void Retry() => Interlocked.Increment(ref retries);

    public void Throttle() => Interlocked.Increment(ref throttles);

    public IReadOnlyDictionary<string, long> ReadRequests()
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (StoreOperation operation in Operations)
        {
            long count = Interlocked.Read(ref requests[(int)operation]);
            if (count > 0)
            {
                counts.Add(operation.ToString(), count);
            }
        }

        return counts;
    }
}
