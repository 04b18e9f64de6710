using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Amazon.S3;
using ArchiveTransfer.Testing.Clients;
using ArchiveTransfer.Testing.Faults;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Observation;
using ArchiveTransfer.Testing.Shaping;
using ArchiveTransfer.Testing.Storage;
using ArchiveTransfer.Testing.Tokens;
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
    private readonly CounterSet _counters;
    private readonly CancellationTokenSource _stopping = new();
    private readonly X509Certificate2? _certificate;
    private readonly string[] _regions;
    private readonly WebApplication _server;

    private S3Simulator(S3SimulatorOptions options)
    {
        _store = new Store(options);
        _shaper = new NetworkShaper(_store, _stopping.Token);
        _faults = new FaultInjector(options.Seed);
        _log = new RequestLog(options);
        _counters = new CounterSet(options);
        _certificate = options.UseTls ? ServerCertificate.Create() : null;
        CertificatePem = _certificate?.ExportCertificatePem();
        _regions = [options.Region, .. options.FurtherRegions.Where(region => region != options.Region)];
        _server = BuildServer(options.Port);
        _server.Run(new RequestHandler(_store, _shaper, _faults, _counters, _log, _stopping.Token).HandleAsync);
    }

    /// <summary>Where it listens.</summary>
    public Uri Endpoint { get; private set; } = new("http://localhost");

    /// <summary>The certificate to trust, in PEM; null without <see cref="S3SimulatorOptions.UseTls"/>.</summary>
    public string? CertificatePem { get; }

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
        foreach (var (region, address) in simulator._regions.Zip(addresses.Addresses))
        {
            simulator._store.Endpoints[region] = new Uri(address);
        }

        simulator.Endpoint = simulator._store.Endpoints[options.Region];
        return simulator;
    }

    /// <summary>Where a region is served: that of <see cref="Endpoint"/> or one of <see cref="S3SimulatorOptions.FurtherRegions"/>.</summary>
    /// <exception cref="ArgumentException">There is no such region.</exception>
    public Uri EndpointOf(string region)
    {
        ArgumentNullException.ThrowIfNull(region);
        return _store.Endpoints.TryGetValue(region, out var endpoint) ? endpoint : throw NoSuchRegion(region);
    }

    /// <summary>Makes another identity in an account of its own; one with a session token, or an end, stands for temporary credentials.</summary>
    public S3Identity AddIdentity(string name, bool withSessionToken = false, DateTimeOffset? expiresAt = null) =>
        _store.AddIdentity(name, withSessionToken, expiresAt);

    /// <summary>Makes a role: whoever takes it at this endpoint, by AssumeRole or AssumeRoleWithWebIdentity, gets temporary credentials that act as the identity.</summary>
    /// <param name="name">Name, the end of the ARN.</param>
    /// <param name="identity">Whose rights the sessions of the role have, and whose account.</param>
    /// <param name="trusted">Who may take it by AssumeRole; null: everybody who signs.</param>
    /// <param name="externalId">What AssumeRole has to name; null: nothing.</param>
    /// <param name="longestSession">Between 15 minutes and 12 hours; null: one hour, as roles are made.</param>
    /// <returns>The ARN.</returns>
    public string AddRole(string name, S3Identity identity, S3Identity? trusted = null, string? externalId = null, TimeSpan? longestSession = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(identity);
        var longest = longestSession ?? TimeSpan.FromHours(1);
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, TimeSpan.FromMinutes(15), nameof(longestSession));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(longest, TimeSpan.FromHours(12), nameof(longestSession));
        var role = new Role($"arn:aws:iam::{identity.AccountId}:role/{name}", name, identity, trusted, externalId, longest);
        return _store.Roles.TryAdd(role.Arn, role) ? role.Arn : throw new ArgumentException($"There is a role '{role.Arn}' already.", nameof(name));
    }

    /// <summary>A token of an identity provider, for AssumeRoleWithWebIdentity of this role.</summary>
    /// <param name="roleArn">The role it is meant for.</param>
    /// <param name="validFor">How long, by the clock of the simulator; null: an hour.</param>
    public string IssueWebIdentityToken(string roleArn, TimeSpan? validFor = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(roleArn);
        return WebIdentityToken.Issue(_store.WebIdentitySecret, "workload", roleArn, _store.Now + (validFor ?? TimeSpan.FromHours(1)));
    }

    /// <summary>Makes a bucket, in the region of <see cref="Endpoint"/> unless another is named.</summary>
    public S3Bucket AddBucket(string name, S3Identity? owner = null, bool isPublic = false, string? region = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (region is not null && !_store.Endpoints.ContainsKey(region))
        {
            throw NoSuchRegion(region);
        }

        var bucket = new S3Bucket(_store, name, owner ?? Owner, isPublic, region);
        return _store.Buckets.TryAdd(name, bucket) ? bucket : throw new ArgumentException($"There is a bucket '{name}' already.", nameof(name));
    }

    /// <summary>The bucket of this name, also when a client made it; null: none.</summary>
    public S3Bucket? FindBucket(string name) => _store.Buckets.GetValueOrDefault(name);

    /// <summary>A client of the SDK set up for it: path style, each request sent once, no default checksums; with TLS it trusts this simulator's certificate alone. Null: anonymous.</summary>
    public IAmazonS3 CreateClient(S3Identity? identity, string? region = null) =>
        SimulatorClient.Create(EndpointOf(region ?? _store.Options.Region), region ?? _store.Options.Region, CertificatePem, identity);

    /// <summary>Counters since the start or the last reset; a reset begins counters, time line and <see cref="Requests"/> anew.</summary>
    public S3Counters ReadCounters(bool reset = false)
    {
        var counters = _counters.Read(reset);
        if (reset)
        {
            _log.Clear();
        }

        return counters;
    }

    /// <summary>Replaces the shaping of the network from now on.</summary>
    public void Shape(S3Shaping shaping)
    {
        ArgumentNullException.ThrowIfNull(shaping);
        _shaper.Shape = shaping;
    }

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
        _certificate?.Dispose();
        _stopping.Dispose();
    }

    private static ArgumentException NoSuchRegion(string region) =>
        new($"There is no region '{region}'; name it in {nameof(S3SimulatorOptions)}.{nameof(S3SimulatorOptions.FurtherRegions)}.", nameof(region));

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
            foreach (var region in _regions)
            {
                kestrel.Listen(IPAddress.Loopback, region == _regions[0] ? port : 0, listen => Listen(listen, region));
            }
        });
        return builder.Build();
    }

    private void Listen(ListenOptions listen, string region)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => connection =>
        {
            _counters.Connected();
            ListenerRegion.Set(connection, region);
            return next(connection);
        });
        if (_certificate is not null)
        {
            listen.UseHttps(_certificate);
        }
    }
}
