using System.Collections.Concurrent;

namespace ArchiveTransfer.Strategies;

/// <summary>Pairs of buckets between which this run may not copy parts, though it may copy whole objects. Thread-safe.</summary>
internal sealed class RefusedPartCopies
{
    private readonly ConcurrentDictionary<(string Source, string Destination), bool> pairs = new();

    public bool Contains(PlannedTransfer item) => !pairs.IsEmpty && pairs.ContainsKey((item.SourceBucket, item.DestinationBucket));

    /// <summary>True: it was not known.</summary>
    public bool Add(PlannedTransfer item) => pairs.TryAdd((item.SourceBucket, item.DestinationBucket), true);
}
