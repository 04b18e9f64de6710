using System.Runtime.InteropServices;
using Xunit;

namespace ArchiveTransfer.S5cmd;

/// <summary>Processor time of children, against another account of the kernel's. Runs alone: children of other tests would be in it.</summary>
[CollectionDefinition(nameof(ChildProcessorTests), DisableParallelization = true)]
[Collection(nameof(ChildProcessorTests))]
public sealed partial class ChildProcessorTests : S5cmdCollectionTest
{
    [Fact]
    public async Task Processor_time_of_children_is_what_getrusage_accounts_within_a_hundredth()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells.");

        // What is read is counted in hundredths of a second.
        PutMany(1);
        string tool = StandIn("busy:3000");
        TimeSpan before = Children();

        (ArchiveCollectionResult result, _) = await CollectByAsync(tool);

        TimeSpan accounted = Children() - before;
        AssertAllByS5cmd(result, 1);
        Assert.True(accounted > TimeSpan.FromSeconds(3), $"only {accounted} were accounted");
        Assert.InRange(result.Measurements.ChildProcessorTime!.Value, 0.99 * accounted, 1.01 * accounted);
    }

    private static TimeSpan Children()
    {
        const int OfChildren = -1;
        const int Words = 18;

        // Seconds and microseconds as a user, the same in the system; then fourteen counts.
        long[] usage = new long[Words];
        Assert.Equal(0, ReadUsage(OfChildren, usage));
        return TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3]);
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int ReadUsage(int who, [Out] long[] usage);
}
