using System.Collections.Concurrent;

namespace ArchiveTransfer.Selection;

/// <summary>What one way is known to do between two buckets. Bounded by the number of pairs, not of objects.</summary>
internal sealed class PairMemory(TimeProvider timeProvider)
{
    private readonly ConcurrentDictionary<(string Source, string Destination), PairState> pairs = new();

    public PairState Of(PlannedTransfer item) => pairs.GetOrAdd((item.SourceBucket, item.DestinationBucket), static (_, time) => new PairState(time), timeProvider);
}
