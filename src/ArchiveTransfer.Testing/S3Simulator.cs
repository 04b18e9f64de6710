using System.Net;
using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using ArchiveTransfer.Testing.Faults;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Observation;
using ArchiveTransfer.Testing.Shaping;
using ArchiveTransfer.Testing.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace ArchiveTransfer.Testing;

/// <summary>An S3 store in this process, on loopback, strict and countable. One line to start, disposed when done.</summary>
public sealed class S3Simulator : IAsyncDisposable
{
    private const int LongestRequestLine = 64 * 1024;

    private readonly Store _store;
    private readonly NetworkShaper _shaper;
    private readonly FaultInjector _faults;
    private readonly RequestLog _log;
    private readonly CounterSet _counters = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly WebApplication _server;

    private S3Simulator(S3SimulatorOptions options)
    {
        _store = new Store(options);
        _shaper = new NetworkShaper(_store, _stopping.Token);
        _faults = new FaultInjector(options.Seed);
        _log = new RequestLog(options);
        _server = BuildServer(options.Port);
        _server.Run(new RequestHandler(_store, _shaper, _faults, _counters, _log, _stopping.Token).HandleAsync);
    }

    /// <summary>Where it listens.</summary>
    public Uri Endpoint { get; private set; } = new("http://localhost");

    /// <summary>The identity that owns every bucket added without an owner.</summary>
    public S3Identity Owner => _store.Owner;

    /// <summary>The last requests that ended, in order of arrival; kept only while <see cref="S3SimulatorOptions.KeepRequestLog"/>.</summary>
    public IReadOnlyList<S3RequestRecord> Requests => _log.Records;

    /// <summary>Starts one.</summary>
    public static async Task<S3Simulator> StartAsync(Action<S3SimulatorOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        var options = new S3SimulatorOptions();
        configure?.Invoke(options);
        var simulator = new S3Simulator(options);
        try
        {
            await simulator._server.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await simulator.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var addresses = simulator._server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        simulator.Endpoint = new Uri(addresses.Addresses.Single());
        return simulator;
    }

    /// <summary>Makes another identity; one with a session token stands for temporary credentials.</summary>
    public S3Identity AddIdentity(string name, bool withSessionToken = false) => _store.AddIdentity(name, withSessionToken);

    /// <summary>Makes a bucket.</summary>
    public S3Bucket AddBucket(string name, S3Identity? owner = null, bool isPublic = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var bucket = new S3Bucket(_store, name, owner ?? Owner, isPublic);
        return _store.Buckets.TryAdd(name, bucket) ? bucket : throw new ArgumentException($"There is a bucket '{name}' already.", nameof(name));
    }

    /// <summary>The bucket of this name, also when a client made it; null: none.</summary>
    public S3Bucket? FindBucket(string name) => _store.Buckets.GetValueOrDefault(name);

    /// <summary>A client of the SDK set up for it: path style, each request sent once, no default checksums; null: anonymous.</summary>
    public IAmazonS3 CreateClient(S3Identity? identity)
    {
        AWSCredentials credentials = identity switch
        {
            null => new AnonymousAWSCredentials(),
            { SessionToken: { } token } => new SessionAWSCredentials(identity.AccessKey, identity.SecretKey, token),
            _ => new BasicAWSCredentials(identity.AccessKey, identity.SecretKey),
        };
        return new SingleAttemptClient(credentials, new AmazonS3Config
        {
            ServiceURL = Endpoint.ToString(),
            ForcePathStyle = true,
            AuthenticationRegion = Store.Region,
            MaxErrorRetry = 0,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });
    }

    /// <summary>Counters since the start or the last reset.</summary>
    public S3Counters ReadCounters(bool reset = false) => _counters.Read(reset);

    /// <summary>Replaces the shape of the network for the requests from now on; bodies under way keep their pace.</summary>
    /// <exception cref="ArgumentException">A time, a rate or an operation in it makes no sense, or its copies are free.</exception>
    public void Shape(S3Shaping shaping) => _shaper.Shape = shaping;

    /// <summary>Makes a fault happen: seeded, counted, removed when disposed. Of several the first that strikes counts.</summary>
    public IDisposable Inject(S3Fault fault) => _faults.Add(fault);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        await _server.StopAsync(_stopping.Token).ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private WebApplication BuildServer(int port)
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
            kestrel.Listen(IPAddress.Loopback, port, CountConnections);
        });
        return builder.Build();
    }

    private void CountConnections(ListenOptions listen) => listen.Use(next => connection =>
    {
        _counters.Connected();
        return next(connection);
    });
}
