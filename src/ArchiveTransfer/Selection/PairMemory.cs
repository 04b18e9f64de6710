using System.Collections.Concurrent;

namespace ArchiveTransfer.Selection;

/// <summary>
/// What is known of server-side copies between two buckets. One refusal proves little: it may be that object's own. Three objects refused
/// and then transferred another way, with no copy succeeding, mean that the pair refuses.
/// </summary>
internal sealed class PairMemory
{
    private const int RefusalsToBelieve = 3;

    private readonly ConcurrentDictionary<(string Source, string Destination), PairState> pairs = new();

    public bool Refuses(PlannedTransfer item) => pairs.TryGetValue(KeyOf(item), out PairState? state) && state.Refuses;

    public void CopySucceeded(PlannedTransfer item) => pairs.GetOrAdd(KeyOf(item), static _ => new PairState()).Succeed();

    /// <summary>The object was refused and went another way, so its source can be read. True when this settles it for the pair.</summary>
    public bool CopyRefused(PlannedTransfer item) => pairs.GetOrAdd(KeyOf(item), static _ => new PairState()).Refuse();

    private static (string Source, string Destination) KeyOf(PlannedTransfer item) => (item.SourceBucket, item.DestinationBucket);

    private sealed class PairState
    {
        private int refusals;
        private volatile bool succeeded;

        public bool Refuses => !succeeded && Volatile.Read(ref refusals) >= RefusalsToBelieve;

        public void Succeed() => succeeded = true;

        public bool Refuse() => Interlocked.Increment(ref refusals) == RefusalsToBelieve && !succeeded;
    }
}
