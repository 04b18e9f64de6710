namespace ArchiveTransfer;

/// <summary>What a run used at one moment; <see cref="ArchiveCollectionMeasurements.Course"/> is made of them.</summary>
public sealed record MeasuredMoment
{
    /// <summary>Since the run began.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Memory of this process and of the child processes of the run, in bytes.</summary>
    public long ProcessTreeBytes { get; init; }

    /// <summary>Managed heap of this process, in bytes.</summary>
    public long ManagedHeapBytes { get; init; }

    /// <summary>Object bytes received by this machine so far.</summary>
    public long BytesReceived { get; init; }

    /// <summary>Object bytes sent by this machine so far.</summary>
    public long BytesSent { get; init; }

    /// <summary>Objects copied so far.</summary>
    public long Copied { get; init; }

    /// <summary>Objects in flight.</summary>
    public int InFlight { get; init; }
}
