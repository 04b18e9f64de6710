using ArchiveTransfer.Execution;

namespace ArchiveTransfer.Selection;

/// <summary>Ordered guards, each with its reason: which way an object takes first, and which one next when the store refuses.</summary>
internal sealed class StrategySelector(ArchiveCollectionOptions options, TransferContext context, IReadOnlyList<StrategyCandidate> candidates)
{
    /// <summary>The first candidate from <paramref name="from"/> on that can take the object; -1: none. Reasons of those passed over are added to <paramref name="passedOver"/>.</summary>
    /// <param name="limit">Ways that may be taken.</param>
    public int Next(PlannedTransfer item, int from, ref string? passedOver, Onward limit = Onward.AnyWay)
    {
        for (int i = limit == Onward.Nowhere ? candidates.Count : from; i < candidates.Count; i++)
        {
            StrategyCandidate candidate = candidates[i];
            if (limit == Onward.SameWay && candidate.Path != TransferPath.ServerSide)
            {
                continue;
            }
            if (Refusal(candidate, item) is not { } reason)
            {
                return i;
            }

            passedOver = Append(passedOver, candidate.Name, reason);
        }

        return -1;
    }

    public StrategyCandidate this[int index] => candidates[index];

    /// <summary>Where an object may go that failed this way.</summary>
    public Onward After(StrategyCandidate candidate, TransferAttempt attempt)
    {
        bool another = attempt.Error?.Kind switch
        {
            TransferErrorKind.NotThisWay or TransferErrorKind.NotThisWayForPair => options.EnableFallback,
            TransferErrorKind.Transient or TransferErrorKind.Throttled =>
                attempt.Exhausted && candidate.Path == TransferPath.ServerSide && options is { OperationMode: OperationMode.Auto, EnableFallback: true },
            _ => false,
        };

        // From s5cmd to the library's own copy no mode is left.
        bool same = candidate.Name == TransferStrategyNames.S5cmd
            && (attempt.Error?.Kind is TransferErrorKind.NotThisWay or TransferErrorKind.NotThisWayForPair || attempt.Exhausted);
        return another ? Onward.AnyWay : same ? Onward.SameWay : Onward.Nowhere;
    }

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
