namespace ArchiveTransfer;

/// <summary>One way to transfer objects. Singleton, thread-safe, no state of a run outside <see cref="TransferAsync"/>. Most implementations derive from <see cref="ObjectTransferStrategy"/>.</summary>
public interface ITransferStrategy
{
    /// <summary>Report column and metric tag: lower case, digits, underscores; unique in a collection.</summary>
    string Name { get; }

    /// <summary>Which way the bytes take.</summary>
    TransferPath Path { get; }

    /// <summary>Called once a run, before any object: is the tool there, is the store able? A refusal takes the strategy out of the run, with its reason; what it throws ends the run with <see cref="TransferErrorCodes.StrategyFailed"/>.</summary>
    ValueTask<TransferEligibility> PrepareAsync(TransferContext context, CancellationToken cancellationToken) => new(TransferEligibility.Eligible);

    /// <summary>Hard limits of this strategy for this object; cheap, no I/O. Preferences belong to selection.</summary>
    TransferEligibility CanTransfer(PlannedTransfer item, TransferContext context);

    /// <summary>Transfers items as they come and yields one attempt for each, in any order, as soon as it is known. Items are given no faster than attempts are taken. An item without an attempt when the sequence ends is looked for at the destination by the engine, and copied or failed. On cancellation: stop reading items, settle, then end or throw.</summary>
    IAsyncEnumerable<TransferAttempt> TransferAsync(IAsyncEnumerable<PlannedTransfer> items, TransferContext context, CancellationToken cancellationToken);
}
