using System.Collections.Concurrent;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Collection;

/// <summary>Stores that take so many requests a second and no more.</summary>
public sealed class ThrottlingTests : CollectionTest
{
    [Fact]
    public async Task What_a_store_refuses_for_being_too_much_is_copied_all_the_same()
    {
        PutMany(200);
        Simulator.Shape(new() { Latency = TimeSpan.FromMilliseconds(20), WritesPerSecond = 100, RequestBurst = 5 });

        ArchiveCollectionResult result = await CollectAsync(static options => options.OperationMode = OperationMode.DirectSync);

        Assert.Equal((ArchiveCollectionStatus.Succeeded, 200L, 0L), (result.Status, result.Totals.Copied, result.Totals.Failed));
        Assert.True(result.Measurements.Throttles > 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task What_a_run_allows_itself_bounds_reads_and_writes_of_one_endpoint_together(int most)
    {
        PutMany(30);
        Simulator.Shape(new() { Latency = TimeSpan.FromMilliseconds(10) });

        ArchiveCollectionResult result = await CollectAsync(options => (options.OperationMode, options.MaxConcurrency, options.PartSizeMiB) = (OperationMode.Traditional, most, 5));

        Assert.Equal(30, result.Totals.Copied);

        // A listing takes no place: one of each side.
        Assert.InRange(Simulator.ReadCounters().PeakInFlight, 1, most + 2);
    }

    [Fact]
    public async Task Two_collections_into_one_bucket_share_what_they_learn()
    {
        PutMany(200);
        Simulator.Shape(new() { Latency = TimeSpan.FromMilliseconds(20), WritesPerSecond = 150, RequestBurst = 5 });
        var seen = new ConcurrentQueue<ArchiveCollectionProgress>[] { new(), new() };

        ArchiveCollectionResult[] results = await Task.WhenAll(CollectIntoAsync("one/", seen[0]), CollectIntoAsync("two/", seen[1]));

        Assert.All(results, static result => Assert.Equal((200L, 0L), (result.Totals.Copied, result.Totals.Failed)));
        Assert.True(results.Sum(static result => result.Measurements.Throttles) > 0);
        Assert.All(seen, static snapshots => Assert.All(snapshots, static snapshot => Assert.InRange(snapshot.ConcurrencyLimit, 1, 1_024)));
    }

    [Fact]
    public async Task Without_a_ceiling_a_run_has_more_in_flight_as_it_pays()
    {
        PutMany(1_000);
        Simulator.Shape(new() { OperationLatency = new Dictionary<string, TimeSpan> { ["CopyObject"] = TimeSpan.FromMilliseconds(200) } });

        // What pays is found by the time that answers take, which others may take from a busy machine: one run of three is enough.
        for (int run = 0; run < 3 && Simulator.ReadCounters().PeakInFlight < 30; run++)
        {
            ArchiveCollectionResult result = await CollectAsync(options => (options.OperationMode, options.Destination.Prefix) = (OperationMode.DirectSync, $"{run}/"));

            Assert.Equal(1_000, result.Totals.Copied);
        }

        Assert.InRange(Simulator.ReadCounters().PeakInFlight, 30, 1_024);
    }

    [Fact]
    public async Task A_store_that_refuses_everything_for_too_long_ends_the_objects_as_failed()
    {
        PutMany(5);
        using IDisposable refusing = Simulator.Inject(new S3Fault { Kind = S3Fault.SlowDown, Operation = "CopyObject" });

        ArchiveCollectionResult result = await CollectAsync(static options =>
        {
            options.OperationMode = OperationMode.DirectSync;
            options.Retry.MaxThrottledTime = TimeSpan.FromMilliseconds(300);
        });

        Assert.Equal((0L, 5L), (result.Totals.Copied, result.Totals.Failed));
    }

    private void PutMany(int count)
    {
        for (int i = 0; i < count; i++)
        {
            Source.Put($"data/{i:D4}.zip", Bytes(10, i));
        }
    }

    private async Task<ArchiveCollectionResult> CollectIntoAsync(string prefix, ConcurrentQueue<ArchiveCollectionProgress> snapshots)
    {
        await using ArchiveCollectionWorkflow workflow = Workflow(options =>
        {
            (options.Destination.Prefix, options.OperationMode, options.ProgressInterval) = (prefix, OperationMode.DirectSync, TimeSpan.FromMilliseconds(50));
        });
        return await workflow.ExecuteAsync(new ArchiveCollectionRunOptions { Progress = new Snapshots(snapshots) }, Cancellation);
    }

    private sealed class Snapshots(ConcurrentQueue<ArchiveCollectionProgress> seen) : IProgress<ArchiveCollectionProgress>
    {
        public void Report(ArchiveCollectionProgress value) => seen.Enqueue(value);
    }
}
