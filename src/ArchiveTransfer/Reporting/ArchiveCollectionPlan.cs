namespace ArchiveTransfer;

/// <summary>What a run would do. Counts only.</summary>
public sealed record ArchiveCollectionPlan
{
    /// <summary>Counts and bytes.</summary>
    public ArchiveCollectionTotals Totals { get; init; } = new();

    /// <summary>Name of the way that objects would take unless something of their own is against it; null: none is left.</summary>
    public string? Engine { get; init; }

    /// <summary>Why that one, and why not a cheaper one.</summary>
    public string EngineReason { get; init; } = "";

    /// <summary>By strategy, with the reasons.</summary>
    public IReadOnlyList<StrategySummary> Strategies { get; init; } = [];

    /// <summary>Requests a run would make, by S3 operation.</summary>
    public IReadOnlyDictionary<string, long> Requests { get; init; } = new Dictionary<string, long>();

    /// <summary>Bytes that would pass through this machine.</summary>
    public long BytesThroughClient { get; init; }

    /// <summary>Why the plan is not whole, or why a run would not begin; null: neither.</summary>
    public TransferError? Error { get; init; }

    /// <summary>Warnings: unusual values, guarantees that are not to be had.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
