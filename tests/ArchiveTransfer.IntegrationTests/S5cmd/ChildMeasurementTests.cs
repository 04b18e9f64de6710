using System.Globalization;
using Xunit;

namespace ArchiveTransfer.S5cmd;

/// <summary>What is measured of a child, against the kernel's account of this process's children.</summary>
public sealed class ChildMeasurementTests : S5cmdCollectionTest
{
    [Fact]
    public async Task Processor_time_of_a_child_lies_within_what_the_kernel_counted_of_all_children_meanwhile()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells.");
        PutMany(200);
        TimeSpan before = ChildrenTime();

        (ArchiveCollectionResult result, _) = await CollectByAsync(StandIn());

        AssertAllByS5cmd(result, 200);
        Assert.InRange(result.Measurements.ChildProcessorTime!.Value, TimeSpan.FromMilliseconds(10), ChildrenTime() - before);
    }

    /// <summary>User and system time of children that ended and were waited for: the 16th and 17th field.</summary>
    private static TimeSpan ChildrenTime()
    {
        string stat = File.ReadAllText("/proc/self/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromMilliseconds(10 * (long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture)));
    }
}
