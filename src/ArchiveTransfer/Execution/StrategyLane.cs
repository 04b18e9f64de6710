using System.Collections.Concurrent;
using System.Threading.Channels;
using ArchiveTransfer.Reporting;

namespace ArchiveTransfer.Execution;

/// <summary>
/// Feeds a strategy that takes a stream of items and gives each item's attempt back to whoever waits for it. The engine enforces one
/// attempt per item: a second one is dropped, one for an item never given is dropped, a lost one ends as <see cref="TransferErrorCodes.StrategyLostItem"/>.
/// </summary>
internal sealed class StrategyLane(ITransferStrategy strategy, TransferContext context, CancellationToken cancellationToken)
{
    private readonly Channel<PlannedTransfer> items = Channel.CreateBounded<PlannedTransfer>(new BoundedChannelOptions(1) { SingleReader = true });
    private readonly ConcurrentDictionary<PlannedTransfer, TaskCompletionSource<TransferAttempt>> waiting = new(ReferenceEqualityComparer.Instance);
    private readonly object gate = new();
    private Task? running;
    private Exception? failure;

    /// <summary>Hands one item to the strategy and waits for its attempt.</summary>
    public async ValueTask<TransferAttempt> TransferAsync(PlannedTransfer item)
    {
        EnsureStarted();
        var completion = new TaskCompletionSource<TransferAttempt>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!waiting.TryAdd(item, completion))
        {
            throw new InvalidOperationException("An item is given to a strategy once at a time.");
        }

        try
        {
            if (running!.IsCompleted)
            {
                return Lost(item);
            }

            try
            {
                await items.Writer.WriteAsync(item, cancellationToken).ConfigureAwait(false);
            }
            catch (ChannelClosedException)
            {
                return Lost(item);
            }

            // A strategy that was cancelled settles what it has; the engine bounds how long it may take.
            return await completion.Task.ConfigureAwait(false);
        }
        finally
        {
            waiting.TryRemove(item, out _);
        }
    }

    /// <summary>Gives the strategy no more items and waits for its end, no longer than until <paramref name="settling"/> fires.</summary>
    public async ValueTask CloseAsync(CancellationToken settling)
    {
        items.Writer.TryComplete();
        if (running is { } task)
        {
            await task.WaitAsync(settling).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void EnsureStarted()
    {
        lock (gate)
        {
            running ??= PumpAsync();
        }
    }

    private async Task PumpAsync()
    {
        await Task.Yield();
        try
        {
            await foreach (TransferAttempt attempt in strategy.TransferAsync(items.Reader.ReadAllAsync(cancellationToken), context, cancellationToken).ConfigureAwait(false))
            {
                if (attempt is null)
                {
                    // Whose it was is not known: to go on would leave that item waiting for ever.
                    throw new InvalidOperationException("it yielded null instead of an attempt");
                }

                if (waiting.TryGetValue(attempt.Item, out TaskCompletionSource<TransferAttempt>? completion))
                {
                    completion.TrySetResult(attempt);
                }
            }
        }
#pragma warning disable CA1031 // Whatever a strategy of the user's throws becomes the failure of the items it still had.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            failure = exception;
        }
        finally
        {
            items.Writer.TryComplete();
            foreach ((PlannedTransfer item, TaskCompletionSource<TransferAttempt> completion) in waiting)
            {
                if (cancellationToken.IsCancellationRequested)
                {
                    completion.TrySetCanceled(cancellationToken);
                }
                else
                {
                    completion.TrySetResult(Lost(item));
                }
            }
        }
    }

    private TransferAttempt Lost(PlannedTransfer item) => TransferAttempt.Failed(item, new TransferError
    {
        Code = failure is null ? TransferErrorCodes.StrategyLostItem : TransferErrorCodes.StrategyFailed,
        Message = failure is null
            ? $"The strategy {strategy.Name} ended without saying what became of the object."
            : $"The strategy {strategy.Name} threw {failure.GetType().Name}: {DisplayText.Escape(failure.Message)}",
    });
}
