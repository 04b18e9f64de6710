using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace ArchiveTransfer.Testing.Http;

/// <summary>Kestrel on loopback, HTTP/1.1, with nothing between it and the handler.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private const int LongestRequestLine = 64 * 1024;

    private readonly WebApplication _services;
    private readonly IServer _server;
    private readonly SimulatorApplication _application;

    /// <summary>Port 0 takes a free one. The listeners are configured by their number in the list.</summary>
    public LoopbackServer(IReadOnlyList<int> ports, RequestDelegate handler, Action<ListenOptions, int>? configure = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MaxRequestLineSize = LongestRequestLine;
            kestrel.Limits.MaxRequestHeadersTotalSize = LongestRequestLine;
            kestrel.Limits.MaxRequestBufferSize = 2 * LongestRequestLine;

            // Byte for byte: signatures cover headers as they were sent, and metadata goes back as it came.
            kestrel.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
            kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;
            for (var i = 0; i < ports.Count; i++)
            {
                var number = i;
                kestrel.Listen(IPAddress.Loopback, ports[number], listen =>
                {
                    listen.Protocols = HttpProtocols.Http1;
                    configure?.Invoke(listen, number);
                });
            }
        });
        _services = builder.Build();
        _server = _services.Services.GetRequiredService<IServer>();
        _application = new SimulatorApplication(handler);
    }

    /// <summary>Where it listens, in the order of the ports.</summary>
    public async Task<IReadOnlyList<Uri>> StartAsync(CancellationToken cancellationToken)
    {
        await _server.StartAsync(_application, cancellationToken).ConfigureAwait(false);
        var addresses = _server.Features.Get<IServerAddressesFeature>()!;
        return [.. addresses.Addresses.Select(static address => new Uri(address))];
    }

    /// <summary>At once: requests under way are cut.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        await _services.DisposeAsync().ConfigureAwait(false);
    }
}
