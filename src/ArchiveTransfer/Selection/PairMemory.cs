using System.Collections.Concurrent;

namespace ArchiveTransfer.Selection;

/// <summary>What one way is known to do between two buckets, in one request and by parts: stores exist that refuse one and not the other. Bounded by the number of pairs, not of objects.</summary>
internal sealed class PairMemory(TimeProvider timeProvider)
{
    private readonly ConcurrentDictionary<(string Source, string Destination, bool ByParts), PairState> pairs = new();
    private int lost;

    public PairState Of(PlannedTransfer item, bool byParts) =>
        pairs.GetOrAdd((item.SourceBucket, item.DestinationBucket, byParts), static (_, time) => new PairState(time), timeProvider);

    /// <summary>True for the first object that this way was meant for and another way had to take.</summary>
    public bool IsFirstLoss() => Interlocked.Exchange(ref lost, 1) == 0;
}
