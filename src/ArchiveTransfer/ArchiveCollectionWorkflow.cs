using Microsoft.Extensions.Configuration;

namespace ArchiveTransfer;

/// <summary>The workflow; create it here where there is no container. Owns what it created; dispose it. (Not named ArchiveCollection: CA1711.)</summary>
public sealed class ArchiveCollectionWorkflow : IArchiveCollectionWorkflow, IAsyncDisposable, IDisposable
{
    private ArchiveCollectionWorkflow() { }

    /// <summary>Creates a workflow from options set in code.</summary>
    /// <exception cref="ArchiveTransferException"><see cref="TransferErrorCodes.InvalidOptions"/>, every problem in one message.</exception>
    public static ArchiveCollectionWorkflow Create(Action<ArchiveCollectionOptions> configure, ArchiveCollectionComponents? components = null) => throw null!;

    /// <summary>Creates a workflow from configuration, PascalCase or the original's JSON.</summary>
    public static ArchiveCollectionWorkflow Create(IConfiguration configuration, ArchiveCollectionComponents? components = null) => throw null!;

    /// <inheritdoc/>
    public Task<ArchiveCollectionResult> ExecuteAsync(ArchiveCollectionRunOptions? run = null, CancellationToken cancellationToken = default) => throw null!;

    /// <inheritdoc/>
    public Task<ArchiveCollectionPlan> PlanAsync(ArchiveCollectionRunOptions? run = null, CancellationToken cancellationToken = default) => throw null!;

    /// <summary>Waits for running collections to settle, then disposes the clients this instance created, never one it was given.</summary>
    public ValueTask DisposeAsync() => throw null!;

    /// <summary>Cancels what runs and disposes without waiting: for a container that is disposed synchronously, which throws for a service that is only IAsyncDisposable.</summary>
    public void Dispose() => throw null!;
}
