using System.Security.Cryptography.X509Certificates;
using Amazon.S3;
using ArchiveTransfer.Testing.Admin;
using ArchiveTransfer.Testing.Clients;
using ArchiveTransfer.Testing.Faults;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Observation;
using ArchiveTransfer.Testing.Shaping;
using ArchiveTransfer.Testing.Storage;
using ArchiveTransfer.Testing.Tokens;
using ArchiveTransfer.Testing.Transfers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ArchiveTransfer.Testing;

/// <summary>An S3 store in this process, on loopback, strict and countable. One line to start, disposed when done.</summary>
public sealed class S3Simulator : IAsyncDisposable
{
    private readonly Store _store;
    private readonly NetworkShaper _shaper;
    private readonly FaultInjector _faults;
    private readonly RequestLog _log;
    private readonly CounterSet _counters;
    private readonly CancellationTokenSource _stopping = new();
    private readonly X509Certificate2? _certificate;
    private readonly string[] _regions;
    private readonly LoopbackServer _server;
    private readonly AdminServer? _admin;
    private readonly TransferBench _bench;

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
        _server = new LoopbackServer(
            [options.Port, .. _regions.Skip(1).Select(static _ => 0)],
            new RequestHandler(_store, _shaper, _faults, _counters, _log, _stopping.Token).HandleAsync,
            Listen);
        _bench = new TransferBench(_store, CertificatePem);
        _admin = options.AdminPort is { } port ? new AdminServer(this, _store, port) : null;
    }

    /// <summary>Where it listens.</summary>
    public Uri Endpoint { get; private set; } = new("http://localhost");

    /// <summary>The certificate to trust, in PEM; null without <see cref="S3SimulatorOptions.UseTls"/>.</summary>
    public string? CertificatePem { get; }

    /// <summary>Where counters, log, faults and the rest are reached from other processes; null without <see cref="S3SimulatorOptions.AdminPort"/>.</summary>
    public Uri? AdminEndpoint { get; private set; }

    /// <summary>What each request to <see cref="AdminEndpoint"/> must carry as its bearer token; null without it.</summary>
    public string? AdminToken => _admin?.Token;

    /// <summary>The identity that owns every bucket added without an owner.</summary>
    public S3Identity Owner => _store.Owner;

    /// <summary>The last requests that ended, in order of arrival; kept only while <see cref="S3SimulatorOptions.KeepRequestLog"/>.</summary>
    public IReadOnlyList<S3RequestRecord> Requests => _log.Records;

    /// <summary>Starts one.</summary>
    public static async Task<S3Simulator> StartAsync(Action<S3SimulatorOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        var options = new S3SimulatorOptions();
        configure?.Invoke(options);
        return await StartAsync(options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Starts one as a process of its own, so that memory and CPU of this process are those of what is tested. The process runs this assembly with the runtime and the dependencies of the running program, and lives as long as what is returned, at most as long as this process.</summary>
    /// <exception cref="ArgumentException">A clock other than the system's: it cannot cross.</exception>
    /// <exception cref="PlatformNotSupportedException">This program is self-contained or a single file: there is no runtime to start another process with.</exception>
    /// <exception cref="IOException">The process did not start; the message has what it said.</exception>
    public static Task<S3SimulatorProcess> StartProcessAsync(Action<S3SimulatorOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        var options = new S3SimulatorOptions();
        configure?.Invoke(options);
        return S3SimulatorProcess.StartAsync(options, cancellationToken);
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

    /// <summary>Ends every session there is, of roles and of identities with a session token: each further request of one becomes 400 ExpiredToken, whatever end it was promised.</summary>
    /// <returns>How many had not ended yet.</returns>
    public int ExpireSessions() => _store.ExpireSessions();

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

    /// <summary>Makes an access point of a bucket, in the bucket's account and region: at <c>name-account.s3-accesspoint.region.amazonaws.com</c>, by its ARN as the source of a copy, by its alias anywhere.</summary>
    /// <exception cref="ArgumentException">There is such an access point already.</exception>
    public S3AccessPoint AddAccessPoint(string name, S3Bucket bucket)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(bucket);
        return _store.AddAccessPoint(name, bucket) ?? throw new ArgumentException($"There is an access point '{name}' already.", nameof(name));
    }

    /// <summary>The bucket of this name, also when a client made it; null: none.</summary>
    public S3Bucket? FindBucket(string name) => _store.Buckets.GetValueOrDefault(name);

    /// <summary>A client of the SDK set up for it: path style, each request sent once, no default checksums; with TLS it trusts this simulator's certificate alone. Null: anonymous.</summary>
    public IAmazonS3 CreateClient(S3Identity? identity, string? region = null) =>
        SimulatorClient.Create(EndpointOf(region ?? _store.Options.Region), region ?? _store.Options.Region, CertificatePem, identity);

    /// <summary>What a strategy of your own needs to be tried without an engine: clients of both sides, signed by the owners of the buckets, and options that name them. The clients are disposed with the simulator.</summary>
    /// <param name="configure">Changes the options; with an anonymous source its client is unsigned.</param>
    /// <exception cref="ArgumentException">There is no such bucket.</exception>
    public TransferContext CreateTransferContext(string sourceBucket, string destinationBucket, Action<ArchiveCollectionOptions>? configure = null) =>
        _bench.CreateContext(sourceBucket, destinationBucket, configure);

    /// <summary>Everything in one bucket as transfers to the same keys in another: what a strategy is given to do.</summary>
    /// <exception cref="ArgumentException">There is no such bucket.</exception>
    public IAsyncEnumerable<PlannedTransfer> PlanTransfersAsync(string sourceBucket, string destinationBucket) =>
        _bench.PlanAsync(sourceBucket, destinationBucket);

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
        await _server.DisposeAsync().ConfigureAwait(false);
        if (_admin is not null)
        {
            await _admin.DisposeAsync().ConfigureAwait(false);
        }

        _bench.Dispose();
        _certificate?.Dispose();
        _stopping.Dispose();
    }

    internal static async Task<S3Simulator> StartAsync(S3SimulatorOptions options, CancellationToken cancellationToken)
    {
        var simulator = new S3Simulator(options);
        try
        {
            var addresses = await simulator._server.StartAsync(cancellationToken).ConfigureAwait(false);
            foreach (var (region, address) in simulator._regions.Zip(addresses))
            {
                simulator._store.Endpoints[region] = address;
            }

            simulator.Endpoint = simulator._store.Endpoints[options.Region];
            if (simulator._admin is not null)
            {
                simulator.AdminEndpoint = await simulator._admin.StartAsync(cancellationToken).ConfigureAwait(false);
            }

            return simulator;
        }
        catch
        {
            await simulator.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static ArgumentException NoSuchRegion(string region) =>
        new($"There is no region '{region}'; name it in {nameof(S3SimulatorOptions)}.{nameof(S3SimulatorOptions.FurtherRegions)}.", nameof(region));

    private void Listen(ListenOptions listen, int number)
    {
        listen.Use(next => connection =>
        {
            _counters.Connected();
            ListenerRegion.Set(connection, _regions[number]);
            return next(connection);
        });
        if (_certificate is not null)
        {
            listen.UseHttps(_certificate);
        }
    }
}
