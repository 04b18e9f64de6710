using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using ArchiveTransfer.Collection;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Reporting;

/// <summary>Each measurement against a second instrument: the server's counters, /proc, the file system. What is the whole process' is read before and after, and lies between.</summary>
public sealed class MeasurementTests : CollectionTest
{
    [Theory]
    [InlineData(OperationMode.DirectSync)]
    [InlineData(OperationMode.Hybrid)]
    [InlineData(OperationMode.Traditional)]
    public async Task Requests_and_bytes_are_those_the_server_counted(OperationMode mode)
    {
        const int Large = (12 << 20) + 5;
        Source.AddVirtual(60, index => $"{index:D2}", index => index == 30 ? Large : 1_000 + index);
        Source.DenyCopyOf(static key => key[1] == '7');
        using IDisposable busy = Simulator.Inject(new S3Fault { Kind = S3Fault.SlowDown, Operation = mode == OperationMode.Traditional ? "GetObject" : "CopyObject", Probability = 0.2 });

        ArchiveCollectionResult result = await CollectAsync(options => (options.OperationMode, options.MultipartThresholdMiB, options.PartSizeMiB, options.Sanity.FailureStormThreshold) = (mode, 5, 5, 1_000));

        S3Counters server = Simulator.ReadCounters();
        Assert.Equal(server.Requests.OrderBy(static entry => entry.Key, StringComparer.Ordinal), result.Measurements.Requests.OrderBy(static entry => entry.Key, StringComparer.Ordinal));
        Assert.Equal((server.BytesOut, server.BytesIn), (result.Measurements.BytesReceived, result.Measurements.BytesSent));
        Assert.Equal(server.Rejected, result.Measurements.Throttles);
        Assert.Equal(server.Rejected, result.Measurements.Retries);
        Assert.True(result.Measurements.Throttles > 0, "the store refused nothing");
        Assert.Equal((result.Measurements.BytesReceived + result.Measurements.BytesSent) / result.Elapsed.TotalSeconds, result.Measurements.AverageBytesPerSecond, 0.001);
        Assert.True(result.Measurements.PeakBytesPerSecond >= result.Measurements.AverageBytesPerSecond);
    }

