using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Execution.Concurrency;

/// <summary>What one run takes of the process's limiters, and gives back when it ends: both sides, and what the run allows itself at each endpoint.</summary>
internal sealed class RunPlaces : IDisposable
{
    private readonly EndpointLimiters registry;
    private readonly EndpointLimiter sourceEndpoint;
    private readonly EndpointLimiter destinationEndpoint;
    private readonly PlaceGate? share;
    private readonly LentPlaces lent = new();

    /// <param name="start">Requests in flight to begin with, where nothing is known yet.</param>
    public RunPlaces(EndpointLimiters registry, ArchiveCollectionOptions options, StoreClients clients, int start, TimeProvider time)
    {
        this.registry = registry;
        destinationEndpoint = registry.Acquire(clients.Destination.Config.ServiceURL, time);
        sourceEndpoint = registry.Acquire(clients.Source.Config.ServiceURL, time);
        share = Share(options);
        PlaceGate bodies = share ?? new PlaceGate(TransferLimits.DefaultThroughClient);
        Destination = new RequestPlaces(destinationEndpoint, options.Destination.Bucket!, share, bodies, start);
        bool together = destinationEndpoint == sourceEndpoint;
        PlaceGate? sourceShare = together ? share : Share(options);
        Source = new RequestPlaces(
            sourceEndpoint, options.Source.Bucket!, sourceShare, together ? bodies : sourceShare ?? new PlaceGate(TransferLimits.DefaultThroughClient), start);
    }

    public RequestPlaces Source { get; }

    public RequestPlaces Destination { get; }

    /// <summary>Time that the run had as many requests in flight to the destination as it allows itself.</summary>
    public TimeSpan TimeAtCeiling => share is null ? TimeSpan.Zero : destinationEndpoint.FullTimeOf(share);

    /// <summary>A place at the destination for a strategy of the user's.</summary>
    public async ValueTask<IDisposable> LendAsync(CancellationToken cancellationToken) =>
        lent.Lend(await Destination.EnterAsync(StoreOperation.CopyObject, at: null, cancellationToken).ConfigureAwait(false));

    public void Dispose()
    {
        lent.Dispose();
        registry.Release(sourceEndpoint);
        registry.Release(destinationEndpoint);
    }

    private static PlaceGate? Share(ArchiveCollectionOptions options) => options.MaxConcurrency is { } most ? new PlaceGate(most) : null;
}
