using ArchiveTransfer.Execution;

namespace ArchiveTransfer.Selection;

/// <summary>A server-side way that an object has taken, and what came of it.</summary>
internal sealed class WayTaken(StrategyCandidate candidate, PairState pair, bool isCanary)
{
    private CanaryWord word;

    public StrategyCandidate Candidate => candidate;

    public PairState Pair => pair;

    /// <summary>What the store refused the object with; null: it did not.</summary>
    public string? RefusedWith { get; private set; }

    public void Copied() => word = CanaryWord.Told;

    public void Failed(TransferError error)
    {
        if (error.Kind is TransferErrorKind.Transient or TransferErrorKind.Throttled)
        {
            word = CanaryWord.NotRefused;
        }
        else if (error.Kind == TransferErrorKind.NotThisWayForPair || IsRefusalOfStore(error))
        {
            RefusedWith = error.StoreCode ?? error.Code;
        }
    }

    /// <summary>Of what a built-in way reports it is known which refusals a store made; a strategy of the user's says so of the pair itself.</summary>
    private bool IsRefusalOfStore(TransferError error) => candidate.SendsCanaries
        && error is { Kind: TransferErrorKind.NotThisWay, Code: not (TransferErrorCodes.S5cmdFailed or TransferErrorCodes.MetadataNotReadable or TransferErrorCodes.ObjectTooLarge), StatusCode: not null };

    /// <summary>The object went another way: the refusal was the pair's or its own, but neither its source's nor its destination's. True: it closes the pair.</summary>
    public bool ProveRefusal(string key)
    {
        if (RefusedWith is null)
        {
            return false;
        }

        word = CanaryWord.Told;
        return pair.Refuse(key, RefusedWith);
    }

    /// <summary>Lets those who wait go on; called once.</summary>
    public void Leave()
    {
        if (isCanary)
        {
            pair.Leave(word);
        }
    }
}
