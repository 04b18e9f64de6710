namespace ArchiveTransfer.Execution.Concurrency;

/// <summary>Answers, and those among them that asked for less.</summary>
internal readonly record struct LeafCounts(double Total, double Throttled)
{
    public static LeafCounts operator +(LeafCounts left, LeafCounts right) => new(left.Total + right.Total, left.Throttled + right.Throttled);

    public static LeafCounts operator -(LeafCounts left, LeafCounts right) => new(left.Total - right.Total, left.Throttled - right.Throttled);

    public static LeafCounts operator /(LeafCounts counts, double by) => new(counts.Total / by, counts.Throttled / by);

    public LeafCounts With(PlaceOutcome outcome) =>
        outcome == PlaceOutcome.Abandoned ? this : new(Total + 1, Throttled + (outcome == PlaceOutcome.Throttled ? 1 : 0));
}
