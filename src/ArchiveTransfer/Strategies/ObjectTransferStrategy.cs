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

    /// <summary>One attempt at one object. What it throws is classified as the SDK's errors are; cancellation passes.</summary>
    protected abstract ValueTask<TransferAttempt> TransferAsync(PlannedTransfer item, TransferContext context, CancellationToken cancellationToken);

    IAsyncEnumerable<TransferAttempt> ITransferStrategy.TransferAsync(IAsyncEnumerable<PlannedTransfer> items, TransferContext context, CancellationToken cancellationToken) => throw null!;
}
