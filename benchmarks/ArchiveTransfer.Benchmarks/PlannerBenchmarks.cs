using ArchiveTransfer.Benchmarks.InMemory;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Planning;
using ArchiveTransfer.Sources;
using BenchmarkDotNet.Attributes;

namespace ArchiveTransfer.Benchmarks;

/// <summary>Planning 100,000 objects against a destination in memory; numbers are per object of the source.</summary>
[MemoryDiagnoser]
public class PlannerBenchmarks
{
    private const int Count = 100_000;

    private ListedStore source = null!;
    private ListedStore same = null!;
    private RunInMemory unchanged = null!;
    private RunInMemory everythingNew = null!;

    [GlobalSetup]
    public void Open()
    {
        string[] keys = [.. ArchiveKeys.Create(Count).Select(static key => key["data/".Length..])];
        source = ListedStore.Of("data/", keys, DateTimeOffset.UnixEpoch);
        same = ListedStore.Of("lake/", keys, DateTimeOffset.UnixEpoch.AddDays(1));
        unchanged = new RunInMemory(source, same);
        everythingNew = new RunInMemory(source, new ListedStore([]));
    }

    [GlobalCleanup]
    public void Close()
    {
        unchanged.Dispose();
        everythingNew.Dispose();
    }

    /// <summary>The pages of both sides, and nothing done with them: what no planner can do without.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public async Task<long> ReadPagesOfBothSides() => await ReadAsync(source) + await ReadAsync(same);

    [Benchmark(OperationsPerInvoke = Count)]
    public Task PlanEverythingSkipped() => PlanAsync(unchanged, copies: 0);

    [Benchmark(OperationsPerInvoke = Count)]
    public Task PlanEverythingNew() => PlanAsync(everythingNew, copies: Count);

    private static async Task<long> ReadAsync(ListedStore store)
    {
        long bytes = 0;
        string? token = null;
        do
        {
            ObjectPage page = (await store.ListAsync(new ListRequest("bucket", "", ContinuationToken: token), CancellationToken.None)).Value;
            foreach (ListedObject item in page.Objects)
            {
                bytes += item.Size;
            }

            token = page.NextToken;
        }
        while (token is not null);
        return bytes;
    }

    private static async Task PlanAsync(RunInMemory memory, long copies)
    {
        var planner = new TransferPlanner(memory.Run, new S3ListingSource(new KeyFilter([], [])), memory.SourceContext);
        long planned = 0;
        await foreach (PlanEntry entry in planner.PlanAsync(CancellationToken.None))
        {
            planned += entry.Skip ? 0 : 1;
        }

        if (planned != copies || !planner.SourceListingComplete)
        {
            throw new InvalidOperationException($"{planned} objects would be copied instead of {copies}.");
        }
    }
}
