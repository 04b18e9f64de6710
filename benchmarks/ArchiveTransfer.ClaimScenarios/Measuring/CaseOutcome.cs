namespace ArchiveTransfer.ClaimScenarios.Measuring;

/// <summary>What a client's process says of its run: the line it writes.</summary>
internal sealed record CaseOutcome
{
    public string Status { get; init; } = "";

    public long Copied { get; init; }

    public long Failed { get; init; }

    public long BytesCopied { get; init; }

    /// <summary>From ExecuteAsync to the result.</summary>
    public double Seconds { get; init; }

    /// <summary>0 to 1, of the busiest core, with anything at all, meanwhile.</summary>
    public double BusiestCore { get; init; }

    /// <summary>User and system time of the whole process, its start included, and of children that ended.</summary>
    public double ProcessorSeconds { get; init; }

    public long AllocatedBytes { get; init; }

    public long PeakManagedHeapBytes { get; init; }

    public long PeakWorkingSetBytes { get; init; }

    /// <summary>Of the process and its children.</summary>
    public long PeakProcessTreeBytes { get; init; }

    public long BytesReceived { get; init; }

    public long BytesSent { get; init; }

    public long PeakLocalStorageBytes { get; init; }

    public long LocalStorageBytesWritten { get; init; }

    public long Retries { get; init; }

    public long Throttles { get; init; }

    public long Fallbacks { get; init; }

    public long Recovered { get; init; }

    public double SecondsLost { get; init; }

    public IReadOnlyDictionary<string, long> Requests { get; init; } = new Dictionary<string, long>();

    /// <summary>Objects copied, by strategy.</summary>
    public IReadOnlyDictionary<string, long> Strategies { get; init; } = new Dictionary<string, long>();

    /// <summary>Failed objects, by code.</summary>
    public IReadOnlyDictionary<string, long> FailureCounts { get; init; } = new Dictionary<string, long>();

    /// <summary>Why the run stopped, or why an object failed; null: neither.</summary>
    public string? Error { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];
}
