using ArchiveTransfer.Benchmarks.InMemory;
using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Planning;
using ArchiveTransfer.Reporting;
using ArchiveTransfer.Selection;
using ArchiveTransfer.Strategies;
using BenchmarkDotNet.Attributes;

namespace ArchiveTransfer.Benchmarks;

/// <summary>What the engine adds to one server-side copy, layer by layer; numbers are per object, the store in memory answers asynchronously and costs nothing.</summary>
[MemoryDiagnoser]
public class EngineBenchmarks
{
    private const int Count = 10_000;

    private readonly ServerSideCopyStrategy strategy = new();
    private ListedStore store = null!;
    private RunInMemory memory = null!;
    private PlanEntry[] plan = null!;
    private PlannedTransfer[] items = null!;

    [GlobalSetup]
    public void Open()
    {
        string[] keys = [.. ArchiveKeys.Create(Count).Select(static key => key["data/".Length..])];
        store = ListedStore.Of("data/", keys, DateTimeOffset.UnixEpoch);
        memory = new RunInMemory(store, store);
        plan = [.. keys.Select(static key => new PlanEntry(Source(key), "lake/" + key, 1_000_000, TransferReasons.New, Skip: false, Error: null, Existing: null))];
        items = [.. keys.Select(static key => new PlannedTransfer
        {
            Source = Source(key),
            SourceBucket = "archive",
            DestinationBucket = "lake",
            DestinationKey = "lake/" + key,
            Size = 1_000_000,
            Reason = TransferReasons.New,
        })];
    }

    [GlobalCleanup]
    public void Close() => memory.Dispose();

    /// <summary>The store's copy, awaited in a loop.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public async Task<int> BareCall()
    {
        int copied = 0;
        foreach (PlannedTransfer item in items)
        {
            StoreResult<WrittenObject> result = await store.CopyAsync(
                new CopyRequest(new ObjectAddress("archive", item.Source.Key), new ObjectAddress("lake", item.DestinationKey), memory.Run.CopyForms.Current.Attributes, item.Source.ETag),
                CancellationToken.None);
            copied += result.IsSuccess ? 1 : 0;
        }

        return copied;
    }

    /// <summary>With retries, a place among the requests in flight, a clock, counters, and the judgement of the answer.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public async Task<int> Strategy()
    {
        int copied = 0;
        foreach (PlannedTransfer item in items)
        {
            TransferAttempt attempt = await strategy.TransferAsync(item, memory.Run, CancellationToken.None);
            copied += attempt.Error is null ? 1 : 0;
        }

        return copied;
    }

    /// <summary>From the plan to the totals, through the queue and 64 workers.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public async Task<long> Engine()
    {
        using var stop = new RunStop(CancellationToken.None);
        using var recorder = new OutcomeRecorder(memory.Run.Options, report: null, observer: null, stop);
        var supply = new WorkSupply();
        IReadOnlyList<StrategyCandidate> candidates = await CandidateList.PrepareAsync(memory.Run, memory.Context, [], supply, CancellationToken.None);
        var selector = new StrategySelector(memory.Run.Options, memory.Context, candidates);
        var transfer = new ObjectTransfer(memory.Run, memory.Context, selector, recorder, stop, supply, new ObjectsAtWork(RunInMemory.Concurrency, RunInMemory.Concurrency));
        var executor = new TransferExecutor(memory.Run, transfer, recorder, stop, supply, RunInMemory.Concurrency, room: 0, wanted: null);
        await executor.RunAsync(PlanAsync(), static _ => throw new NotSupportedException(), static () => { }, CancellationToken.None);
        long copied = recorder.ReadTotals().Copied;
        return copied == Count ? copied : throw new InvalidOperationException($"{copied} copied.");
    }

    private static ArchiveObject Source(string key) => new() { Key = "data/" + key, Size = 1_000_000, ETag = "9e107d9d372bb6826bd81d3542a419d6" };

    private async IAsyncEnumerable<PlanEntry> PlanAsync()
    {
        await Task.Yield();
        foreach (PlanEntry entry in plan)
        {
            yield return entry;
        }
    }
}
