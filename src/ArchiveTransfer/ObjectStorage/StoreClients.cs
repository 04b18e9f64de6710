using Amazon.S3;
using ArchiveTransfer.ObjectStorage.Direct;
using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer.ObjectStorage;

/// <summary>The two sides of a collection, opened from options and components.</summary>
internal sealed class StoreClients : IDisposable
{
    /// <summary>How long buckets are asked for their regions; then the run begins with what is configured.</summary>
    private static readonly TimeSpan PatienceWithBuckets = TimeSpan.FromSeconds(20);

    private StoreClients(SdkObjectStore source, SdkObjectStore destination, IObjectStore sourcePlane, IObjectStore destinationPlane) =>
        (SourceStore, DestinationStore, SourcePlane, DestinationPlane, SameEndpoint) =
        (source, destination, sourcePlane, destinationPlane, IsSame(source.Client.Config.ServiceURL, destination.Client.Config.ServiceURL));

    public SdkObjectStore SourceStore { get; }

    public SdkObjectStore DestinationStore { get; }

    /// <summary>Sends the library's own requests to the source.</summary>
    public IObjectStore SourcePlane { get; }

    /// <summary>Sends the library's own requests to the destination.</summary>
    public IObjectStore DestinationPlane { get; }

    public IAmazonS3 Source => SourceStore.Client;

    public IAmazonS3 Destination => DestinationStore.Client;

    /// <summary>Null: a client of the user's.</summary>
    public StoreAccess? SourceAccess => SourceStore.Access;

    /// <summary>Null: a client of the user's.</summary>
    public StoreAccess? DestinationAccess => DestinationStore.Access;

    /// <summary>One request, signed by the destination, can reach both sides: one endpoint that is given, or AWS on both sides, whose regions reach each other.</summary>
    public bool SameEndpoint { get; }

    /// <summary>Regions of both buckets are known and differ.</summary>
    public bool CrossesRegions => SourceRegion is { } source && DestinationRegion is { } destination && source != destination;

    /// <summary>Null: unknown, or known to a client of the user's only.</summary>
    public string? SourceRegion => SourceStore.KnownRegion;

    /// <summary>Null: unknown, or known to a client of the user's only.</summary>
    public string? DestinationRegion => DestinationStore.KnownRegion;

    /// <summary>Opens both sides and, where that is wanted, goes to the regions that their buckets are in.</summary>
    public static async ValueTask<StoreClients> OpenAsync(ArchiveCollectionOptions options, ArchiveCollectionComponents components, string runId, CancellationToken cancellationToken)
    {
        SdkObjectStore source = S3ClientFactory.OpenSource(options.Source, components, runId, options.CrossRegionOptimization);
        SdkObjectStore? destination = null;
        try
        {
            destination = S3ClientFactory.OpenDestination(options.Destination, options.Source, components, runId, options.CrossRegionOptimization);
            using var patience = new CancellationTokenSource(PatienceWithBuckets, components.TimeProvider ?? TimeProvider.System);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
            try
            {
                await Task.WhenAll(FindAsync(source.Regions, either.Token), FindAsync(destination.Regions, either.Token)).ConfigureAwait(false);
            }
            catch (ArchiveTransferException) when (cancellationToken.IsCancellationRequested)
            {
                // Nothing is said of a bucket that was not waited for.
            }

            cancellationToken.ThrowIfCancellationRequested();
            return new StoreClients(
                source,
                destination,
                PlaneChoice.Of(source, options.Source, components.Wire?.Configure),
                PlaneChoice.Of(destination, options.Destination, components.Wire?.Configure));
        }
        catch
        {
            source.Dispose();
            destination?.Dispose();
            throw;
        }
    }

    /// <summary>Calls back when an endpoint refuses the library's signature and takes the SDK's, which then sends its requests.</summary>
    public void OnLeftToSdk(Action<StoreSide, string> callback)
    {
        if (SourcePlane is DirectObjectStore source)
        {
            source.LeftToSdk = endpoint => callback(StoreSide.Source, endpoint);
        }

        if (DestinationPlane is DirectObjectStore destination)
        {
            destination.LeftToSdk = endpoint => callback(StoreSide.Destination, endpoint);
        }
    }

    public void Dispose()
    {
        SourcePlane.Dispose();
        DestinationPlane.Dispose();
    }

    private static Task FindAsync(RegionalClients? regions, CancellationToken cancellationToken) =>
        regions is null ? Task.CompletedTask : regions.FindAsync(cancellationToken).AsTask();

    private static bool IsSame(string? source, string? destination) =>
        (string.IsNullOrEmpty(source) && string.IsNullOrEmpty(destination))
        || (Uri.TryCreate(source, UriKind.Absolute, out Uri? left)
            && Uri.TryCreate(destination, UriKind.Absolute, out Uri? right)
            && Uri.Compare(left, right, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0);
}
