using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace ArchiveTransfer.Testing.Http;

/// <summary>Which region a connection was made to: each has a port of its own.</summary>
internal static class ListenerRegion
{
    private static readonly object Key = new();

    public static void Set(ConnectionContext connection, string region) => connection.Items[Key] = region;

    public static string Of(HttpContext http) => (string)http.Features.Get<IConnectionItemsFeature>()!.Items[Key]!;
}
