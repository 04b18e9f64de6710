using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Amazon.S3;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.ClaimScenarios.OwnEndpoint;

/// <summary>Where the two sides are, without anything that could be a secret.</summary>
internal sealed record OwnEndpointNames(string Source, string Destination, bool IsThisMachine)
{
    public static async Task<OwnEndpointNames> OfAsync(StoreClients clients, CancellationToken cancellationToken) => new(
        Name(clients.Source, clients.SourceAccess),
        Name(clients.Destination, clients.DestinationAccess),
        await IsHereAsync(clients.Source, cancellationToken) || await IsHereAsync(clients.Destination, cancellationToken));

    public string Both => Source == Destination ? Destination : $"{Source} to {Destination}";

    private static string Name(IAmazonS3 client, StoreAccess? access) => Address(client) is { } address
        ? DisplayText.Escape(address.GetLeftPart(UriPartial.Authority).Replace($"{address.UserInfo}@", "", StringComparison.Ordinal))
        : $"AWS {DisplayText.Escape(access?.Region)}";

    /// <summary>By what the name resolves to and the addresses that the interfaces have.</summary>
    private static async Task<bool> IsHereAsync(IAmazonS3 client, CancellationToken cancellationToken)
    {
        if (Address(client) is not { } address)
        {
            return false;
        }

        if (address.IsLoopback)
        {
            return true;
        }

        try
        {
            IPAddress[] resolved = await Dns.GetHostAddressesAsync(address.DnsSafeHost, cancellationToken);
            return resolved.Any(IPAddress.IsLoopback)
                || NetworkInterface.GetAllNetworkInterfaces().SelectMany(static link => link.GetIPProperties().UnicastAddresses).Any(own => resolved.Contains(own.Address));
        }
        catch (Exception exception) when (exception is SocketException or NetworkInformationException or PlatformNotSupportedException)
        {
            // A name that only a proxy resolves, or a system that does not tell.
            return false;
        }
    }

    private static Uri? Address(IAmazonS3 client) => Uri.TryCreate(client.Config.ServiceURL, UriKind.Absolute, out Uri? address) ? address : null;
}
