using Microsoft.Extensions.Configuration;

namespace ArchiveTransfer;

/// <summary>The workflow; create it here where there is no container. Owns what it created; dispose it. (Not named ArchiveCollection: CA1711.)</summary>
public sealed class ArchiveCollectionWorkflow : IArchiveCollectionWorkflow, IAsyncDisposable, IDisposable
{
    private readonly Func<ArchiveCollectionOptions> _options;
    private readonly ArchiveCollectionComponents _components;

    /// <param name="options">Builds the options anew for each run: loaded and configured, not yet validated.</param>
    /// <param name="components">What was plugged in.</param>
    internal ArchiveCollectionWorkflow(Func<ArchiveCollectionOptions> options, ArchiveCollectionComponents components) =>
        (_options, _components) = (options, components);

    /// <summary>Creates a workflow from options set in code.</summary>
    /// <exception cref="ArchiveTransferException"><see cref="TransferErrorCodes.InvalidOptions"/>, every problem in one message.</exception>
    public static ArchiveCollectionWorkflow Create(Action<ArchiveCollectionOptions> configure, ArchiveCollectionComponents? components = null)
    {
        ArgumentNullException.ThrowIfNull(configure);
        InvalidOptions.ThrowIfInvalid(Build());
        return new ArchiveCollectionWorkflow(Build, components ?? new ArchiveCollectionComponents());

        ArchiveCollectionOptions Build()
        {
            var options = new ArchiveCollectionOptions();
            configure(options);
            return options;
        }
    }

    /// <summary>Creates a workflow from configuration, PascalCase or the original's JSON; what changes there concerns the next run.</summary>
    /// <exception cref="ArchiveTransferException"><see cref="TransferErrorCodes.InvalidOptions"/>, every problem in one message.</exception>
    public static ArchiveCollectionWorkflow Create(IConfiguration configuration, ArchiveCollectionComponents? components = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return Create(options => options.Load(configuration), components);
    }

    /// <inheritdoc/>
    public Task<ArchiveCollectionResult> ExecuteAsync(ArchiveCollectionRunOptions? run = null, CancellationToken cancellationToken = default) => throw null!;

    /// <inheritdoc/>
    public Task<ArchiveCollectionPlan> PlanAsync(ArchiveCollectionRunOptions? run = null, CancellationToken cancellationToken = default) => throw null!;

    /// <summary>Waits for running collections to settle, then disposes the clients this instance created, never one it was given.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Cancels what runs and disposes without waiting: for a container that is disposed synchronously, which throws for a service that is only IAsyncDisposable.</summary>
    public void Dispose()
    {
        _ = _options;
        _ = _components;
    }
}
