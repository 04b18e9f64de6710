using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ArchiveTransfer.Testing.Admin;

/// <summary>A second listener, for whoever runs the simulator and is not in its process. Everything takes the token.</summary>
internal sealed class AdminServer : IAsyncDisposable
{
    private const long LargestBody = 1 << 20;
    private const string Faults = "/faults/";
    private const string NameOfShape = "name";
    private const string Contents = "/contents/";

    private readonly S3Simulator _simulator;
    private readonly Store _store;
    private readonly LoopbackServer _server;
    private readonly byte[] _expected;
    private readonly ConcurrentDictionary<long, IDisposable> _faults = new();
    private long _lastFault;

    public AdminServer(S3Simulator simulator, Store store, int port)
    {
        _simulator = simulator;
        _store = store;
        _server = new LoopbackServer([port], HandleAsync);
        _expected = Encoding.Latin1.GetBytes("Bearer " + Token);
    }

    // Never from the seed: others on this machine must not be able to compute it.
    public string Token { get; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(32)).ToLowerInvariant();

    public async Task<Uri> StartAsync(CancellationToken cancellationToken) => (await _server.StartAsync(cancellationToken).ConfigureAwait(false))[0];

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static Task AnswerAsync<T>(HttpContext http, T answer, JsonTypeInfo<T> type)
    {
        http.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(http.Response.Body, answer, type, http.RequestAborted);
    }

    private static Task RefuseAsync(HttpContext http, int status, string why)
    {
        http.Response.StatusCode = status;
        return AnswerAsync(http, new AdminProblem { Error = why }, AdminJson.Default.AdminProblem);
    }

