using System.Globalization;
using System.Text.Json;
using Amazon.S3;
using ArchiveTransfer.Testing.Admin;
using ArchiveTransfer.Testing.Clients;
using ArchiveTransfer.Testing.Hosting;

namespace ArchiveTransfer.Testing;

/// <summary>A simulator in a process of its own, made by <see cref="S3Simulator.StartProcessAsync"/>. Dispose it to end the process; it ends with this one in any case. What is asked of it wrongly throws an <see cref="ArgumentException"/> that says why; when it is gone, an <see cref="HttpRequestException"/>.</summary>
public sealed class S3SimulatorProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(1);

    private readonly ChildProcess _child;
    private readonly SimulatorFacts _facts;
    private readonly AdminClient _admin;

    private S3SimulatorProcess(ChildProcess child, SimulatorFacts facts)
    {
        _child = child;
        _facts = facts;
        _admin = new AdminClient(facts.AdminEndpoint, facts.AdminToken);
    }

    /// <summary>Where it listens.</summary>
    public Uri Endpoint => _facts.Endpoints[_facts.Region];

    /// <summary>Where it is administered, over plain http on loopback.</summary>
    public Uri AdminEndpoint => _facts.AdminEndpoint;

    /// <summary>What each request to <see cref="AdminEndpoint"/> must carry as its bearer token.</summary>
    public string AdminToken => _facts.AdminToken;

    /// <summary>The certificate to trust, in PEM; null without <see cref="S3SimulatorOptions.UseTls"/>.</summary>
    public string? CertificatePem => _facts.CertificatePem;

    /// <summary>Process id.</summary>
    public int ProcessId => _child.Id;

    /// <summary>The identity that owns every bucket added without an owner.</summary>
    public S3Identity Owner => _facts.Owner;

    /// <summary>Where a region is served, as <see cref="S3Simulator.EndpointOf"/>.</summary>
    /// <exception cref="ArgumentException">There is no such region.</exception>
    public Uri EndpointOf(string region)
    {
        ArgumentNullException.ThrowIfNull(region);
        return _facts.Endpoints.TryGetValue(region, out var endpoint) ? endpoint : throw new ArgumentException($"There is no region '{region}'.", nameof(region));
    }

    /// <summary>A client of the SDK set up as <see cref="S3Simulator.CreateClient"/> does; null: anonymous.</summary>
    public IAmazonS3 CreateClient(S3Identity? identity, string? region = null) =>
        SimulatorClient.Create(EndpointOf(region ?? _facts.Region), region ?? _facts.Region, CertificatePem, identity);

    /// <summary>Makes another identity; one with a session token, or an end, stands for temporary credentials.</summary>
    public Task<S3Identity> AddIdentityAsync(string name, bool withSessionToken = false, DateTimeOffset? expiresAt = null, CancellationToken cancellationToken = default) => _admin.PostAsync(
        "identities",
        new IdentityOrder { Name = name, WithSessionToken = withSessionToken, ExpiresAt = expiresAt },
        AdminJson.Default.IdentityOrder,
        AdminJson.Default.S3Identity,
        cancellationToken);

    /// <summary>Makes a bucket; the parameters are the properties of <see cref="S3Bucket"/>.</summary>
    public Task AddBucketAsync(
        string name,
        S3Identity? owner = null,
        bool isPublic = false,
        string? region = null,
        bool keepsContent = true,
        bool defaultKms = false,
        bool requesterPays = false,
        bool redirectsTemporarily = false,
        bool isVersioned = false,
        bool hasObjectLock = false,
        TimeSpan? defaultRetention = null,
        string? defaultRetentionMode = null,
        CancellationToken cancellationToken = default) => _admin.PostAsync(
        "buckets",
        new BucketOrder
        {
            Name = name,
            Owner = owner?.AccessKey,
            IsPublic = isPublic,
            Region = region,
            KeepsContent = keepsContent,
            DefaultKms = defaultKms,
            RequesterPays = requesterPays,
            RedirectsTemporarily = redirectsTemporarily,
            IsVersioned = isVersioned,
            HasObjectLock = hasObjectLock,
            DefaultRetention = defaultRetention,
            DefaultRetentionMode = defaultRetentionMode,
        },
        AdminJson.Default.BucketOrder,
        cancellationToken);

    /// <summary>Gives an identity rights in a bucket as <see cref="S3Bucket.Grant"/> does.</summary>
    public Task GrantAsync(string bucket, S3Identity identity, bool read = false, bool list = false, bool write = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return _admin.PostAsync(
            "grants",
            new GrantOrder { Bucket = bucket, AccessKey = identity.AccessKey, Read = read, List = list, Write = write },
            AdminJson.Default.GrantOrder,
            cancellationToken);
    }

    /// <summary>Adds objects by rule as <see cref="S3Bucket.AddVirtual(long, string, long, long?, bool)"/> does.</summary>
    public Task AddVirtualAsync(string bucket, long count, string keyPattern, long size, long? largestSize = null, bool putWhole = false, CancellationToken cancellationToken = default) => _admin.PostAsync(
        "virtual",
        new VirtualOrder { Bucket = bucket, Count = count, KeyPattern = keyPattern, Size = size, LargestSize = largestSize, PutWhole = putWhole },
        AdminJson.Default.VirtualOrder,
        cancellationToken);

    /// <summary>Remembers copies in bits as <see cref="S3Bucket.RememberCopiesOf"/> does.</summary>
    public Task RememberCopiesAsync(string bucket, string source, string prefix = "", string sourcePrefix = "", CancellationToken cancellationToken = default) => _admin.PostAsync(
        "remembered",
        new RememberOrder { Bucket = bucket, Source = source, Prefix = prefix, SourcePrefix = sourcePrefix },
        AdminJson.Default.RememberOrder,
        cancellationToken);

    /// <summary><see cref="S3Bucket.Count"/> and <see cref="S3Bucket.ComputeChecksum"/> of a bucket: all its objects are gone through.</summary>
    public async Task<(long Count, string Checksum)> ReadContentsAsync(string bucket, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(bucket);
        var summary = await _admin.GetAsync("contents/" + Uri.EscapeDataString(bucket), AdminJson.Default.ContentsSummary, cancellationToken).ConfigureAwait(false);
        return (summary.Count, summary.Checksum);
    }

    /// <summary>Counters since the start or the last reset; a reset begins counters, time line and log of requests anew.</summary>
    public Task<S3Counters> ReadCountersAsync(bool reset = false, CancellationToken cancellationToken = default) => reset
        ? _admin.PostAsync("reset", AdminJson.Default.S3Counters, cancellationToken)
        : _admin.GetAsync("snapshot", AdminJson.Default.S3Counters, cancellationToken);

    /// <summary>The last requests that ended, in order of arrival; kept only while <see cref="S3SimulatorOptions.KeepRequestLog"/>.</summary>
    public Task<IReadOnlyList<S3RequestRecord>> ReadRequestsAsync(CancellationToken cancellationToken = default) =>
        _admin.GetAsync("requests", AdminJson.Default.IReadOnlyListS3RequestRecord, cancellationToken);

    /// <summary>Replaces the shaping of the network from now on.</summary>
    public Task ShapeAsync(S3Shaping shaping, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(shaping);
        return _admin.PostAsync("shape", shaping, AdminJson.Default.S3Shaping, cancellationToken);
    }

    /// <summary>Makes a fault happen until what is returned is disposed.</summary>
    /// <exception cref="ArgumentException">The fault has a predicate, which cannot cross to another process, or is none that there is.</exception>
    public async Task<IAsyncDisposable> InjectAsync(S3Fault fault, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (fault.Keys is not null)
        {
            throw new ArgumentException($"A predicate cannot cross to another process: use {nameof(S3Fault)}.{nameof(S3Fault.KeyPrefix)}.", nameof(fault));
        }

        var injected = await _admin.PostAsync("faults", fault, AdminJson.Default.S3Fault, AdminJson.Default.FaultNumber, cancellationToken).ConfigureAwait(false);
        return new InjectedFault(_admin, string.Create(CultureInfo.InvariantCulture, $"faults/{injected.Id}"));
    }

    /// <summary>Largest working set of the process so far, in bytes.</summary>
    /// <exception cref="InvalidOperationException">The process has ended.</exception>
    public long ReadPeakWorkingSet() => _child.ReadPeakWorkingSet();

    /// <summary>CPU time of the process so far.</summary>
    /// <exception cref="InvalidOperationException">The process has ended.</exception>
    public TimeSpan ReadProcessorTime() => _child.ReadProcessorTime();

    /// <summary>Ends the process: within moments as a rule, after ten seconds by force.</summary>
    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _child.DisposeAsync().ConfigureAwait(false);
    }

    internal static async Task<S3SimulatorProcess> StartAsync(S3SimulatorOptions options, CancellationToken cancellationToken)
    {
        if (!ReferenceEquals(options.TimeProvider, TimeProvider.System))
        {
            throw new ArgumentException($"A clock cannot cross to another process: leave {nameof(S3SimulatorOptions)}.{nameof(S3SimulatorOptions.TimeProvider)} as it is.", nameof(options));
        }

        cancellationToken.ThrowIfCancellationRequested();
        options.AdminPort ??= 0;
        var child = ChildProcess.Start(SimulatorCommand.Create(options.Shaping.PacesBodies));
        try
        {
            var answer = await child.AskAsync(JsonSerializer.Serialize(options, AdminJson.Default.S3SimulatorOptions), cancellationToken)
                .WaitAsync(StartTimeout, cancellationToken)
                .ConfigureAwait(false);
            return new S3SimulatorProcess(child, JsonSerializer.Deserialize(answer, AdminJson.Default.SimulatorFacts)!);
        }
        catch (Exception exception) when (exception is JsonException or TimeoutException)
        {
            await child.DisposeAsync().ConfigureAwait(false);
            throw new IOException($"The simulator's process did not get ready: {exception.Message}", exception);
        }
        catch
        {
            await child.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
