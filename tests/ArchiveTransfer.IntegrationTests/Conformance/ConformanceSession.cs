using System.Globalization;
using System.Text;
using ArchiveTransfer.Simulator;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Conformance;

/// <summary>One case on one store: sends requests as they are written, and writes down what came back.</summary>
internal sealed class ConformanceSession(ConformanceStore store, CancellationToken cancellationToken) : IDisposable
{
    private readonly List<(string Name, S3Identity Owner)> _buckets = [];
    private readonly List<string> _versions = [];
    private readonly Transcript _transcript = new(store);
    private readonly RawClient _source = new(store.Endpoint, store.Source);
    private readonly RawClient _destination = new(store.Endpoint, store.Destination);
    private readonly RawClient _nobody = new(store.Endpoint, identity: null);

    public ConformanceStore Store => store;

    public CancellationToken Cancellation => cancellationToken;

    public RawClient Source => _source;

    public RawClient Destination => _destination;

    public RawClient Nobody => _nobody;

    /// <summary>The bucket of the destination that every case has.</summary>
    public string Bucket { get; private set; } = "";

    public string Text => _transcript.ToString();

    public async Task RunAsync(ConformanceCase conformanceCase)
    {
        Bucket = await AddBucketAsync(store.Destination, "{bucket}");
        try
        {
            await conformanceCase.Act(this);
        }
        finally
        {
            await RemoveBucketsAsync();
        }
    }

    /// <summary>A bucket of the source, called by what others may do in it.</summary>
    public Task<string> AddSourceBucketAsync(BucketAccess access) => AddBucketAsync(store.Source, "{" + access.ToString().ToLowerInvariant() + "}", access);

    public async Task<string> AddBucketAsync(S3Identity owner, string placeholder, BucketAccess access = BucketAccess.Private)
    {
        var name = ConformanceStore.NewBucketName();
        await store.MakeBucketAsync(name, owner, access);
        _buckets.Add((name, owner));
        _transcript.Replace(name, placeholder);
        return name;
    }

    /// <summary>Puts an object that the case takes for granted.</summary>
    public async Task SeedAsync(string key, string content = "content", params (string Name, string Value)[] headers) =>
        await SeedAsync(_destination, Bucket, key, content, headers);

    public async Task SeedAllAsync(params string[] keys)
    {
        foreach (var key in keys)
        {
            await SeedAsync(key);
        }
    }

    public async Task SeedAsync(RawClient client, string bucket, string key, string content = "content", params (string Name, string Value)[] headers)
    {
        var (status, body) = await client.SendAsync(HttpMethod.Put, $"/{bucket}/{RawClient.Encode(key)}", cancellationToken, Bytes(content), null, headers);
        if (status != 200)
        {
            throw new InvalidOperationException($"'{key}' could not be put: {status} {body}");
        }
    }

    /// <summary>Signed by the destination; the target starts below the bucket of the case.</summary>
    public Task<ConformanceAnswer> SendAsync(HttpMethod method, string target, string? body = null, params (string Name, string Value)[] headers) =>
        SendAsync(_destination, method, $"/{Bucket}{target}", body, null, headers);

    public async Task<ConformanceAnswer> SendAsync(
        RawClient client,
        HttpMethod method,
        string target,
        string? body = null,
        string? payload = null,
        params (string Name, string Value)[] headers)
    {
        using var request = client.Create(method, target, body is null ? null : Bytes(body), payload, headers);
        return await SendAsync(client, request, target, headers);
    }

    public async Task<ConformanceAnswer> SendAsync(RawClient client, HttpRequestMessage request, string target, params (string Name, string Value)[] headers)
    {
        _transcript.Request(WhoIs(client), request.Method.Method, target, headers);
        using var response = await client.SendAsync(request, cancellationToken);
        var answer = await ConformanceAnswer.ReadAsync(response, cancellationToken);
        HideVersions(answer);
        _transcript.Answer(request.Method, answer);
        return answer;
    }

    /// <summary>A fact that is no answer: how two of them relate.</summary>
    public void Fact(string what, bool holds) => _transcript.Line($"{what}: {(holds ? "yes" : "no")}");

