using ArchiveTransfer.Execution;
using ArchiveTransfer.Strategies;

namespace ArchiveTransfer.Selection;

/// <summary>A strategy of this run, with what does not change during it.</summary>
internal sealed class StrategyCandidate(ITransferStrategy strategy, string reason)
{
    public ITransferStrategy Strategy { get; } = strategy;

    public string Name { get; } = strategy.Name;

    public TransferPath Path { get; } = strategy.Path;

    /// <summary>Decision of an object that takes this way first.</summary>
    public string PlainDecision { get; } = $"{strategy.Name}: {reason}";

    /// <summary>Runs a strategy that takes a stream of items; null for one that takes one object at a time.</summary>
    public StrategyLane? Lane { get; init; }

    /// <summary>Items it may hold beyond the ceiling of requests.</summary>
    public int Room { get; } = strategy is IGatheringStrategy gathering ? gathering.Room : 0;
}
