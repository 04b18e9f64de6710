namespace ArchiveTransfer;

/// <summary>The six measurements of the original: time and rates are in the result, here is the rest.</summary>
public sealed record ArchiveCollectionMeasurements
{
    /// <summary>Largest working set of this process since it started, in bytes.</summary>
    public long PeakWorkingSetBytes { get; init; }

    /// <summary>Largest managed heap seen, in bytes; sampled every <see cref="ArchiveCollectionOptions.ProgressInterval"/>.</summary>
    public long PeakManagedHeapBytes { get; init; }

    /// <summary>Object bytes received by this machine.</summary>
    public long BytesReceived { get; init; }

    /// <summary>Object bytes sent by this machine.</summary>
    public long BytesSent { get; init; }

    /// <summary>Requests by S3 operation.</summary>
    public IReadOnlyDictionary<string, long> Requests { get; init; } = new Dictionary<string, long>();

    /// <summary>Most bytes on local disk at once.</summary>
    public long PeakLocalStorageBytes { get; init; }

    /// <summary>Attempts beyond the first, of requests and of planning, too.</summary>
    public long Retries { get; init; }

    /// <summary>Answers that asked for less.</summary>
    public long Throttles { get; init; }

    /// <summary>Objects handed to another strategy.</summary>
    public long Fallbacks { get; init; }

    /// <summary>Objects copied after at least one further attempt.</summary>
    public long Recovered { get; init; }
}
