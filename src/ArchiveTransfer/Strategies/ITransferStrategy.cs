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

    /// <summary>Transfers items as they come and yields one attempt for each, in any order, as soon as it is known. On cancellation: stop reading items, settle, then end or throw.</summary>
    /// <remarks>
    /// <para>Items are given no faster than attempts are taken, and all strategies of a run together have no more than <see cref="ArchiveCollectionOptions.MaxConcurrency"/> of them without an attempt.</para>
    /// <para>They end when the strategy asks for another one, has some without an attempt, and none can come before it yields one: each object in flight waits for an attempt at an item that was given, and there is no further object or no more may be in flight. A strategy that gathers items then works on those it has. An object that waits for a retry, or is on its way to or from a strategy, keeps them open. At the latest they end with the run.</para>
    /// <para>Objects and retries that come later begin a new enumeration: the method is called as often as it takes, one call after the other, never before the previous sequence has ended and is disposed. A strategy that asks for items while it works on others meets an end whenever it asks with as many as may be in flight; one that asks with fewer does not before the plan is at its end.</para>
    /// <para>An item without an attempt when the sequence ends is looked for at the destination by the engine: it is copied, or failed with <see cref="TransferErrorCodes.StrategyLostItem"/>. A sequence that throws fails the items it still had with <see cref="TransferErrorCodes.StrategyFailed"/>; others begin a new one. A sequence that ends before its items do wants no more of them: the rest of the run counts as lost by it.</para>
    /// </remarks>
    IAsyncEnumerable<TransferAttempt> TransferAsync(IAsyncEnumerable<PlannedTransfer> items, TransferContext context, CancellationToken cancellationToken);
}
