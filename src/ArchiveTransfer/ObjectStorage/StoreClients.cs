using Amazon.S3;
using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer.ObjectStorage;

/// <summary>The two sides of a collection, opened from options and components.</summary>
internal sealed class StoreClients : IDisposable
{
    private StoreClients(SdkObjectStore source, SdkObjectStore destination, bool sameEndpoint) =>
        (SourceStore, DestinationStore, SameEndpoint) = (source, destination, sameEndpoint);

    public SdkObjectStore SourceStore { get; }

    public SdkObjectStore DestinationStore { get; }

    public IAmazonS3 Source => SourceStore.Client;

    public IAmazonS3 Destination => DestinationStore.Client;

    /// <summary>Null: a client of the user's.</summary>
    public StoreAccess? SourceAccess => SourceStore.Access;

    /// <summary>Null: a client of the user's.</summary>
    public StoreAccess? DestinationAccess => DestinationStore.Access;

    /// <summary>One request, signed by the destination, can reach both sides: one endpoint that is given, or AWS on both sides, whose regions reach each other.</summary>
    public bool SameEndpoint { get; }

    public static StoreClients Open(ArchiveCollectionOptions options, ArchiveCollectionComponents components, string runId)
    {
        SdkObjectStore source = S3ClientFactory.OpenSource(options.Source, components, runId);
        try
        {
            SdkObjectStore destination = S3ClientFactory.OpenDestination(options.Destination, options.Source, components, runId);
            return new StoreClients(source, destination, IsSame(source.Client.Config.ServiceURL, destination.Client.Config.ServiceURL));
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        SourceStore.Dispose();
        DestinationStore.Dispose();
    }

    private static bool IsSame(string? source, string? destination) =>
        (string.IsNullOrEmpty(source) && string.IsNullOrEmpty(destination))
        || (Uri.TryCreate(source, UriKind.Absolute, out Uri? left)
            && Uri.TryCreate(destination, UriKind.Absolute, out Uri? right)
            && Uri.Compare(left, right, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0);
}
