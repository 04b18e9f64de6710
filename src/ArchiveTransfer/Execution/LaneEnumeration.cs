namespace ArchiveTransfer.Execution;

/// <summary>One enumeration of a lane's items by its strategy, with one reader or several; its state is guarded by the gate of <see cref="WorkSupply"/>.</summary>
internal sealed class LaneEnumeration(StrategyLane lane) : IAsyncEnumerable<PlannedTransfer>
{
    /// <summary>Readers that wait for an item.</summary>
    public LinkedList<TaskCompletionSource<PlannedTransfer?>> Asking { get; } = [];

    /// <summary>The strategy was given an item.</summary>
    public bool HasBegun { get; set; }

    /// <summary>No more items come in this one.</summary>
    public bool Ended { get; private set; }

    public void End()
    {
        Ended = true;
        foreach (TaskCompletionSource<PlannedTransfer?> asking in Asking)
        {
            asking.SetResult(null);
        }

        Asking.Clear();
    }

    public void Cancel(CancellationToken cancellationToken)
    {
        foreach (TaskCompletionSource<PlannedTransfer?> asking in Asking)
        {
            asking.SetCanceled(cancellationToken);
        }

        Asking.Clear();
    }

    // An iterator that is its own first enumerator is taken again once it has ended, and its first reader may not have disposed it yet.
    public IAsyncEnumerator<PlannedTransfer> GetAsyncEnumerator(CancellationToken cancellationToken = default) => ReadAsync(cancellationToken);

    private async IAsyncEnumerator<PlannedTransfer> ReadAsync(CancellationToken cancellationToken)
    {
        while (await lane.AskAsync(this, cancellationToken).ConfigureAwait(false) is { } item)
        {
            yield return item;
        }
    }
}
