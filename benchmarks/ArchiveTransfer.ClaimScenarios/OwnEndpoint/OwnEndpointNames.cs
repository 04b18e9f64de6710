using Amazon.S3;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.ClaimScenarios.OwnEndpoint;

/// <summary>Where the two sides are, without anything that could be a secret.</summary>
internal sealed record OwnEndpointNames(string Source, string Destination, bool IsThisMachine)
{
    public static OwnEndpointNames Of(StoreClients clients) => new(
        Name(clients.Source, clients.SourceAccess),
        Name(clients.Destination, clients.DestinationAccess),
        IsLoopback(clients.Source) || IsLoopback(clients.Destination));

    public string Both => Source == Destination ? Destination : $"{Source} to {Destination}";

    private static string Name(IAmazonS3 client, StoreAccess? access) => Address(client) is { } address
        ? DisplayText.Escape(address.GetLeftPart(UriPartial.Authority).Replace($"{address.UserInfo}@", "", StringComparison.Ordinal))
        : $"AWS {DisplayText.Escape(access?.Region)}";

    private static bool IsLoopback(IAmazonS3 client) => Address(client)?.IsLoopback == true;

    private static Uri? Address(IAmazonS3 client) => Uri.TryCreate(client.Config.ServiceURL, UriKind.Absolute, out Uri? address) ? address : null;
}
