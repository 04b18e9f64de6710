using ArchiveTransfer.Execution;

namespace ArchiveTransfer.Strategies;

/// <summary>A built-in strategy: works on the storage seam, repeats its own units of work and grades its own evidence.</summary>
internal abstract class StoreStrategy : ObjectTransferStrategy
{
    /// <summary>
    /// Transfers one object to its end. Answers of stores come back as attempts; it throws only when cancelled, after its uploads are
    /// aborted and a copy whose answer was lost has been looked for (<see cref="TransferRun.Settling"/>).
    /// </summary>
    public abstract ValueTask<TransferAttempt> TransferAsync(PlannedTransfer item, TransferRun run, CancellationToken cancellationToken);

    protected sealed override ValueTask<TransferAttempt> TransferAsync(PlannedTransfer item, TransferContext context, CancellationToken cancellationToken) =>
        TransferAsync(item, context.Run ?? throw new InvalidOperationException($"{Name} works in a run of the workflow only."), cancellationToken);
}
