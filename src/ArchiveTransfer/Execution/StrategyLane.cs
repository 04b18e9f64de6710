using ArchiveTransfer.Reporting;

namespace ArchiveTransfer.Execution;

/// <summary>
/// Feeds a strategy that takes a stream of items and gives each item's attempt back to whoever waits for it, in one enumeration after the
/// other: one ends when the strategy asks for more and <see cref="WorkSupply"/> knows that nothing can come before it answers for what it has.
/// The engine enforces one attempt per item: a second one is dropped, one for an item never given is dropped, a lost one ends as
/// <see cref="TransferErrorCodes.StrategyLostItem"/>.
/// </summary>
internal sealed class StrategyLane
{
    private readonly ITransferStrategy strategy;
    private readonly TransferContext context;
    private readonly WorkSupply supply;
    private readonly CancellationToken cancellation;
    private readonly Queue<LaneItem> pending = [];
    private readonly Dictionary<PlannedTransfer, LaneItem> taken = new(ReferenceEqualityComparer.Instance);
    private LaneEnumeration? current;
    private Task pump = Task.CompletedTask;
    private bool finished;
    private int expected;

    public StrategyLane(ITransferStrategy strategy, TransferContext context, WorkSupply supply, CancellationToken cancellationToken)
    {
        (this.strategy, this.context, this.supply, cancellation) = (strategy, context, supply, cancellationToken);
        supply.Add(this);
    }

    /// <summary>Items that the strategy has not taken yet; read under the gate.</summary>
    public int Waiting => pending.Count;

    /// <summary>Items that come as soon as one that the strategy has is done; called under the gate.</summary>
    public void Expect(int more) => expected += more;

    /// <summary>Hands one item to the strategy and waits for its attempt.</summary>
    public async ValueTask<TransferAttempt> TransferAsync(PlannedTransfer item)
    {
        var given = new LaneItem(item);
        lock (supply.Gate)
        {
            cancellation.ThrowIfCancellationRequested();
            if (finished)
            {
                return Lost(item, failure: null);
            }

            pending.Enqueue(given);
            if (current is null)
            {
                current = new LaneEnumeration(this);
                pump = PumpAsync(current);
            }
            else if (current.Asking.First is { } asking)
            {
                current.Asking.Remove(asking);
                asking.Value.SetResult(Take(current));
            }
        }

        // A strategy that was cancelled settles what it has; the engine bounds how long it may take.
        return await given.Task.ConfigureAwait(false);
    }

    /// <summary>Gives the strategy no more items and waits for its end, no longer than until <paramref name="settling"/> fires.</summary>
    public async ValueTask CloseAsync(CancellationToken settling)
    {
        Task last;
        lock (supply.Gate)
        {
            finished = true;
            current?.End();
            last = pump;
        }

        await last.WaitAsync(settling).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Nothing can come: a strategy that waits for more waits in vain with what it has. Called under the gate.</summary>
    public void EndIfAsked()
    {
        // One that has nothing keeps nobody waiting; what another strategy refuses may still come.
        if (taken.Count > 0 && expected == 0 && current is { Asking.Count: > 0 })
        {
            current.End();
        }
    }

    /// <summary>The next item for a reader of the strategy's; null: no more come.</summary>
    public async ValueTask<PlannedTransfer?> AskAsync(LaneEnumeration enumeration, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource<PlannedTransfer?>> asking;
        lock (supply.Gate)
        {
            cancellation.ThrowIfCancellationRequested();
            if (enumeration.Ended)
            {
                return null;
            }

            if (pending.Count > 0)
            {
                return Take(enumeration);
            }

            asking = enumeration.Asking.AddLast(new TaskCompletionSource<PlannedTransfer?>(TaskCreationOptions.RunContinuationsAsynchronously));
            if (supply.IsDry)
            {
                EndIfAsked();
            }
        }

        // The run's own cancellation comes through the pump.
        using CancellationTokenRegistration registration = cancellationToken == cancellation ? default : cancellationToken.UnsafeRegister(
            (_, token) => Withdraw(enumeration, asking, token), null);
        return await asking.Value.Task.ConfigureAwait(false);
    }

    /// <summary>One enumeration after the other while there are items; never two at once.</summary>
    private async Task PumpAsync(LaneEnumeration first)
    {
        await Task.Yield();
        using CancellationTokenRegistration registration = cancellation.UnsafeRegister(static state => ((StrategyLane)state!).Cancel(), this);
        for (LaneEnumeration? next = first; next is not null;)
        {
            Exception? failure = null;
            try
            {
                await foreach (TransferAttempt attempt in strategy.TransferAsync(next, context, cancellation).ConfigureAwait(false))
                {
                    // Whose null was is not known: to go on would leave that item waiting.
                    Settle(attempt ?? throw new InvalidOperationException("it yielded null instead of an attempt"));
                }
            }
#pragma warning disable CA1031 // Whatever a strategy of the user's throws becomes the failure of the items it still had.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                failure = exception;
            }

            next = End(next, failure);
        }
    }

