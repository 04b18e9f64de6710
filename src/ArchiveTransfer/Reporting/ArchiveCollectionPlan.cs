namespace ArchiveTransfer;

/// <summary>What a run would do. Counts only.</summary>
public sealed record ArchiveCollectionPlan
{
    /// <summary>Counts and bytes.</summary>
    public ArchiveCollectionTotals Totals { get; init; } = new();
    /// <summary>By strategy, with the reasons.</summary>
    public IReadOnlyList<StrategySummary> Strategies { get; init; } = [];
    /// <summary>Requests a run would make, by S3 operation.</summary>
    public IReadOnlyDictionary<string, long> Requests { get; init; } = new Dictionary<string, long>();
    /// <summary>Bytes that would pass through this machine.</summary>
    public long BytesThroughClient { get; init; }
    /// <summary>Lower bound of the time, and what bounds it.</summary>
    public TimeSpan? EstimatedDuration { get; init; }
}
