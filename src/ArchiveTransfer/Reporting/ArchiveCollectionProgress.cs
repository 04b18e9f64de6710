namespace ArchiveTransfer;

/// <summary>Where a run stands.</summary>
public sealed record ArchiveCollectionProgress
{
    /// <summary>Counts and bytes so far.</summary>
    public ArchiveCollectionTotals Totals { get; init; } = new();

    /// <summary>Objects that were begun and have no outcome yet; with s5cmd also those that wait for their proof.</summary>
    public int InFlight { get; init; }

    /// <summary>Writes that may be in flight to the destination right now: learnt from what the store answers, never above <see cref="ArchiveCollectionOptions.MaxConcurrency"/>.</summary>
    public int ConcurrencyLimit { get; init; }

    /// <summary>Time so far.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>All objects, once the listing is complete.</summary>
    public long? TotalObjects { get; init; }

    /// <summary>All bytes, once the listing is complete.</summary>
    public long? TotalBytes { get; init; }

    /// <summary>True in the last snapshot.</summary>
    public bool IsFinal { get; init; }
}
