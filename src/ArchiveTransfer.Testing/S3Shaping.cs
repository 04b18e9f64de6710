namespace ArchiveTransfer.Testing;

/// <summary>The network and the pace of the store. Immutable: hand over a changed copy with <see cref="S3Simulator.Shape"/>.</summary>
public sealed record S3Shaping
{
    /// <summary>Waited before each request acts.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Up to this much more, at random.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>Waited in place of <see cref="Latency"/> by the operations named here.</summary>
    public IReadOnlyDictionary<string, TimeSpan> OperationLatency { get; init; } = new Dictionary<string, TimeSpan>();

    /// <summary>For the bodies of each connection, both directions together; null: no limit.</summary>
    public long? BytesPerSecondPerConnection { get; init; }

    /// <summary>For the bodies of all connections, both directions together; null: no limit.</summary>
    public long? BytesPerSecond { get; init; }

    /// <summary>How fast one server-side copy proceeds; null: a copy takes no time, which proves nothing about time.</summary>
    public long? CopyBytesPerSecond { get; init; }

    /// <summary>Above it 503 SlowDown; null: no limit.</summary>
    public int? RequestsPerSecond { get; init; }
}
