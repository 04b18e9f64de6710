using System.Text.Json;
using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Promises;
using ArchiveTransfer.ClaimScenarios.Reporting;
using ArchiveTransfer.ClaimScenarios.Scenarios;
using ArchiveTransfer.ClaimScenarios.Stages;
using Xunit;

namespace ArchiveTransfer.Claims;

public sealed class PromiseReportTests
{
    private static readonly ClaimMachine Machine = new()
    {
        Begun = DateTimeOffset.UnixEpoch,
        Duration = TimeSpan.Zero,
        Processor = "",
        Cores = 2,
        MemoryBytes = 1,
        Kernel = "",
        Runtime = "",
        Extent = "quick",
        Command = "",
    };

    [Fact]
    public void What_was_left_out_is_said_to_be_not_measured()
    {
        ClaimReport report = PromiseReport.Of(Machine, []);

        Assert.NotEmpty(report.Verdicts);
        Assert.All(report.Verdicts, static verdict => Assert.Equal(Verdict.NotMeasured, verdict.Verdict));
    }

    [Theory]
    [InlineData(39, 38, true)]
    [InlineData(39, 39.1, false)]
    [InlineData(1, 99, false)]
    public void A_cell_holds_only_when_every_round_does(double first, double second, bool holds)
    {
        ClaimReport report = PromiseReport.Of(
            Machine,
            [
                Round(Way.Traditional, 1, 100), Round(Way.Traditional, 2, 100),
                Round(Way.Copy, 1, first), Round(Way.Copy, 2, second),
            ]);

        Assert.Equal(holds ? Verdict.Holds : Verdict.DoesNotHold, TimeVerdict(report).Verdict);
        Assert.Equal(holds ? "holds" : "does not hold", Assert.Single(TableA(report).Rows)[7]);
    }

    [Fact]
    public void Rounds_are_compared_with_the_round_of_the_same_number()
    {
        ClaimReport report = PromiseReport.Of(Machine, [Round(Way.Traditional, 1, 100), Round(Way.Traditional, 2, 10), Round(Way.Copy, 2, 1), Round(Way.Copy, 1, 10)]);

        Assert.Equal("90.0 % to 90.0 %", TimeVerdict(report).Interval);
    }

    [Fact]
    public void A_busy_core_makes_a_cell_invalid_however_good_it_is()
    {
        ClaimReport report = PromiseReport.Of(Machine, [Round(Way.Traditional, 1, 100), Round(Way.Copy, 1, 1) with { BusiestCore = 0.71 }]);

        Assert.Equal(Verdict.Invalid, TimeVerdict(report).Verdict);
        Assert.Contains("cpu-bound", TimeVerdict(report).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_probe_that_changed_makes_a_cell_invalid()
    {
        ClaimReport report = PromiseReport.Of(Machine, [Round(Way.Traditional, 1, 100) with { ProbeDrift = -0.06 }, Round(Way.Copy, 1, 1) with { ProbeDrift = -0.06 }]);

        Assert.Equal(Verdict.Invalid, TimeVerdict(report).Verdict);
    }

    [Fact]
    public void A_copy_that_the_store_did_not_count_once_breaks_the_promise_of_one()
    {
        MeasuredCase copied = Round(Way.Copy, 1, 1) with { Store = new StoreCounts(new Dictionary<string, long> { ["CopyObject"] = 6, ["HeadObject"] = 1 }, 0, 0, 150_000_000, 0, 6) };

        ClaimReport report = PromiseReport.Of(Machine, [Round(Way.Traditional, 1, 150), copied]);

        Assert.Equal(Verdict.DoesNotHold, report.Verdicts.Single(static verdict => verdict.Promise.EndsWith("requests for each file", StringComparison.Ordinal)).Verdict);
    }

    [Fact]
    public void Just_under_half_as_many_errors_are_not_half_as_many()
    {
        ClaimReport report = PromiseReport.Of(Machine, [Faulty(Way.Traditional, 80), Faulty(Way.Copy, 41)]);

        ClaimVerdict verdict = Assert.Single(report.Verdicts, static one => one.Promise.Contains("requests, server_side_copy", StringComparison.Ordinal));
        Assert.Equal((Verdict.DoesNotHold, "48.8 % fewer"), (verdict.Verdict, verdict.Measured));
    }

    [Theory]
    [InlineData(50, 100, 0.4038, 0.5962)]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(10, 10, 0.7225, 1)]
    public void Intervals_are_those_of_Wilson(long struck, long all, double low, double high)
    {
        (double Low, double High) interval = Wilson.Of(struck, all);

        Assert.Equal((low, high), (Math.Round(interval.Low, 4), Math.Round(interval.High, 4)));
    }

    [Fact]
    public void A_round_is_read_back_as_it_was_written()
    {
        MeasuredCase round = Round(Way.Copy, 3, 1.5) with { FileSystemCalls = new Dictionary<string, long> { ["openat"] = 6 }, ProbeDrift = -0.01, Variant = "x" };

        string line = JsonSerializer.Serialize(round, CaseJson.Default.MeasuredCase);

        Assert.DoesNotContain('\n', line);
        Assert.Equal(line, JsonSerializer.Serialize(JsonSerializer.Deserialize(line, CaseJson.Default.MeasuredCase), CaseJson.Default.MeasuredCase));
    }

    private static ClaimVerdict TimeVerdict(ClaimReport report) => report.Verdicts.Single(static verdict => verdict.Promise == "61 to 75 % less time, server_side_copy, seed-16mbit");

    private static ClaimTable TableA(ClaimReport report) => report.Tables.Single(static table => table.Id == EqualPlaces.Name);

    private static MeasuredCase Round(Way way, int round, double seconds) => new()
    {
        Scenario = EqualPlaces.Name,
        Shape = ClaimShape.Seed.Name,
        Data = DataSet.Small.Name,
        Way = way.Name,
        Places = 16,
        Round = round,
        Outcome = new CaseOutcome { Copied = 6, BytesCopied = 150_000_000, Seconds = seconds },
        PeakTreeBytes = 90_000_000,
        Store = way == Way.Copy
            ? new StoreCounts(new Dictionary<string, long> { ["CopyObject"] = 6, ["ListObjectsV2"] = 2 }, 0, 0, 150_000_000, 0, 6)
            : new StoreCounts(new Dictionary<string, long> { ["GetObject"] = 6, ["PutObject"] = 6, ["ListObjectsV2"] = 2 }, 150_000_000, 150_000_000, 0, 0, 6),
    };

    private static MeasuredCase Faulty(Way way, long failed) => Round(way, 1, 1) with
    {
        Scenario = Faults.Name,
        Variant = Faults.Requests,
        Outcome = new CaseOutcome { Copied = 5_000 - failed, Failed = failed },
    };
}
