namespace ArchiveTransfer.Execution.Concurrency;

/// <summary>
/// Requests below one leaf prefix, from its first 503 on: watched at first, and held to a limit of their own once it is clear that this leaf is
/// refused and its neighbours are not. Guarded by the lock of its <see cref="EndpointLimiter"/>.
/// </summary>
/// <param name="all">Answers to the whole bucket so far.</param>
/// <param name="limitBefore">The limit of the whole bucket so far.</param>
internal sealed class LeafLimiter(string prefix, int hash, LeafCounts all, int limitBefore, TimeSpan now)
{
    /// <summary>Refusals that would have been due outside the leaf, if it were not the leaf: as many must be missing.</summary>
    private const double Evidence = 5;

    /// <summary>Refusals besides the first, which is why it is watched at all and proves nothing.</summary>
    private const int Least = 3;

    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(5);

    private AdaptiveLimit? adaptive;
    private LeafCounts own;
    private LeafCounts allBefore = all;
    private LeafCounts ownAged;
    private LeafCounts allAged;
    private TimeSpan agedAt = now;
    private bool known;

    public string Prefix => prefix;

    public int Hash => hash;

    public int LimitBefore => limitBefore;

    public TimeSpan OpenedAt { get; } = now;

    public TimeSpan ThrottledAt { get; private set; } = now;

    public TimeSpan AnsweredAt { get; private set; } = TimeSpan.MinValue;

    public PlaceGate Gate { get; } = new(int.MaxValue);

    /// <summary>It has a limit of its own.</summary>
    public bool IsHot => adaptive is not null;

    public void Enter(TimeSpan now)
    {
        Gate.Enter(now);
        adaptive?.Enter(now, Gate.InFlight);
    }

    /// <summary>A request below the leaf that was counted in has ended.</summary>
    /// <param name="isOwn">A refusal is the leaf's own business.</param>
    public void Leave(TimeSpan now, TimeSpan enteredAt, PlaceOutcome outcome, bool isOwn)
    {
        adaptive?.Leave(now, enteredAt, outcome == PlaceOutcome.Throttled && !isOwn ? PlaceOutcome.Abandoned : outcome, Gate.InFlight);
        Gate.Limit = adaptive?.Limit ?? int.MaxValue;
        Gate.Leave(now);

        // One that came after the first refusal has its answer: all that are in flight below the leaf have been counted in.
        known |= outcome != PlaceOutcome.Abandoned;
    }

    /// <summary>A request below the leaf, after the first that was refused, has got its answer.</summary>
    public void Count(TimeSpan now, PlaceOutcome outcome)
    {
        own = own.With(outcome);
        if (outcome == PlaceOutcome.Answered)
        {
            AnsweredAt = now;
        }
        else if (outcome == PlaceOutcome.Throttled)
        {
            ThrottledAt = now;
        }
    }

    /// <summary>Whether a refusal below the leaf is the leaf's own business.</summary>
    /// <param name="all">Answers to the whole bucket so far, this one included.</param>
    public bool Explains(LeafCounts all, TimeSpan now)
    {
        LeafCounts mine = ownAged + own;
        LeafCounts others = allAged + (all - allBefore) - mine;
        if (now - agedAt > Memory)
        {
            (ownAged, allAged, own, allBefore, agedAt) = (mine / 2, (mine + others) / 2, default, all, now);
        }

        double due = mine.Throttled / Math.Max(1, mine.Total) * others.Total;
        return IsHot ? others.Throttled < Math.Max(3, due / 2) : known && mine.Throttled >= Least && due >= Evidence && others.Throttled <= due / 4;
    }

    /// <summary>From now on the leaf has a limit, a little under what it has in flight.</summary>
    public void Heat(TimeSpan now)
    {
        adaptive = AdaptiveLimit.After(Math.Max(1, Gate.InFlight), OptionLimits.MaxConcurrency, now);
        Gate.Limit = adaptive.Limit;
    }

    /// <summary>Whether nothing speaks for keeping it.</summary>
    public bool IsOver(TimeSpan now) => !Gate.IsAwaited && now - ThrottledAt > (IsHot ? LeafLimiters.HotFor : LeafLimiters.WatchedFor);
}