    private static async Task<T> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type) =>
        await JsonSerializer.DeserializeAsync(http.Request.Body, type, http.RequestAborted).ConfigureAwait(false) ?? throw NoObject();

    // Written by hand, an order has only what matters; what it leaves out is as it is by default, which init-only properties alone do not give.
    private static T Complete<T>(JsonObject given, T defaults, JsonTypeInfo<T> type)
    {
        var whole = JsonSerializer.SerializeToNode(defaults, type)!.AsObject();
        foreach (var (name, value) in given)
        {
            whole[name] = value?.DeepClone();
        }

        return whole.Deserialize(type)!;
    }

    private static Task AnswerContentsAsync(HttpContext http, S3Bucket bucket) =>
        AnswerAsync(http, new ContentsSummary { Count = bucket.Count, Checksum = bucket.ComputeChecksum() }, AdminJson.Default.ContentsSummary);

    private static async Task<JsonObject> ReadAsync(HttpContext http) =>
        await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted).ConfigureAwait(false) as JsonObject ?? throw NoObject();

    private static void Furnish(S3Bucket bucket, BucketOrder order)
    {
        bucket.KeepsContent = order.KeepsContent;
        bucket.DefaultKms = order.DefaultKms;
        bucket.RequesterPays = order.RequesterPays;
        bucket.RedirectsTemporarily = order.RedirectsTemporarily;
        bucket.HasObjectLock = order.HasObjectLock;
        bucket.IsVersioned = order.IsVersioned || order.HasObjectLock;
        bucket.DefaultRetention = order.DefaultRetention;
        bucket.DefaultRetentionMode = order.DefaultRetentionMode ?? bucket.DefaultRetentionMode;
    }

    private static ArgumentException NoObject() => new("A JSON object is expected.");

    private async Task HandleAsync(HttpContext http)
    {
        if (!CryptographicOperations.FixedTimeEquals(Encoding.Latin1.GetBytes(http.Request.Headers.Authorization.ToString()), _expected))
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            await RefuseAsync(http, StatusCodes.Status401Unauthorized, "The admin token is expected: Authorization: Bearer <token>.").ConfigureAwait(false);
            return;
        }

        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = LargestBody;
        try
        {
            await ActAsync(http).ConfigureAwait(false);
        }
        catch (Exception refused) when (refused is ArgumentException or JsonException or BadHttpRequestException)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, refused.Message).ConfigureAwait(false);
        }
    }

    private Task ActAsync(HttpContext http) => (http.Request.Method, http.Request.Path.Value) switch
    {
        ("GET", "/snapshot") => AnswerAsync(http, _simulator.ReadCounters(), AdminJson.Default.S3Counters),
        ("POST", "/reset") => AnswerAsync(http, _simulator.ReadCounters(reset: true), AdminJson.Default.S3Counters),
        ("GET", "/requests") => AnswerAsync(http, _simulator.Requests, AdminJson.Default.IReadOnlyListS3RequestRecord),
        ("GET", "/certificate.pem") => AnswerCertificateAsync(http),
        ("POST", "/identities") => AddIdentityAsync(http),
        ("POST", "/buckets") => AddBucketAsync(http),
        ("POST", "/grants") => GrantAsync(http),
        ("POST", "/virtual") => AddVirtualAsync(http),
        ("POST", "/remembered") => RememberAsync(http),
        ("GET", { } path) when path.StartsWith(Contents, StringComparison.Ordinal) => AnswerContentsAsync(http, Bucket(path[Contents.Length..])),
        ("POST", "/shape") => ShapeAsync(http),
        ("POST", "/faults") => InjectAsync(http),
        ("DELETE", { } path) when path.StartsWith(Faults, StringComparison.Ordinal) => RemoveFaultAsync(http, path[Faults.Length..]),
        _ => RefuseAsync(
            http,
            StatusCodes.Status404NotFound,
            "There are GET /snapshot, /requests, /contents/{bucket}, /certificate.pem; POST /reset, /identities, /buckets, /grants, /virtual, /remembered, /shape, /faults; DELETE /faults/{id}."),
    };

    private Task AnswerCertificateAsync(HttpContext http)
    {
        if (_simulator.CertificatePem is not { } pem)
        {
            return RefuseAsync(http, StatusCodes.Status404NotFound, "This simulator serves plain http.");
        }

        http.Response.ContentType = "application/x-pem-file";
        return http.Response.WriteAsync(pem, http.RequestAborted);
    }

    private async Task AddIdentityAsync(HttpContext http)
    {
        var order = await ReadAsync(http, AdminJson.Default.IdentityOrder).ConfigureAwait(false);
        await AnswerAsync(http, _simulator.AddIdentity(order.Name, order.WithSessionToken, order.ExpiresAt), AdminJson.Default.S3Identity).ConfigureAwait(false);
    }

    private async Task AddBucketAsync(HttpContext http)
    {
        var order = await ReadAsync(http, AdminJson.Default.BucketOrder).ConfigureAwait(false);
        var bucket = _simulator.AddBucket(order.Name, order.Owner is { } owner ? Identity(owner) : null, order.IsPublic, order.Region);
        try
        {
            Furnish(bucket, order);
        }
        catch (ArgumentException)
        {
            _store.Buckets.TryRemove(bucket.Name, out _);
            throw;
        }

        await AnswerAsync(http, order, AdminJson.Default.BucketOrder).ConfigureAwait(false);
    }

    private async Task GrantAsync(HttpContext http)
    {
        var order = await ReadAsync(http, AdminJson.Default.GrantOrder).ConfigureAwait(false);
        Bucket(order.Bucket).Grant(Identity(order.AccessKey), order.Read, order.List, order.Write);
        await AnswerAsync(http, order, AdminJson.Default.GrantOrder).ConfigureAwait(false);
    }

    private async Task AddVirtualAsync(HttpContext http)
    {
        var order = await ReadAsync(http, AdminJson.Default.VirtualOrder).ConfigureAwait(false);
        Bucket(order.Bucket).AddVirtual(order.Count, order.KeyPattern, order.Size, order.LargestSize, order.PutWhole);
        await AnswerAsync(http, order, AdminJson.Default.VirtualOrder).ConfigureAwait(false);
    }

    private async Task RememberAsync(HttpContext http)
    {
        var order = await ReadAsync(http, AdminJson.Default.RememberOrder).ConfigureAwait(false);
        Bucket(order.Bucket).RememberCopiesOf(Bucket(order.Source), order.Prefix, order.SourcePrefix);
        await AnswerAsync(http, order, AdminJson.Default.RememberOrder).ConfigureAwait(false);
    }

    private async Task ShapeAsync(HttpContext http)
    {
        var given = await ReadAsync(http).ConfigureAwait(false);
        var named = given.Remove(NameOfShape, out var name) ? S3Shaping.Named(name?.ToString() ?? "") : new S3Shaping();
        var shaping = Complete(given, named, AdminJson.Default.S3Shaping);
        _simulator.Shape(shaping);
        await AnswerAsync(http, shaping, AdminJson.Default.S3Shaping).ConfigureAwait(false);
    }

    private async Task InjectAsync(HttpContext http)
    {
        var fault = Complete(await ReadAsync(http).ConfigureAwait(false), new S3Fault { Kind = "" }, AdminJson.Default.S3Fault);
        var id = Interlocked.Increment(ref _lastFault);
        _faults[id] = _simulator.Inject(fault);
        await AnswerAsync(http, new FaultNumber { Id = id }, AdminJson.Default.FaultNumber).ConfigureAwait(false);
    }

    private Task RemoveFaultAsync(HttpContext http, string id)
    {
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !_faults.TryRemove(number, out var fault))
        {
            return RefuseAsync(http, StatusCodes.Status404NotFound, $"There is no fault {id}.");
        }

        fault.Dispose();
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private S3Bucket Bucket(string name) => _simulator.FindBucket(name) ?? throw new ArgumentException($"There is no bucket '{name}'.");

    private S3Identity Identity(string accessKey) =>
        _store.Identities.GetValueOrDefault(accessKey) ?? throw new ArgumentException($"There is no identity with the access key '{accessKey}'.");
}
