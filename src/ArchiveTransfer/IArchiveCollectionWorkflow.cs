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

    /// <summary>Checks whether a run could begin, leaving nothing behind: source listable and readable, destination listable and writable, each strategy usable, and which one an object would take.</summary>
    /// <remarks>
    /// Sends one small listing of each side, reads byte 0 of the first object that is not empty (an empty one: its headers), and begins and aborts a multipart upload of
    /// <c>.archivetransfer-check-</c> and a random number after the destination prefix, with the attributes of real writes: no object, no version, no part stays. Each request is
    /// repeated at most twice and given at most 30 s. What only a real object shows - copies by the store, rights to a KMS key - is not checked, and said so.
    /// </remarks>
    /// <param name="cancellationToken">Ends the check, after it has cleaned up.</param>
    /// <returns>What was found; a check that fails is an item of it, never an exception.</returns>
    /// <exception cref="ArchiveTransferException">The options are not valid (<see cref="TransferErrorCodes.InvalidOptions"/>).</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    Task<ArchiveCollectionCheck> CheckAsync(CancellationToken cancellationToken = default);
}
