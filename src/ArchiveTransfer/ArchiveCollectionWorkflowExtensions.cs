namespace ArchiveTransfer;

/// <summary>Shorter ways to call a workflow; each is defined by <see cref="IArchiveCollectionWorkflow.ExecuteAsync"/>, so one member is enough to fake.</summary>
public static class ArchiveCollectionWorkflowExtensions
{
    /// <summary>Runs the collection: <c>await workflow.ExecuteAsync(stoppingToken)</c>.</summary>
    public static Task<ArchiveCollectionResult> ExecuteAsync(this IArchiveCollectionWorkflow workflow, CancellationToken cancellationToken) =>
        (workflow ?? throw new ArgumentNullException(nameof(workflow))).ExecuteAsync(null, cancellationToken);

    /// <summary>Runs the collection and yields each outcome; a consumer that is slow slows the run, one that stops early cancels it and waits until it has settled. Every enumeration is a new run.</summary>
    public static IAsyncEnumerable<TransferOutcome> StreamAsync(this IArchiveCollectionWorkflow workflow, ArchiveCollectionRunOptions? run = null, CancellationToken cancellationToken = default) => throw null!;
}
