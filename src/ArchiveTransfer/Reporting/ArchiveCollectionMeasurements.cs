namespace ArchiveTransfer;

/// <summary>
/// What a run used. Counts and success are in <see cref="ArchiveCollectionResult.Totals"/>; the instrument of each is named in
/// docs/measurements.md.
/// </summary>
public sealed record ArchiveCollectionMeasurements
{
    /// <summary>From the beginning to the first look at a listing: regions of buckets, credentials and tools.</summary>
    public TimeSpan OpeningTime { get; init; }

    /// <summary>From there until every object was known. Objects are transferred meanwhile.</summary>
    public TimeSpan PlanningTime { get; init; }

    /// <summary>From the end of <see cref="OpeningTime"/> to the last outcome; <see cref="PlanningTime"/> lies in it.</summary>
    public TimeSpan TransferTime { get; init; }

    /// <summary>From the last outcome to the result. It, <see cref="OpeningTime"/> and <see cref="TransferTime"/> are the whole.</summary>
    public TimeSpan ClosingTime { get; init; }

    /// <summary>Largest working set of this process since it started, in bytes.</summary>
    public long PeakWorkingSetBytes { get; init; }

    /// <summary>Most memory of this process and of the child processes of the run together, in bytes: the largest sum seen, sampled every <see cref="ArchiveCollectionOptions.ProgressInterval"/>, or <see cref="PeakWorkingSetBytes"/>.</summary>
    public long PeakProcessTreeBytes { get; init; }

    /// <summary>Largest managed heap seen, in bytes; sampled every <see cref="ArchiveCollectionOptions.ProgressInterval"/>.</summary>
    public long PeakManagedHeapBytes { get; init; }

    /// <summary>Managed memory that this process allocated while the run lasted, in bytes; what else ran in it included.</summary>
    public long AllocatedBytes { get; init; }

    /// <summary>Processor time of this process while the run lasted, what else ran in it included.</summary>
    public TimeSpan ProcessorTime { get; init; }

    /// <summary>Processor time of child processes that ended while the run lasted, to 10 ms; null where the system does not tell: anywhere but on Linux.</summary>
    public TimeSpan? ChildProcessorTime { get; init; }

    /// <summary>Object bytes received by this machine.</summary>
    public long BytesReceived { get; init; }

    /// <summary>Object bytes sent by this machine.</summary>
    public long BytesSent { get; init; }

    /// <summary>Bytes received and sent by this machine, per second of the run.</summary>
    public double AverageBytesPerSecond { get; init; }

    /// <summary>The same in the second, or in the <see cref="ArchiveCollectionOptions.ProgressInterval"/> where that is longer, in which it was highest.</summary>
    public double PeakBytesPerSecond { get; init; }

    /// <summary>Requests by S3 operation.</summary>
    public IReadOnlyDictionary<string, long> Requests { get; init; } = new Dictionary<string, long>();

    /// <summary>Most bytes on local disk at once.</summary>
    public long PeakLocalStorageBytes { get; init; }

    /// <summary>Bytes written to local disk, again where an object was fetched again.</summary>
    public long LocalStorageBytesWritten { get; init; }

    /// <summary>Attempts beyond the first, of requests and of planning, too.</summary>
    public long Retries { get; init; }

    /// <summary>Answers that asked for less.</summary>
    public long Throttles { get; init; }

    /// <summary>Objects handed to another strategy.</summary>
    public long Fallbacks { get; init; }

    /// <summary>Objects copied after at least one further attempt.</summary>
    public long Recovered { get; init; }

    /// <summary>Time of attempts that failed and of waits for the next one, added up over all requests, which run side by side: more than the run lasted is possible.</summary>
    public TimeSpan TimeLost { get; init; }

    /// <summary>The course of the run: at most 600 moments, evenly spread, an <see cref="ArchiveCollectionOptions.ProgressInterval"/> apart or more.</summary>
    public IReadOnlyList<MeasuredMoment> Course { get; init; } = [];
}
