using System.Collections.Concurrent;
using ArchiveTransfer.Selection;

namespace ArchiveTransfer.Strategies;

/// <summary>Pairs of buckets between which this run may not copy parts, though it may copy whole objects; one object asks again now and then. Thread-safe.</summary>
internal sealed class RefusedPartCopies(TimeProvider timeProvider)
{
    private const int RefusalsToBelieve = 3;

    private readonly ConcurrentDictionary<(string Source, string Destination), long> pairs = new();
    private readonly ConcurrentDictionary<(string Source, string Destination), int> suspicions = new();

    /// <summary>True: do not try. Whoever hears false of a pair that is known asks again for all.</summary>
    public bool Contains(PlannedTransfer item)
    {
        if (pairs.IsEmpty || !pairs.TryGetValue(KeyOf(item), out long refusedAt))
        {
            return false;
        }

        return timeProvider.GetElapsedTime(refusedAt) < PairState.AskAgainAfter || !pairs.TryUpdate(KeyOf(item), timeProvider.GetTimestamp(), refusedAt);
    }

    /// <summary>True: it was not known.</summary>
    public bool Add(PlannedTransfer item) => pairs.TryAdd(KeyOf(item), timeProvider.GetTimestamp());

    /// <summary>Parts of an object were refused that is too large for one copy: that of one may be its own affair.</summary>
    public void Suspect(PlannedTransfer item)
    {
        if (suspicions.AddOrUpdate(KeyOf(item), 1, static (_, count) => count + 1) >= RefusalsToBelieve)
        {
            Add(item);
        }
    }

    /// <summary>A part was copied.</summary>
    public void Remove(PlannedTransfer item)
    {
        if (!pairs.IsEmpty || !suspicions.IsEmpty)
        {
            pairs.TryRemove(KeyOf(item), out _);
            suspicions.TryRemove(KeyOf(item), out _);
        }
    }

    private static (string Source, string Destination) KeyOf(PlannedTransfer item) => (item.SourceBucket, item.DestinationBucket);
}
