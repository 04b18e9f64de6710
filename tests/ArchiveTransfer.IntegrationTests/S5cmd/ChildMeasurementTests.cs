using System.Globalization;
using ArchiveTransfer.ClaimScenarios.Measuring;
using Xunit;

namespace ArchiveTransfer.S5cmd;

/// <summary>What is measured of a child, against the kernel's account of it.</summary>
public sealed class ChildMeasurementTests : S5cmdCollectionTest
{
    private const int HeavyMebibytes = 400;

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

    [Fact]
    public async Task Memory_of_the_process_tree_is_what_is_seen_from_outside_within_a_hundredth()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells of children.");
        PutMany(1);
        var order = new CaseOrder
        {
            Options = new Dictionary<string, string?>
            {
                ["Source:Bucket"] = Source.Name,
                ["Source:ServiceUrl"] = Simulator.Endpoint.AbsoluteUri,
                ["Destination:Bucket"] = Lake.Name,
                ["Destination:ServiceUrl"] = Simulator.Endpoint.AbsoluteUri,
                ["OperationMode"] = nameof(OperationMode.DirectSync),
                ["DirectEngine"] = nameof(DirectEngine.S5cmd),
                ["Tags"] = nameof(TagHandling.Any),
                ["S5cmd:ExecutablePath"] = StandIn($"heavy:{HeavyMebibytes},slow:3000"),
                ["ProgressInterval"] = "00:00:00.050",
            },
        };
        var environment = new Dictionary<string, string> { ["AWS_ACCESS_KEY_ID"] = Collector.AccessKey, ["AWS_SECRET_ACCESS_KEY"] = Collector.SecretKey, ["AWS_REGION"] = "us-east-1", ["AWS_EC2_METADATA_DISABLED"] = "true" };
        var client = new CaseProcess(environment, []) { HasChildren = true };

        CaseProcessResult result = await client.RunAsync(order, stagingDirectory: null, Cancellation);

        Assert.True(result.Outcome is { Copied: 1, Error: null }, $"{result.Outcome} {result.Errors}");
        Assert.Equal([TransferStrategyNames.S5cmd], result.Outcome.Strategies.Where(static strategy => strategy.Value > 0).Select(static strategy => strategy.Key));
        Assert.True(result.PeakSeenBytes > HeavyMebibytes << 20, $"only {result.PeakSeenBytes} bytes were seen");
        Assert.InRange(result.Outcome.PeakProcessTreeBytes, 0.99 * result.PeakSeenBytes, 1.01 * result.PeakSeenBytes);
    }

    /// <summary>User and system time of children that ended and were waited for: the 16th and 17th field.</summary>
    private static TimeSpan ChildrenTime()
    {
        string stat = File.ReadAllText("/proc/self/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromMilliseconds(10 * (long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture)));
    }
}
