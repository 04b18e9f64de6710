using Amazon.S3;
using Amazon.S3.Model;
using ArchiveTransfer.Benchmarks.InMemory;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Strategies;
using BenchmarkDotNet.Attributes;

namespace ArchiveTransfer.Benchmarks.Requests;

/// <summary>
/// One object of 16 MiB read and written while it is read, over TLS, through a store in a process of its own. In all rows one GET flows into one PUT that names
/// the content's MD5, which the store checks: its hashing, too, is in the time.
/// </summary>
[MemoryDiagnoser]
public class StreamBenchmarks
{
    private const long Size = 16 << 20;

    private readonly StreamingStrategy strategy = new();
    private RequestStage stage = null!;
    private IAmazonS3 client = null!;
    private IObjectStore sdk = null!;
    private IObjectStore lean = null!;
    private RunInMemory throughSdk = null!;
    private RunInMemory throughLean = null!;
    private PlannedTransfer item = null!;
    private string md5 = "";

    [GlobalSetup]
    public async Task OpenAsync()
    {
        stage = await RequestStage.StartAsync(tls: true);
        (client, sdk, lean) = (stage.Store.CreateClient(stage.Store.Owner), stage.OpenSdk(), stage.OpenLean());
        await PutSourceAsync();
        (throughSdk, throughLean) = (new RunInMemory(sdk, sdk), new RunInMemory(lean, lean));
        ListedObject listed = (await lean.ListAsync(new ListRequest(RequestStage.Source, ""), CancellationToken.None)).Value.Objects[0];
        md5 = Convert.ToBase64String(Convert.FromHexString(listed.ETag!));
        item = new PlannedTransfer
        {
            Source = new ArchiveObject { Key = listed.Key, Size = listed.Size, ETag = listed.ETag },
            SourceBucket = RequestStage.Source,
            DestinationBucket = RequestStage.Destination,
            DestinationKey = "raw/" + listed.Key,
            Size = listed.Size,
            Reason = TransferReasons.New,
        };
        await CheckAsync(AwsSdk);
        await CheckAsync(SdkPlane);
        await CheckAsync(LeanPlane);
    }

    [GlobalCleanup]
    public async Task CloseAsync()
    {
        throughSdk.Dispose();
        throughLean.Dispose();
        sdk.Dispose();
        lean.Dispose();
        client.Dispose();
        await stage.DisposeAsync();
    }

    /// <summary>The SDK's client as leanly as it can be told: no hash of its own, no chunks, no checksum nobody asked for.</summary>
    [Benchmark(Baseline = true)]
    public async Task<string> AwsSdk()
    {
        var read = new GetObjectRequest
        {
            BucketName = item.SourceBucket,
            Key = item.Source.Key,
            EtagToMatch = $"\"{item.Source.ETag}\"",
            // Without a range the SDK hashes what it reads.
            ByteRange = new ByteRange(0, Size - 1),
        };
        using GetObjectResponse body = await client.GetObjectAsync(read);
        var write = new PutObjectRequest
        {
            BucketName = item.DestinationBucket,
            Key = item.DestinationKey,
            InputStream = body.ResponseStream,
            AutoCloseStream = false,
            AutoResetStreamPosition = false,
            UseChunkEncoding = false,
            DisablePayloadSigning = true,
            DisableDefaultChecksumValidation = true,
            MD5Digest = md5,
            ContentType = body.Headers.ContentType,
        };
        write.Headers.ContentLength = Size;
        return Checked((await client.PutObjectAsync(write)).ETag.Trim('"'));
    }

    /// <summary>The library's strategy, its requests sent by the SDK.</summary>
    [Benchmark]
    public Task<string> SdkPlane() => TransferAsync(throughSdk);

    /// <summary>The library's strategy as it is.</summary>
    [Benchmark]
    public Task<string> LeanPlane() => TransferAsync(throughLean);

    /// <summary>In one request, so that its ETag is its MD5.</summary>
    private async Task PutSourceAsync()
    {
        byte[] content = new byte[Size];
        new Random(1).NextBytes(content);
        using var stream = new MemoryStream(content, writable: false);
        await client.PutObjectAsync(new PutObjectRequest
        {
            BucketName = RequestStage.Source,
            Key = "data/spot/daily/trades/BTCUSDT/BTCUSDT-trades-2021-03-04.zip",
            InputStream = stream,
            ContentType = "application/zip",
        });
    }

    private async Task<string> TransferAsync(RunInMemory memory)
    {
        TransferAttempt attempt = await strategy.TransferAsync(item, memory.Run, CancellationToken.None);
        return attempt.Error is { } error ? throw new InvalidOperationException($"{error.Code}: {error.Message}") : Checked(attempt.ETag!);
    }

    private string Checked(string eTag) => eTag == item.Source.ETag ? eTag : throw new InvalidOperationException($"{eTag} was written, {item.Source.ETag} read.");

    /// <summary>Throws unless it takes one GET and one PUT: otherwise the rows would not do the same.</summary>
    private async Task CheckAsync(Func<Task<string>> transfer)
    {
        await stage.Store.ReadCountersAsync(reset: true);
        await transfer();
        IReadOnlyDictionary<string, long> requests = (await stage.Store.ReadCountersAsync()).Requests;
        if (requests.Count != 2 || requests.GetValueOrDefault("GetObject") != 1 || requests.GetValueOrDefault("PutObject") != 1)
        {
            throw new InvalidOperationException($"{transfer.Method.Name} sent {string.Join(", ", requests)}.");
        }
    }
}
