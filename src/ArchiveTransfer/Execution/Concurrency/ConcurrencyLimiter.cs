namespace ArchiveTransfer.Execution.Concurrency;

/// <summary>
/// Places for requests in flight to one bucket, writes or reads. A place stands for one request, or for a GET flowing into a PUT, and is never
/// held while waiting for another place: with a limit of 1, an object of many parts still makes progress part by part. Guarded by the lock
/// of its <see cref="EndpointLimiter"/>.
/// </summary>
internal sealed class ConcurrencyLimiter
{
    /// <summary>For so long after the first 503 of a leaf, what the bucket lost by it is given back once it is known to be the leaf's.</summary>
    private static readonly TimeSpan Restorable = TimeSpan.FromSeconds(10);

    private readonly AdaptiveLimit adaptive;
    private LeafCounts counts;

    public ConcurrencyLimiter(EndpointLimiter endpoint, string bucket, bool writes, int start, int ceiling, TimeSpan now)
    {
        (Endpoint, Bucket, Writes) = (endpoint, bucket, writes);
        adaptive = new AdaptiveLimit(start, ceiling, now);
        Gate = new PlaceGate(adaptive.Limit);
    }

    public EndpointLimiter Endpoint { get; }

    public string Bucket { get; }

    public bool Writes { get; }

    public PlaceGate Gate { get; }

    public LeafLimiters Leaves { get; } = new();

    /// <summary>When the store last answered without asking for less.</summary>
    public TimeSpan AnsweredAt { get; private set; } = TimeSpan.MinValue;

    public TimeSpan UsedAt { get; private set; }

    public bool IsIdle => Gate is { InFlight: 0, IsAwaited: false };

    public void Suggest(int start, TimeSpan now)
    {
        UsedAt = now;
        adaptive.Suggest(start);
        Gate.Limit = adaptive.Limit;
    }

    public void Enter(LeafLimiter? leaf, TimeSpan now)
    {
        UsedAt = now;
        Gate.Enter(now);
        adaptive.Enter(now, Gate.InFlight);
        leaf?.Enter(now);
    }

    public void Leave(in Place place, PlaceOutcome outcome, TimeSpan now)
    {
        bool ofLeaf = Count(place.Key, outcome, now);
        place.Leaf?.Leave(now, place.EnteredAt, outcome, ofLeaf);
        adaptive.Leave(now, place.EnteredAt, ofLeaf ? PlaceOutcome.Abandoned : outcome, Gate.InFlight);
        Gate.Leave(now);
        Gate.Limit = adaptive.Limit;
    }

    /// <summary>What became of a request that had no place.</summary>
    public void Note(string? key, PlaceOutcome outcome, TimeSpan sentAt, TimeSpan now)
    {
        if (!Count(key, outcome, now) && outcome == PlaceOutcome.Throttled)
        {
            adaptive.Throttled(now, sentAt);
        }

        Gate.Limit = adaptive.Limit;
    }

    /// <summary>When a request for this key was last answered, or one beside it that has the same limit.</summary>
    public TimeSpan ProgressAt(string? key) => Leaves.Find(key) is { IsHot: true } leaf ? leaf.AnsweredAt : AnsweredAt;

    /// <summary>Counts an answer. True: a refusal that concerns its leaf alone.</summary>
    private bool Count(string? key, PlaceOutcome outcome, TimeSpan now)
    {
        counts = counts.With(outcome);
        if (outcome == PlaceOutcome.Answered)
        {
            AnsweredAt = now;
        }

        Leaves.Sweep(now);
        LeafLimiter? leaf = Leaves.Find(key);
        leaf?.Count(now, outcome);
        if (outcome != PlaceOutcome.Throttled)
        {
            return false;
        }

        if (leaf is null)
        {
            Leaves.Open(key, counts, adaptive.Limit, now);
            return false;
        }

        if (!leaf.Explains(counts, now))
        {
            return false;
        }

        if (!leaf.IsHot)
        {
            leaf.Heat(now);
            if (now - leaf.OpenedAt < Restorable)
            {
                adaptive.Restore(leaf.LimitBefore);
            }
        }

        return true;
    }
}