    [Fact]
    public async Task Rates_of_success_and_failure_are_those_of_the_objects_tried()
    {
        Source.AddVirtual(10, index => $"{index}", _ => 100);
        using IDisposable refused = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "CopyObject", Keys = static key => key is "3" or "4", StatusCode = 400, Code = "InvalidRequest" });

        ArchiveCollectionResult result = await CollectAsync(static options => options.OperationMode = OperationMode.DirectSync);

        Assert.Equal((0.8, 0.2), (result.Totals.SuccessRate!.Value, Math.Round(result.Totals.FailureRate!.Value, 12)));
        Assert.Equal((null, null), (new ArchiveCollectionTotals { Skipped = 5 }.SuccessRate, new ArchiveCollectionTotals().FailureRate));
    }

    [Fact]
    public async Task What_was_written_to_disk_is_what_was_staged()
    {
        using var directory = new ReportOnDisk();
        const int Large = (40 << 20) + 5;
        Source.AddVirtual(40, index => $"{index:D2}", index => index == 20 ? Large : 100_000);

        // Two small ones beside the large one are less than a hundredth of it.
        long seen = 0;
        await using ArchiveCollectionWorkflow workflow = Workflow(options => (options.OperationMode, options.Staging.Directory, options.MaxConcurrency) = (OperationMode.Traditional, directory.Directory, 3));

        ArchiveCollectionResult result = await workflow.ExecuteAsync(
            new ArchiveCollectionRunOptions
            {
                OnOutcome = (_, _) =>
                {
                    long now = Directory.EnumerateFiles(directory.Directory, "*", SearchOption.AllDirectories).Sum(LengthOf);
                    seen = Math.Max(seen, now);
                    return default;
                },
            },
            Cancellation);

        AssertSucceeded(result);
        Assert.Equal((39 * 100_000) + Large, result.Measurements.LocalStorageBytesWritten);
        Assert.InRange(result.Measurements.PeakLocalStorageBytes, Math.Max(Large, seen), Large + (2 * 100_000));
    }

    [Fact]
    public async Task Nothing_is_written_to_disk_by_the_other_modes()
    {
        Source.AddVirtual(10, index => $"{index}", _ => 100_000);

        ArchiveCollectionResult result = await CollectAsync(static options => options.OperationMode = OperationMode.Hybrid);

        Assert.Equal((0, 0), (result.Measurements.LocalStorageBytesWritten, result.Measurements.PeakLocalStorageBytes));
    }

    [Fact]
    public async Task Time_and_memory_of_the_process_lie_between_what_it_had_before_and_after()
    {
        Source.AddVirtual(500, index => $"{index:D3}", _ => 100);
        TimeSpan processorBefore = ProcessorTime();
        long allocatedBefore = GC.GetTotalAllocatedBytes(precise: true);
        long peakBefore = PeakResident();
        long began = Stopwatch.GetTimestamp();

        ArchiveCollectionResult result = await CollectAsync();

        TimeSpan elapsed = Stopwatch.GetElapsedTime(began);
        ArchiveCollectionMeasurements measured = result.Measurements;
        Assert.InRange(measured.ProcessorTime, TimeSpan.FromTicks(1), ProcessorTime() - processorBefore);
        Assert.InRange(measured.AllocatedBytes, 1, GC.GetTotalAllocatedBytes(precise: true) - allocatedBefore);
        Assert.InRange(measured.PeakWorkingSetBytes, peakBefore, PeakResident());
        Assert.InRange(result.Elapsed, TimeSpan.FromTicks(1), elapsed);
        Assert.Equal(result.Elapsed, measured.OpeningTime + measured.TransferTime + measured.ClosingTime);
        Assert.InRange(measured.PlanningTime, TimeSpan.FromTicks(1), measured.TransferTime);
        Assert.True(measured.PeakProcessTreeBytes >= measured.PeakWorkingSetBytes);
    }

    [Fact]
    public async Task The_course_ends_with_all_that_was_copied()
    {
        Source.AddVirtual(500, index => $"{index:D3}", _ => 100);
        Simulator.Shape(new S3Shaping { Latency = TimeSpan.FromMilliseconds(20) });

        ArchiveCollectionResult result = await CollectAsync(static options => (options.ProgressInterval, options.MaxConcurrency) = (TimeSpan.FromMilliseconds(10), 8));

        IReadOnlyList<MeasuredMoment> course = result.Measurements.Course;
        Assert.InRange(course.Count, 2, 600);
        Assert.Equal(course.OrderBy(static moment => moment.Elapsed), course);
        Assert.All(course, static moment => Assert.True(moment is { ProcessTreeBytes: > 0, ManagedHeapBytes: > 0 }, $"{moment}"));
        Assert.Equal(course.Select(static moment => moment.Copied).Order(), course.Select(static moment => moment.Copied));
    }

    [Fact]
    public async Task Time_lost_is_at_least_what_the_store_asked_to_wait()
    {
        Source.AddVirtual(3, index => $"{index}", _ => 100);
        using IDisposable busy = Simulator.Inject(new S3Fault { Kind = S3Fault.SlowDown, Operation = "CopyObject", Times = 1, PerKey = true, RetryAfter = TimeSpan.FromSeconds(1) });

        long began = Stopwatch.GetTimestamp();
        ArchiveCollectionResult result = await CollectAsync();

        AssertSucceeded(result);
        Assert.InRange(result.Measurements.TimeLost, TimeSpan.Zero, 3 * Stopwatch.GetElapsedTime(began));

        // The runtime's timers count whole milliseconds of another clock: a wait of a second may end some microseconds before its second is over.
        Assert.True(result.Measurements.TimeLost >= TimeSpan.FromMilliseconds(3 * 999), $"{result.Measurements.TimeLost}");
        Assert.Equal((3, 3), (result.Measurements.Recovered, result.Measurements.Retries));
    }

    [Fact]
    public async Task A_run_that_loses_no_time_says_so()
    {
        Source.AddVirtual(3, index => $"{index}", _ => 100);

        Assert.Equal(TimeSpan.Zero, (await CollectAsync()).Measurements.TimeLost);
    }

    [Fact]
    public async Task Planning_lasts_until_the_last_object_is_known()
    {
        // An hour, which nothing real comes near: it is the source's alone.
        var clock = new LeapingClock();
        var hour = TimeSpan.FromHours(1);
        Source.AddVirtual(3, index => $"{index}", _ => 100);
        long began = Stopwatch.GetTimestamp();

        ArchiveCollectionResult result = await CollectAsync(components: new ArchiveCollectionComponents { Source = new SlowSource(() => clock.Leap(hour / 3)), TimeProvider = clock });

        TimeSpan most = hour + Stopwatch.GetElapsedTime(began);
        AssertSucceeded(result);
        Assert.InRange(result.Measurements.PlanningTime, hour, most);
        Assert.InRange(result.Measurements.TransferTime, hour, most);
        Assert.InRange(result.Elapsed, hour, most);
    }

    private static long LengthOf(string file)
    {
        try
        {
            return new FileInfo(file).Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }

    private static TimeSpan ProcessorTime()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    /// <summary>By the kernel's own account where there is one.</summary>
    private static long PeakResident()
    {
        const string Status = "/proc/self/status";
        if (File.Exists(Status))
        {
            string line = File.ReadLines(Status).Single(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return 1024 * long.Parse(line.AsSpan("VmHWM:".Length).Trim(" \tkB"), CultureInfo.InvariantCulture);
        }

        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    /// <summary>Lists three objects, and thinks before each.</summary>
    private sealed class SlowSource(Action think) : IArchiveSource
    {
        public async IAsyncEnumerable<ArchiveObject> EnumerateAsync(ArchiveSourceContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            for (int i = 0; i < 3; i++)
            {
                await Task.Yield();
                think();
                yield return new ArchiveObject { Key = $"{i}", Size = 100 };
            }
        }
    }
}