    private PlannedTransfer Take(LaneEnumeration enumeration)
    {
        LaneItem next = pending.Dequeue();
        taken.Add(next.Item, next);
        enumeration.HasBegun = true;
        supply.Hold();
        return next.Item;
    }

    private void Settle(TransferAttempt attempt)
    {
        lock (supply.Gate)
        {
            if (taken.Remove(attempt.Item, out LaneItem? item))
            {
                supply.Release();
                item.SetResult(attempt);
            }
        }
    }

    /// <summary>Settles what the strategy left without an attempt. The next enumeration, if items wait for one.</summary>
    private LaneEnumeration? End(LaneEnumeration enumeration, Exception? failure)
    {
        lock (supply.Gate)
        {
            // It ended although there could be more: it wants no more.
            finished |= failure is null && !enumeration.Ended;
            enumeration.End();
            foreach (LaneItem item in taken.Values)
            {
                supply.Release();
                GiveBack(item, failure);
            }

            taken.Clear();
            if (finished || cancellation.IsCancellationRequested || (failure is not null && !enumeration.HasBegun))
            {
                while (pending.TryDequeue(out LaneItem? item))
                {
                    GiveBack(item, failure);
                }
            }

            return current = pending.Count > 0 ? new LaneEnumeration(this) : null;
        }
    }

    /// <summary>A reader does not wait any longer, unless it was answered at the same moment.</summary>
    private void Withdraw(LaneEnumeration enumeration, LinkedListNode<TaskCompletionSource<PlannedTransfer?>> asking, CancellationToken cancellationToken)
    {
        lock (supply.Gate)
        {
            if (asking.List is not null)
            {
                enumeration.Asking.Remove(asking);
                asking.Value.SetCanceled(cancellationToken);
            }
        }
    }

    private void Cancel()
    {
        lock (supply.Gate)
        {
            current?.Cancel(cancellation);
            while (pending.TryDequeue(out LaneItem? item))
            {
                item.SetCanceled(cancellation);
            }
        }
    }

    private void GiveBack(LaneItem item, Exception? failure)
    {
        if (cancellation.IsCancellationRequested)
        {
            item.SetCanceled(cancellation);
        }
        else
        {
            item.SetResult(Lost(item.Item, failure));
        }
    }

    private TransferAttempt Lost(PlannedTransfer item, Exception? failure) => TransferAttempt.Failed(item, new TransferError
    {
        Code = failure is null ? TransferErrorCodes.StrategyLostItem : TransferErrorCodes.StrategyFailed,
        Message = failure is null
            ? $"The strategy {strategy.Name} ended without saying what became of the object."
            : $"The strategy {strategy.Name} threw {failure.GetType().Name}: {DisplayText.Escape(failure.Message)}",
    });
}
