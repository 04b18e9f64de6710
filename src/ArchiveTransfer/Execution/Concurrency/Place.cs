namespace ArchiveTransfer.Execution.Concurrency;

/// <summary>A place among the requests in flight; left exactly once, with what became of the request. The default is no place.</summary>
internal readonly record struct Place(ConcurrencyLimiter? Limiter, LeafLimiter? Leaf, PlaceGate? Share, string? Key, TimeSpan EnteredAt)
{
    public void Leave(PlaceOutcome outcome) => Limiter?.Endpoint.Leave(this, outcome);
}
