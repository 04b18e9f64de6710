using ArchiveTransfer.ObjectStorage;
using BenchmarkDotNet.Attributes;

namespace ArchiveTransfer.Benchmarks.Requests;

/// <summary>
/// One server-side copy against a store in a process of its own that answers at once, through either plane. One request follows another: the time is
/// latency, the store's own included, and not what a core can send.
/// </summary>
[MemoryDiagnoser]
public class CopyRequestBenchmarks
{
    private const int Count = 1_000;

    private static readonly WriteAttributes Unchanged = new();

    private CopyRequest[] copies = [];
    private RequestStage stage = null!;
    private IObjectStore sdk = null!;
    private IObjectStore lean = null!;
    private int next;

    [Params(false, true)]
    public bool Tls { get; set; }

    [GlobalSetup]
    public async Task OpenAsync()
    {
        stage = await RequestStage.StartAsync(Tls);
        const string Pattern = "data/spot/daily/klines/BTCUSDT/1m/BTCUSDT-1m-{0:D8}.zip";
        await stage.Store.AddVirtualAsync(RequestStage.Source, Count, Pattern, 100_000);
        (sdk, lean) = (stage.OpenSdk(), stage.OpenLean());
        ObjectPage page = (await lean.ListAsync(new ListRequest(RequestStage.Source, ""), CancellationToken.None)).Value;
        copies = [.. page.Objects.Select(static item => new CopyRequest(new ObjectAddress(RequestStage.Source, item.Key), new ObjectAddress(RequestStage.Destination, "raw/" + item.Key), Unchanged, item.ETag))];
        foreach (CopyRequest copy in copies)
        {
            (WrittenObject theirs, WrittenObject ours) = (await CopyAsync(sdk, copy), await CopyAsync(lean, copy));
            if (theirs != ours || ours.ETag != copy.SourceIfMatch)
            {
                throw new InvalidOperationException($"Not the same copy: {theirs} and {ours} of {copy.SourceIfMatch}");
            }
        }
    }

    [GlobalCleanup]
    public async Task CloseAsync()
    {
        sdk.Dispose();
        lean.Dispose();
        await stage.DisposeAsync();
    }

    [Benchmark(Baseline = true)]
    public async Task<object> SdkPlane() => await CopyAsync(sdk, Next());

    [Benchmark]
    public async Task<object> LeanPlane() => await CopyAsync(lean, Next());

    private static async ValueTask<WrittenObject> CopyAsync(IObjectStore store, CopyRequest copy) => (await store.CopyAsync(copy, CancellationToken.None)).Value;

    private CopyRequest Next() => copies[next = (next + 1) % copies.Length];
}
