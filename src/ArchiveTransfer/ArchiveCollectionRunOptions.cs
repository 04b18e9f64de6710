namespace ArchiveTransfer;

/// <summary>What concerns one run alone.</summary>
public sealed class ArchiveCollectionRunOptions
{
    /// <summary>Name of the run in logs, spans, report and metrics exemplars; a new GUID, 32 hex digits, when null.</summary>
    public string? RunId { get; init; }

    /// <summary>Receives immutable snapshots, at most every <see cref="ArchiveCollectionOptions.ProgressInterval"/> and once at the end; called one at a time; what it throws is logged and ignored.</summary>
    public IProgress<ArchiveCollectionProgress>? Progress { get; init; }

    /// <summary>Awaited for every outcome, one at a time; the run waits for it; what it throws ends the run with <see cref="TransferErrorCodes.ObserverFailed"/>.</summary>
    public Func<TransferOutcome, CancellationToken, ValueTask>? OnOutcome { get; init; }

    /// <summary>Changes a copy of the options for this run; the copy is validated again.</summary>
    public Action<ArchiveCollectionOptions>? Configure { get; init; }
}
