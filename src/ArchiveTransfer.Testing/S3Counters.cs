namespace ArchiveTransfer.Testing;

/// <summary>Counters since the start or the last reset. A request is counted when it begins, everything that came of it when it ends.</summary>
public sealed record S3Counters
{
    /// <summary>Requests by operation, refused ones included; operations never asked for are absent.</summary>
    public IReadOnlyDictionary<string, long> Requests { get; init; } = new Dictionary<string, long>();

    /// <summary>The same by access key, for requests that ended; "" is nobody: unsigned requests, and those refused before their signature was accepted. Peak, connections, faults and time line are those of the store alone.</summary>
    public IReadOnlyDictionary<string, S3Counters> Identities { get; init; } = new Dictionary<string, S3Counters>();

    /// <summary>Requests without success, by status and code: <c>503 SlowDown</c>; 0: cut before any answer.</summary>
    public IReadOnlyDictionary<string, long> Errors { get; init; } = new Dictionary<string, long>();

    /// <summary>Requests answered with 503.</summary>
    public long Rejected { get; init; }

    /// <summary>Bytes of object content received.</summary>
    public long BytesIn { get; init; }

    /// <summary>Bytes of object content sent.</summary>
    public long BytesOut { get; init; }

    /// <summary>Bytes copied inside the store by CopyObject and UploadPartCopy.</summary>
    public long StoreBytesCopied { get; init; }

    /// <summary>Most requests at once.</summary>
    public int PeakInFlight { get; init; }

    /// <summary>Connections accepted.</summary>
    public long Connections { get; init; }

    /// <summary>Requests that met an injected fault.</summary>
    public long Faults { get; init; }

    /// <summary>The load of each interval up to now, at most 1,000: when they are full, neighbours are merged and the interval doubles.</summary>
    public IReadOnlyList<S3LoadSample> Timeline { get; init; } = [];

    /// <summary>How long each interval of <see cref="Timeline"/> is; at first <see cref="S3SimulatorOptions.TimelineInterval"/>.</summary>
    public TimeSpan TimelineInterval { get; init; }
}
