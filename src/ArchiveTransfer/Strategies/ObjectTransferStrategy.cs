using System.Runtime.CompilerServices;

namespace ArchiveTransfer;

/// <summary>A strategy that does one object at a time; concurrency, retries and classification of exceptions are the engine's.</summary>
public abstract class ObjectTransferStrategy : ITransferStrategy
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract TransferPath Path { get; }

    /// <inheritdoc/>
    public virtual ValueTask<TransferEligibility> PrepareAsync(TransferContext context, CancellationToken cancellationToken) => new(TransferEligibility.Eligible);

    /// <inheritdoc/>
    public virtual TransferEligibility CanTransfer(PlannedTransfer item, TransferContext context) => TransferEligibility.Eligible;

    /// <summary>One attempt at one object. What it throws is classified as the SDK's errors are; cancellation passes. An attempt that takes longer than <see cref="ArchiveCollectionOptions.AttemptTimeout"/> is given up, whatever has moved meanwhile.</summary>
    protected abstract ValueTask<TransferAttempt> TransferAsync(PlannedTransfer item, TransferContext context, CancellationToken cancellationToken);

    /// <summary>One attempt, for the engine.</summary>
    internal ValueTask<TransferAttempt> AttemptAsync(PlannedTransfer item, TransferContext context, CancellationToken cancellationToken) => TransferAsync(item, context, cancellationToken);

    /// <summary>One object after the other: the engine calls <see cref="AttemptAsync"/> instead, many at once.</summary>
    async IAsyncEnumerable<TransferAttempt> ITransferStrategy.TransferAsync(IAsyncEnumerable<PlannedTransfer> items, TransferContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(items);
        await foreach (PlannedTransfer item in items.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return await TransferAsync(item, context, cancellationToken).ConfigureAwait(false);
        }
    }
}
