using ArchiveTransfer.Execution;
using ArchiveTransfer.Strategies;

namespace ArchiveTransfer.Selection;

/// <summary>A strategy of this run, with what does not change during it.</summary>
internal sealed class StrategyCandidate(ITransferStrategy strategy, string reason)
{
    public ITransferStrategy Strategy { get; } = strategy;

    public string Name { get; } = strategy.Name;

    public TransferPath Path { get; } = strategy.Path;

    /// <summary>Why this way is among those of the run.</summary>
    public string Reason => reason;

    /// <summary>Decision of an object that takes this way first.</summary>
    public string PlainDecision { get; } = $"{strategy.Name}: {reason}";

    /// <summary>What is known of a server-side way between two buckets; null: of other ways there is nothing to know.</summary>
    public PairMemory? Pairs { get; init; }

    /// <summary>Objects wait until a first one has shown that the way works: those of the user's are not made to.</summary>
    public bool SendsCanaries { get; init; }

    /// <summary>Runs a strategy that takes a stream of items; null for one that takes one object at a time.</summary>
    public StrategyLane? Lane { get; init; }

    /// <summary>Items it may hold beyond the ceiling of requests.</summary>
    public int Room { get; } = strategy is IGatheringStrategy gathering ? gathering.Room : 0;
}
