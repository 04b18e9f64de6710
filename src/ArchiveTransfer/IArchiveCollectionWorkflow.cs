namespace ArchiveTransfer;

/// <summary>Collects archives from one S3 location into another. Thread-safe. Not meant to be implemented outside tests: members may be added.</summary>
public interface IArchiveCollectionWorkflow
{
    /// <summary>Runs the collection to its end. Failures of single objects are in the result; it throws only when the run cannot proceed or is cancelled.</summary>
    /// <param name="run">What concerns this run alone: progress, observer, overrides.</param>
    /// <param name="cancellationToken">Stops handing out work, settles what is in flight within <see cref="ArchiveCollectionOptions.SettleTimeout"/>, then throws.</param>
    /// <exception cref="ArchiveTransferException">The run cannot start or go on; <see cref="ArchiveTransferException.ErrorCode"/> says why.</exception>
    /// <exception cref="ArchiveCollectionCanceledException">Cancelled; carries the result so far.</exception>
    Task<ArchiveCollectionResult> ExecuteAsync(ArchiveCollectionRunOptions? run = null, CancellationToken cancellationToken = default);

    /// <summary>Lists and compares both sides and chooses a strategy for every object; copies nothing. Holds counts, never the listing; objects go to <see cref="ArchiveCollectionRunOptions.OnOutcome"/> as <see cref="TransferStatus.Planned"/>.</summary>
    Task<ArchiveCollectionPlan> PlanAsync(ArchiveCollectionRunOptions? run = null, CancellationToken cancellationToken = default);
}
