using System.Net;
using System.Text;
using Amazon.Runtime;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>One HTTP client for one S3 client, with nothing between the store's bytes and ours.</summary>
internal sealed class WireClientFactory(Action<SocketsHttpHandler>? configure = null) : HttpClientFactory, IDisposable
{
    private readonly object gate = new();
    private HttpClient? client;

    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        lock (gate)
        {
            return client ??= Create(clientConfig, configure);
        }
    }

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    public void Dispose() => client?.Dispose();

    /// <summary>Nothing between the store's bytes and ours.</summary>
    public static SocketsHttpHandler NewHandler() => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        MaxConnectionsPerServer = int.MaxValue,
        // Metadata is signed as UTF-8; as Latin-1 it would not arrive as it was signed.
        RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
    };

    private static HttpClient Create(IClientConfig config, Action<SocketsHttpHandler>? configure)
    {
        SocketsHttpHandler handler = NewHandler();
        if (config.GetWebProxy() is { } proxy)
        {
            handler.Proxy = proxy;
        }

        configure?.Invoke(handler);
        return new HttpClient(new WireHandler(handler)) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