    /// <summary>Shows a value that every run makes anew under a name.</summary>
    public void Hide(string value, string placeholder) => _transcript.Replace(value, placeholder);

    public async Task<string> CreateUploadAsync(string key, params (string Name, string Value)[] headers)
    {
        using var request = _destination.Create(HttpMethod.Post, $"/{Bucket}/{RawClient.Encode(key)}?uploads", null, null, headers);
        using var response = await _destination.SendAsync(request, cancellationToken);
        var answer = await ConformanceAnswer.ReadAsync(response, cancellationToken);
        var id = answer.Value("UploadId") ?? throw new InvalidOperationException($"No upload of '{key}': {answer.Status} {answer.Body}");
        Hide(id, "{upload}");
        return id;
    }

    /// <summary>Puts a part that the case takes for granted; returns its ETag.</summary>
    public async Task<string> SeedPartAsync(string key, string uploadId, int number, string content)
    {
        using var request = _destination.Create(HttpMethod.Put, PartTarget(key, uploadId, number), Bytes(content));
        using var response = await _destination.SendAsync(request, cancellationToken);
        return response.Headers.ETag?.Tag ?? throw new InvalidOperationException($"No part of '{key}': {response.StatusCode}");
    }

    public string PartTarget(string key, string uploadId, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"/{Bucket}/{RawClient.Encode(key)}?partNumber={number}&uploadId={uploadId}");

    /// <summary>Completes an upload and writes the answer down.</summary>
    public Task<ConformanceAnswer> CompleteAsync(string key, string uploadId, IEnumerable<(int Number, string ETag)> parts, params (string Name, string Value)[] headers)
    {
        var xml = string.Concat(parts.Select(static part => string.Create(
            CultureInfo.InvariantCulture,
            $"<Part><PartNumber>{part.Number}</PartNumber><ETag>{part.ETag}</ETag></Part>")));
        return SendAsync(HttpMethod.Post, $"/{RawClient.Encode(key)}?uploadId={uploadId}", $"<CompleteMultipartUpload>{xml}</CompleteMultipartUpload>", headers);
    }

    /// <summary>An object of one small part, which the case takes for granted.</summary>
    public async Task SeedMultipartAsync(string key, string content)
    {
        var id = await CreateUploadAsync(key);
        var etag = await SeedPartAsync(key, id, 1, content);
        var (status, body) = await _destination.SendAsync(
            HttpMethod.Post,
            $"/{Bucket}/{RawClient.Encode(key)}?uploadId={id}",
            cancellationToken,
            Bytes($"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{etag}</ETag></Part></CompleteMultipartUpload>"));
        if (status != 200)
        {
            throw new InvalidOperationException($"'{key}' could not be completed: {status} {body}");
        }
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public void Dispose()
    {
        _source.Dispose();
        _destination.Dispose();
        _nobody.Dispose();
    }

    /// <summary>Version ids by the order in which they were seen first.</summary>
    private void HideVersions(ConformanceAnswer answer)
    {
        string?[] seen = [answer.Header("x-amz-version-id"), answer.Header("x-amz-copy-source-version-id"), .. answer.Values("VersionId"), .. answer.Values("DeleteMarkerVersionId")];
        foreach (var id in seen)
        {
            if (id is not (null or "" or "null") && !_versions.Contains(id))
            {
                _versions.Add(id);
                Hide(id, string.Create(CultureInfo.InvariantCulture, $"{{version {_versions.Count}}}"));
            }
        }
    }

    private string WhoIs(RawClient client) => client switch
    {
        _ when client == _source => "source ",
        _ when client == _nobody => "nobody ",
        _ => "",
    };

    private async Task RemoveBucketsAsync()
    {
        foreach (var (name, owner) in _buckets)
        {
            var client = owner == store.Source ? _source : _destination;
            using (var cleaner = new BucketCleaner(store.Endpoint, owner))
            {
                await cleaner.EmptyAsync(name, cancellationToken);
            }

            await client.SendAsync(HttpMethod.Delete, $"/{name}", cancellationToken);
        }
    }
}
