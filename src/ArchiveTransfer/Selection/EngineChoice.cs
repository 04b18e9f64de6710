namespace ArchiveTransfer.Selection;

/// <summary>The way that objects of this run take unless something of their own is against it, and why not a cheaper one.</summary>
internal sealed record EngineChoice(string? Name, string Reason)
{
    public static readonly EngineChoice None = new(null, "no strategy");

    public static EngineChoice Of(IReadOnlyList<StrategyCandidate> candidates, IEnumerable<RefusedStrategy> refused, bool sameEndpoint)
    {
        StrategyCandidate? engine = candidates.FirstOrDefault(candidate => sameEndpoint || candidate.Path != TransferPath.ServerSide);
        if (engine is null)
        {
            return None;
        }

        IEnumerable<string> passedOver = candidates.TakeWhile(candidate => candidate != engine).Select(static candidate => $"{candidate.Name}: {SelectionReasons.TwoStores}");
        return new EngineChoice(engine.Name, string.Join("; ", [engine.Reason, .. passedOver, .. refused.Select(static strategy => $"{strategy.Name}: {strategy.Reason}")]));
    }
}
