using ArchiveTransfer.Execution;

namespace ArchiveTransfer.Selection;

/// <summary>Ordered guards, each with its reason: which way an object takes first, and which one next when the store refuses.</summary>
internal sealed class StrategySelector(ArchiveCollectionOptions options, TransferContext context, IReadOnlyList<StrategyCandidate> candidates)
{
    /// <summary>The first candidate from <paramref name="from"/> on that can take the object; -1: none. Reasons of those passed over are added to <paramref name="passedOver"/>.</summary>
    public int Next(PlannedTransfer item, int from, ref string? passedOver)
    {
        for (int i = from; i < candidates.Count; i++)
        {
            StrategyCandidate candidate = candidates[i];
            if (Refusal(candidate, item) is not { } reason)
            {
                return i;
            }

            passedOver = Append(passedOver, candidate.Name, reason);
        }

        return -1;
    }

    public StrategyCandidate this[int index] => candidates[index];

    /// <summary>Whether an object that failed this way may take the next one.</summary>
    public bool MayGoOn(StrategyCandidate candidate, TransferAttempt attempt) => attempt.Error?.Kind switch
    {
        // Behind s5cmd stands a copy of the same kind, which leaves no mode.
        TransferErrorKind.NotThisWay or TransferErrorKind.NotThisWayForPair => options.EnableFallback || candidate.Name == TransferStrategyNames.S5cmd,
        TransferErrorKind.Transient or TransferErrorKind.Throttled => attempt.Exhausted && candidate.Path == TransferPath.ServerSide
            && (options is { OperationMode: OperationMode.Auto, EnableFallback: true } || candidate.Name == TransferStrategyNames.S5cmd),
        _ => false,
    };

    /// <summary>Adds to what the decision says of the ways not taken.</summary>
    public static string Append(string? passedOver, string strategy, string reason) =>
        passedOver is null ? $"{strategy}: {reason}" : $"{passedOver}; {strategy}: {reason}";

    private string? Refusal(StrategyCandidate candidate, PlannedTransfer item)
    {
        if (candidate.Path == TransferPath.ServerSide && !context.SameEndpoint)
        {
            return SelectionReasons.TwoStores;
        }

        if (options is { OperationMode: OperationMode.Hybrid, DirectEngine: not DirectEngine.S5cmd }
            && candidate.Name == TransferStrategyNames.S5cmd && item.Size > options.Hybrid.S5cmdMaxSizeMiB * TransferLimits.MiB)
        {
            return SelectionReasons.AboveHybridS5cmdSize;
        }

        if (options is { OperationMode: OperationMode.Hybrid, Hybrid.StreamingThresholdMiB: var threshold })
        {
            bool above = threshold == 0 || item.Size > threshold * TransferLimits.MiB;
            if (candidate.Path == TransferPath.Memory && !above)
            {
                return SelectionReasons.BelowHybridThreshold;
            }

            if (candidate.Path == TransferPath.Disk && above)
            {
                return SelectionReasons.AboveHybridThreshold;
            }
        }

        return candidate.Strategy.CanTransfer(item, context) is { IsEligible: false } refused ? refused.Reason : null;
    }
}
