using System.Runtime.CompilerServices;
using ArchiveTransfer.Collection;
using Xunit;

namespace ArchiveTransfer.Reporting;

/// <summary>What is the whole process', against a second account of it. Runs alone: whatever else the process did would be in it.</summary>
[CollectionDefinition(nameof(ProcessMeasurementTests), DisableParallelization = true)]
[Collection(nameof(ProcessMeasurementTests))]
public sealed class ProcessMeasurementTests : CollectionTest
{
    [Fact]
    public async Task The_peak_of_the_managed_heap_is_what_the_collector_counts_within_a_hundredth()
    {
        // So much that what the run itself allocates between two collections is no hundredth of it; never written to, it takes no memory of the machine.
        const int Held = 1 << 30;
        byte[][] held = [GC.AllocateUninitializedArray<byte>(Held), GC.AllocateUninitializedArray<byte>(Held)];
        Source.AddVirtual(20, index => $"{index:D2}", _ => 100);
        GC.Collect();

        ArchiveCollectionResult result = await CollectAsync(static options => options.ProgressInterval = TimeSpan.FromMilliseconds(10));

        AssertSucceeded(result);
        GC.Collect();
        GCMemoryInfo collector = GC.GetGCMemoryInfo(GCKind.FullBlocking);
        long counted = collector.HeapSizeBytes - collector.FragmentedBytes;
        Assert.InRange(result.Measurements.PeakManagedHeapBytes, 0.99 * counted, 1.01 * counted);
        Assert.True(counted > 2L * Held, $"{counted} bytes are fewer than the test holds");
        GC.KeepAlive(held);
    }

    [Fact]
    public async Task Bytes_allocated_are_those_that_were_allocated_on_purpose_within_a_hundredth()
    {
        const int Each = 1 << 30;
        const int Count = 4;
        await CollectFromAsync(static () => { });

        ArchiveCollectionResult result = await CollectFromAsync(static () =>
        {
            for (int i = 0; i < Count; i++)
            {
                GC.KeepAlive(GC.AllocateUninitializedArray<byte>(Each));
            }
        });

        Assert.InRange(result.Measurements.AllocatedBytes, (long)Count * Each, 1.01 * Count * Each);
    }

    [Fact]
    public async Task Processor_time_is_what_the_system_accounts_within_a_hundredth()
    {
        // What is read is counted in hundredths of a second.
        var busy = TimeSpan.FromSeconds(3);
        await CollectFromAsync(static () => { });

        // The runtime's own work before or after a run is in one of both: of three runs one is without.
        for (int run = 1; ; run++)
        {
            TimeSpan before = Environment.CpuUsage.TotalTime;
            ArchiveCollectionResult result = await CollectFromAsync(() =>
            {
                TimeSpan until = Environment.CpuUsage.TotalTime + busy;
                while (Environment.CpuUsage.TotalTime < until)
                {
                    Thread.SpinWait(10_000);
                }
            });

            TimeSpan accounted = Environment.CpuUsage.TotalTime - before;
            Assert.True(accounted > busy, $"only {accounted} were accounted");
            if (run == 3 || Math.Abs(result.Measurements.ProcessorTime / accounted - 1) <= 0.01)
            {
                Assert.InRange(result.Measurements.ProcessorTime, 0.99 * accounted, 1.01 * accounted);
                return;
            }
        }
    }

    /// <summary>A collection of one object, before which the source does something.</summary>
    private async Task<ArchiveCollectionResult> CollectFromAsync(Action before)
    {
        Source.AddVirtual(1, index => $"{index}", _ => 100);
        ArchiveCollectionResult result = await CollectAsync(components: new ArchiveCollectionComponents { Source = new BusySource(before) });
        AssertSucceeded(result);
        return result;
    }

    private sealed class BusySource(Action before) : IArchiveSource
    {
        public async IAsyncEnumerable<ArchiveObject> EnumerateAsync(ArchiveSourceContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            before();
            yield return new ArchiveObject { Key = "0", Size = 100 };
        }
    }
}
