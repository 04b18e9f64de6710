using ArchiveTransfer.Strategies;
using Xunit;

namespace ArchiveTransfer.Reporting.Measuring;

/// <summary>What is made of a clock and of counts, against a clock and counts moved by hand.</summary>
public sealed class RunMeterTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly TransferBench bench = new();
    private readonly RunMeter meter;

    public RunMeterTests() => meter = new RunMeter(bench.Run, bench.Time.GetTimestamp());

    public void Dispose() => bench.Dispose();

    [Fact]
    public void Phases_are_the_times_between_their_ends()
    {
        bench.Time.Advance(3 * Second);
        meter.TransferBegins();
        bench.Time.Advance(7 * Second);
        meter.PlanIsKnown();
        bench.Time.Advance(11 * Second);
        meter.TransferEnds();
        bench.Time.Advance(13 * Second);

        ArchiveCollectionMeasurements measured = meter.Read(34 * Second);

        Assert.Equal((3 * Second, 7 * Second, 18 * Second, 13 * Second), (measured.OpeningTime, measured.PlanningTime, measured.TransferTime, measured.ClosingTime));
    }

    [Fact]
    public void A_run_that_ends_before_its_plan_is_known_planned_until_its_end()
    {
        meter.TransferBegins();
        bench.Time.Advance(5 * Second);
        meter.TransferEnds();

        Assert.Equal(5 * Second, meter.Read(5 * Second).PlanningTime);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(250)]
    [InlineData(1_000)]
    public void The_peak_rate_is_what_was_moved_in_the_busiest_second(int interval)
    {
        int[] megabytes = [1, 3, 40, 2, 0, 5];
        foreach (int each in megabytes)
        {
            for (int looked = 0; looked < 1_000; looked += interval)
            {
                bench.Counters.Received(each * 400L * interval);
                bench.Counters.Sent(each * 600L * interval);
                bench.Time.Advance(TimeSpan.FromMilliseconds(interval));
                meter.Look(copied: 0, inFlight: 1);
            }
        }

        ArchiveCollectionMeasurements measured = meter.Read(megabytes.Length * Second);

        Assert.Equal(megabytes.Max() * 1e6, measured.PeakBytesPerSecond, 1e-3);
        Assert.Equal(megabytes.Average() * 1e6, measured.AverageBytesPerSecond, 1e-3);
    }

    [Fact]
    public void The_peak_rate_of_a_run_that_nobody_looked_at_is_its_average()
    {
        bench.Counters.Sent(30_000_000);

        Assert.Equal(10e6, meter.Read(3 * Second).PeakBytesPerSecond, 1e-3);
    }
}
