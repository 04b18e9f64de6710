using System.Text.Json;
using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Promises;
using ArchiveTransfer.ClaimScenarios.Rendering;
using ArchiveTransfer.ClaimScenarios.Reporting;
using ArchiveTransfer.ClaimScenarios.Scenarios;
using ArchiveTransfer.ClaimScenarios.Stages;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ArchiveTransfer.Claims;

public sealed class PromiseReportTests
{
    private const string TimePromise = "61 to 75 % less time, server_side_copy, seed-16mbit";
    private const string StreamingPromise = "61 to 75 % less time, streaming, seed-16mbit";
    private const string ReadOnlyPromise = "no local storage: on file systems that are read-only";
    private const string GrowthPromise = "memory does not grow with the number of files";
    private const string DiskPromise = "what the baseline needs: size of a file times transfers at once";
    private const string CompetencePromise = "the baseline is competent";

    private static readonly DataSet _hundred = new(100, 1_500_000);
    private static readonly string[] _promisesOfCopies =
        ["6 files, 150 MB, seed-16mbit: collected", "70 to 85 % less memory, than the competent baseline", "half the bandwidth: all that is moved, by copying", "no local storage, server_side_copy"];

    private static readonly int[] _objectCounts = [1_000, 10_000, 1_010_000];

    [Fact]
    public void What_was_left_out_is_said_to_be_not_measured()
    {
        ClaimReport report = Report([]);

        Assert.All(report.Verdicts, static verdict => Assert.Equal((Verdict.NotMeasured, true), (verdict.Verdict, verdict.Why.Length > 0)));
    }

    [Fact]
    public void Of_a_whole_comparison_everything_is_judged() =>
        Assert.All(Report(PromiseRounds.All).Verdicts, static verdict => Assert.True(verdict.Verdict is Verdict.Holds or Verdict.DoesNotHold, $"{verdict}"));

    [Fact]
    public void Whatever_rounds_are_left_and_however_they_ended_each_promise_has_a_verdict()
    {
        string[] promises = [.. Report(PromiseRounds.All).Verdicts.Select(static verdict => verdict.Promise)];
        Assert.Equal(promises.Length, promises.Distinct().Count());

        Prop.ForAll(
            Gen.Choose(0, int.MaxValue).ToArbitrary(),
            seed =>
            {
                ClaimReport report = Report(Some(new Random(seed)));

                ReportShape.Require(report);
                Assert.Equal(promises, report.Verdicts.Select(static verdict => verdict.Promise));
                Assert.All(report.Verdicts, static verdict => Assert.NotEmpty(verdict.Why));
                Assert.All(
                    report.Verdicts.SelectMany(static verdict => new[] { verdict.Measured, verdict.Interval, verdict.Why }).Concat(report.Tables.SelectMany(static table => table.Rows).SelectMany(static row => row)),
                    static text => Assert.False(text.Contains("NaN", StringComparison.Ordinal) || text.Contains("Infinity", StringComparison.Ordinal) || text.Contains('\u221e', StringComparison.Ordinal), text));
                HtmlReport.Write(report, TextWriter.Null, "rounds.jsonl");
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_shape_that_was_lost_is_not_measured_each_way_and_in_either_table()
    {
        ClaimReport report = Report([.. PromiseRounds.All.Where(static one => one.Shape != ClaimShape.TokyoVirginia.Name)]);

        ClaimVerdict[] lost = [.. report.Verdicts.Where(static verdict => verdict.Promise.EndsWith(ClaimShape.TokyoVirginia.Name, StringComparison.Ordinal))];
        Assert.Equal(3, lost.Length);
        Assert.All(lost, static verdict => Assert.Equal(Verdict.NotMeasured, verdict.Verdict));
        Assert.All(
            new[] { EqualPlaces.Name, BestPlaces.Name }.SelectMany(id => Table(report, id).Rows.Where(static row => row[0] == ClaimShape.TokyoVirginia.Name)),
            static row => Assert.Equal("not measured", row[7]));
        ClaimVerdict best = Find(report, "61 to 75 % less time, server_side_copy, each at its own best");
        Assert.Equal((Verdict.NotMeasured, "holds in 3 of 4 shapes, 1 not measured"), (best.Verdict, best.Measured));
    }

    [Fact]
    public void A_data_set_that_the_whole_comparison_lost_is_a_cell_that_was_not_measured()
    {
        DataSet lost = ClaimShape.Seed.Data[0];
        MeasuredCase[] rounds = [.. PromiseRounds.All.Where(one => one.Scenario != EqualPlaces.Name || one.Shape != ClaimShape.Seed.Name || one.Data != lost.Name)];

        ClaimReport whole = PromiseReport.Of(Reports.Machine with { Extent = ClaimMachine.WholeExtent }, rounds);

        Assert.Equal(
            [("not measured", "No round of this way."), ("not measured", "No round of this way."), ("not measured", "No round of this way.")],
            Table(whole, EqualPlaces.Name).Rows.Where(row => row[0] == ClaimShape.Seed.Name && row[1] == lost.Name).Select(static row => (row[7], row[8])));
        Assert.DoesNotContain(Table(Report(rounds), EqualPlaces.Name).Rows, row => row[0] == ClaimShape.Seed.Name && row[1] == lost.Name);
    }

    [Theory]
    [InlineData(4, 30, nameof(Verdict.Invalid))]
    [InlineData(5, 30, nameof(Verdict.Holds))]
    [InlineData(1, 99, nameof(Verdict.DoesNotHold))]
    public void Fewer_rounds_than_the_whole_comparison_plans_keep_no_promise(int count, double seconds, string expected)
    {
        MeasuredCase[] rounds =
        [
            .. from data in ClaimShape.Seed.Data
               from round in Enumerable.Range(1, count)
               from way in new[] { Way.Traditional, Way.Copy }
               select PromiseRounds.Of(EqualPlaces.Name, ClaimShape.Seed.Name, data, way, round, way == Way.Copy ? seconds : 100),
        ];

        Assert.Equal(expected, Find(PromiseReport.Of(Reports.Machine with { Extent = ClaimMachine.WholeExtent }, rounds), TimePromise).Verdict.ToString());
    }

    [Theory]
    [InlineData(39, 38, true)]
    [InlineData(39, 39.1, false)]
    [InlineData(1, 99, false)]
    public void A_cell_holds_only_when_every_round_does(double first, double second, bool holds)
    {
        ClaimReport report = Report(
            [
                Round(Way.Traditional, 1, 100), Round(Way.Traditional, 2, 100),
                Round(Way.Copy, 1, first), Round(Way.Copy, 2, second),
            ]);

        Assert.Equal(holds ? Verdict.Holds : Verdict.DoesNotHold, Find(report, TimePromise).Verdict);
        Assert.Equal(holds ? "holds" : "does not hold", Row(report, Way.Copy)[7]);
    }

    [Fact]
    public void The_slowest_round_is_set_beside_the_fastest_of_the_baseline()
    {
        ClaimReport report = Report([Round(Way.Traditional, 1, 100), Round(Way.Traditional, 2, 50), Round(Way.Copy, 2, 5), Round(Way.Copy, 1, 10)]);

        Assert.Equal(("90.0 %", "80.0 % to 95.0 %"), (Row(report, Way.Copy)[5], Row(report, Way.Copy)[6]));
        Assert.Equal("rounds from 80.0 % to 95.0 %", Find(report, TimePromise).Interval);
    }

    [Fact]
    public void A_busy_core_makes_a_cell_invalid_however_good_it_is()
    {
        ClaimReport report = Report([Round(Way.Traditional, 1, 100), Round(Way.Copy, 1, 1) with { BusiestCore = 0.71 }]);

        Assert.Equal(Verdict.Invalid, Find(report, TimePromise).Verdict);
        Assert.Contains("cpu-bound", Find(report, TimePromise).Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(50, nameof(Verdict.DoesNotHold), "The baseline alone was cpu-bound")]
    [InlineData(10, nameof(Verdict.Invalid), "the baseline alone was cpu-bound")]
    public void A_core_that_held_up_the_baseline_alone_keeps_nothing_and_a_miss_is_a_miss(double seconds, string expected, string why)
    {
        ClaimVerdict verdict = Find(Report([Round(Way.Traditional, 1, 100) with { BusiestCore = 0.71 }, Round(Way.Copy, 1, seconds)]), TimePromise);

        Assert.Equal(expected, verdict.Verdict.ToString());
        Assert.StartsWith(why, verdict.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, nameof(Verdict.DoesNotHold), "Cpu-bound: the busiest core was 90 % busy; on any machine it takes 75.0 s at least, which is 25.0 % less at most. By the shape's figures")]
    [InlineData(190, nameof(Verdict.DoesNotHold), "Cpu-bound: the busiest core was 90 % busy; on any machine it takes 75.0 s at least, which is 60.5 % less at most. By the shape's figures")]
    [InlineData(200, nameof(Verdict.Invalid), "cpu-bound: the busiest core was 90 % busy")]
    public void Streaming_that_its_link_alone_keeps_from_holding_is_a_miss_however_busy_the_machine(double baseline, string expected, string why)
    {
        ClaimVerdict verdict = Find(Report([Round(Way.Traditional, 1, baseline), Round(Way.Streaming, 1, 80) with { BusiestCore = 0.9 }]), StreamingPromise);

        Assert.Equal(expected, verdict.Verdict.ToString());
        Assert.StartsWith(why, verdict.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(16, nameof(Verdict.DoesNotHold), "10.0 s at least, which is 50.0 % less at most")]
    [InlineData(64, nameof(Verdict.Invalid), "cpu-bound")]
    public void Streaming_that_its_waits_keep_from_holding_is_a_miss_by_the_places_that_it_had(int places, string expected, string why)
    {
        var thousand = new DataSet(1_000, 150_000);
        MeasuredCase baseline = PromiseRounds.Of(EqualPlaces.Name, ClaimShape.TokyoVirginia.Name, thousand, Way.Traditional, 1, 20);
        MeasuredCase streaming = PromiseRounds.Of(EqualPlaces.Name, ClaimShape.TokyoVirginia.Name, thousand, Way.Streaming, 1, 14) with { BusiestCore = 0.9, Places = places };

        IReadOnlyList<string> row = Table(Report([baseline, streaming]), EqualPlaces.Name).Rows.Single(static row => row[0] == ClaimShape.TokyoVirginia.Name && row[2] == Way.Streaming.Name);
        Assert.Equal(expected == nameof(Verdict.Invalid) ? "invalid" : "does not hold", row[7]);
        Assert.Contains(why, row[8], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, "does not hold")]
    [InlineData(4, "invalid")]
    public void At_its_own_best_streaming_could_have_had_the_most_places(double baseline, string expected)
    {
        var thousand = new DataSet(1_000, 150_000);
        MeasuredCase of(Way way, double seconds) => PromiseRounds.Of(BestPlaces.Name, ClaimShape.TokyoVirginia.Name, thousand, way, 1, seconds) with { Places = 64, BusiestCore = 0.9 };

        IReadOnlyList<string> row = Table(Report([of(Way.Traditional, baseline), of(Way.Streaming, 3)]), BestPlaces.Name).Rows.Single(static row => row[0] == ClaimShape.TokyoVirginia.Name && row[2] == Way.Streaming.Name);
        Assert.Equal(expected, row[7]);
    }

    [Fact]
    public void What_a_run_was_faster_than_is_no_bound() =>
        Assert.Equal(Verdict.Invalid, Find(Report([Round(Way.Traditional, 1, 100), Round(Way.Streaming, 1, 74) with { BusiestCore = 0.9 }]), StreamingPromise).Verdict);

    [Fact]
    public void A_miss_by_what_any_machine_takes_lends_its_times_to_no_sum()
    {
        ClaimVerdict verdict = Find(
            Report([Round(Way.Traditional, 1, 150), Round(Way.Streaming, 1, 80), Round(Way.Traditional, 1, 100, _hundred), Round(Way.Streaming, 1, 99, _hundred) with { BusiestCore = 0.9 }]), StreamingPromise);

        Assert.Equal((Verdict.DoesNotHold, "holds in 0 of 2 cells, 1 missed by what any machine takes", "rounds from 46.7 % to 46.7 %"), (verdict.Verdict, verdict.Measured, verdict.Interval));
        Assert.StartsWith("6 x 25 MB is the least: By the shape's figures", verdict.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Rounds_without_a_probe_are_invalid() =>
        Assert.Equal(Verdict.Invalid, Find(Report([Round(Way.Traditional, 1, 100) with { ProbeDrift = null }, Round(Way.Copy, 1, 1)]), TimePromise).Verdict);

    [Theory]
    [InlineData(5, nameof(Verdict.Holds))]
    [InlineData(4, nameof(Verdict.Invalid))]
    public void What_table_A_lost_keeps_what_is_summed_over_it_from_holding(int rounds, string expected)
    {
        MeasuredCase[] all =
        [
            .. from shape in ClaimShape.Named
               from data in shape.Data
               from round in Enumerable.Range(1, shape == ClaimShape.Seed && data == DataSet.Small ? rounds : ClaimBench.WholeRounds)
               select PromiseRounds.Of(EqualPlaces.Name, shape.Name, data, Way.Copy, round, 1),
        ];

        ClaimVerdict verdict = Find(PromiseReport.Of(Reports.Machine with { Extent = ClaimMachine.WholeExtent }, all), "no local storage, server_side_copy");

        Assert.Equal(expected, verdict.Verdict.ToString());
        Assert.Equal(rounds == 4, verdict.Why.Contains("cells of server_side_copy have fewer than 5 rounds (seed-16mbit, 6 x 25 MB)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(2, nameof(Verdict.Holds))]
    [InlineData(8, nameof(Verdict.DoesNotHold))]
    public void An_improvement_that_files_eat_up_is_not_maintained(double seconds, string expected)
    {
        MeasuredCase[] rounds =
        [
            .. from shape in ClaimShape.Named
               from data in new[] { DataSet.Small, _hundred, new DataSet(1_000, 150_000) }
               from way in new[] { Way.Traditional, Way.Copy }
               select PromiseRounds.Of(EqualPlaces.Name, shape.Name, data, way, 1, way == Way.Traditional ? 100 : shape == ClaimShape.TokyoVirginia && data.Files == 1_000 ? seconds : 1),
        ];

        ClaimVerdict verdict = Find(Report(rounds), "the improvement is maintained with 100 and 1,000 files, server_side_copy");

        Assert.Equal(expected, verdict.Verdict.ToString());
        Assert.Contains($"tokyo-virginia 99.0 % -> 99.0 % -> {100 - seconds}.0 %", verdict.Measured, StringComparison.Ordinal);
    }

    [Fact]
    public void A_probe_that_changed_makes_a_cell_invalid()
    {
        ClaimReport report = Report([Round(Way.Traditional, 1, 100) with { ProbeDrift = -0.06 }, Round(Way.Copy, 1, 1) with { ProbeDrift = -0.06 }]);

        Assert.Equal(Verdict.Invalid, Find(report, TimePromise).Verdict);
    }

    [Fact]
    public void A_run_that_failed_is_not_a_fast_one()
    {
        ClaimReport report = Report([Round(Way.Traditional, 1, 100), Round(Way.Traditional, 2, 100), Round(Way.Copy, 1, 1), Broken(Round(Way.Copy, 2, 0.1))]);

        ClaimVerdict verdict = Find(report, TimePromise);
        Assert.Equal((Verdict.Invalid, "holds in 0 of 1 cells, 1 invalid", "2 objects failed: Gone."), (verdict.Verdict, verdict.Measured, verdict.Why));
        Assert.Equal(["", "", "", "invalid"], [.. Row(report, Way.Copy).Skip(4).Take(4)]);
        Assert.All(
            _promisesOfCopies,
            promise => Assert.Equal(Verdict.Invalid, Find(report, promise).Verdict));
    }

    [Fact]
    public void A_run_that_collected_less_is_not_a_fast_one()
    {
        MeasuredCase five = Round(Way.Copy, 1, 1);

        ClaimReport report = Report([Round(Way.Traditional, 1, 100), five with { Outcome = five.Outcome with { Copied = 5 } }]);

        Assert.Equal((Verdict.Invalid, "runs copied 5 to 6 objects"), (Find(report, TimePromise).Verdict, Find(report, TimePromise).Why));
    }

    [Theory]
    [InlineData(10, nameof(Verdict.Invalid), "holds in 1 of 2 cells, 1 invalid", "100 x 1.5 MB: the baseline alone was cpu-bound")]
    [InlineData(60, nameof(Verdict.DoesNotHold), "holds in 0 of 2 cells, 1 invalid", "6 x 25 MB is the least: By the shape's figures")]
    public void An_invalid_cell_keeps_a_promise_from_holding_and_not_from_failing(double seconds, string expected, string measured, string why)
    {
        ClaimReport report = Report([Round(Way.Traditional, 1, 100), Round(Way.Copy, 1, seconds), Round(Way.Traditional, 1, 100, _hundred) with { BusiestCore = 0.9 }, Round(Way.Copy, 1, 1, _hundred)]);

        ClaimVerdict verdict = Find(report, TimePromise);
        Assert.Equal((expected, measured), ($"{verdict.Verdict}", verdict.Measured));
        Assert.StartsWith(why, verdict.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void The_interval_of_a_sum_goes_from_the_least_to_the_most_of_the_rounds()
    {
        ClaimReport report = Report(
            [
                Round(Way.Traditional, 1, 100), Round(Way.Traditional, 2, 100), Round(Way.Copy, 1, 10), Round(Way.Copy, 2, 30),
                Round(Way.Traditional, 1, 100, _hundred), Round(Way.Traditional, 2, 100, _hundred), Round(Way.Copy, 1, 20, _hundred), Round(Way.Copy, 2, 5, _hundred),
            ]);

        Assert.Equal((Verdict.Holds, "rounds from 70.0 % to 95.0 %"), (Find(report, TimePromise).Verdict, Find(report, TimePromise).Interval));
    }

    [Fact]
    public void The_reason_has_the_link_each_way_the_waves_and_what_was_counted()
    {
        ClaimReport report = Report([Round(Way.Traditional, 1, 100), Round(Way.Copy, 1, 10)]);

        Assert.Equal(
            "By the shape's figures the baseline waits 75.0 s of link down, 75.0 s up and 0.16 s for round trips (1 wave), the copies 0.79 s (2 waves, the first copy alone), each the least that it takes, with others at the same time; measured were 100.0 s and 10.0 s; "
                + "counted for each object: CopyObject 1.00 (baseline GetObject 1.00, PutObject 1.00); 0.00 (baseline 2.00) bytes over the link for each one collected",
            Find(report, TimePromise).Why);
    }

    [Fact]
    public void The_reason_says_what_is_not_in_its_arithmetic()
    {
        MeasuredCase s5cmd = Round(Way.S5cmd(""), 1, 10, _hundred) with { Store = new StoreCounts(new Dictionary<string, long> { ["CopyObject"] = 100, ["HeadObject"] = 100 }, 0, 0, 150_000_000, 0, 16) };

        string why = Find(Report([Round(Way.Traditional, 1, 100, _hundred), s5cmd]), "61 to 75 % less time, s5cmd, seed-16mbit").Why;

        Assert.Contains("(8 waves, the first copy alone, the requests beside them not in it, starts of processes not in it)", why, StringComparison.Ordinal);
    }

    [Fact]
    public void The_reason_takes_the_links_and_places_of_either_side()
    {
        MeasuredCase baseline = PromiseRounds.Of(EqualPlaces.Name, ClaimShape.TokyoVirginia.Name, _hundred, Way.Traditional, 1, 10) with { Places = 10 };
        MeasuredCase streaming = PromiseRounds.Of(EqualPlaces.Name, ClaimShape.TokyoVirginia.Name, _hundred, Way.Streaming, 1, 9) with { Places = 50 };

        string why = Find(Report([baseline, streaming]), "61 to 75 % less time, streaming, tokyo-virginia").Why;

        Assert.StartsWith("By the shape's figures the baseline waits 1.00 s of link down, 0.17 s up and 1.80 s for round trips (10 waves), streaming 0.20 s of link down, 0.03 s up, both at the same time, and 2 waves of requests, ", why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new double[] { 3 }, 3)]
    [InlineData(new double[] { 9, 1 }, 5)]
    [InlineData(new double[] { 9, 1, 2 }, 2)]
    [InlineData(new double[] { 9, 1, 2, 4 }, 3)]
    public void The_median_of_an_even_number_is_the_mean_of_the_two_in_the_middle(double[] values, double median) => Assert.Equal(new Spread(values.Min(), median, values.Max()), Spread.Of(values));

    [Fact]
    public void A_copy_that_the_store_did_not_count_once_breaks_the_promise_of_one()
    {
        MeasuredCase copied = Round(Way.Copy, 1, 1) with { Store = new StoreCounts(new Dictionary<string, long> { ["CopyObject"] = 6, ["HeadObject"] = 3 }, 0, 0, 150_000_000, 0, 6) };

        ClaimReport report = Report([Round(Way.Traditional, 1, 150), copied]);

        Assert.Equal(Verdict.DoesNotHold, Find(report, "6 files, 150 MB, seed-16mbit: requests for each file").Verdict);
        ClaimVerdict requests = Find(report, "80 % fewer operations: requests by the store's count");
        Assert.Equal(("25.0 % fewer", "Counted for each object: CopyObject 1.00, HeadObject 0.50; of the baseline GetObject 1.00, PutObject 1.00."), (requests.Measured, requests.Why));
    }

    [Fact]
    public void Just_under_half_as_many_errors_are_not_half_as_many()
    {
        ClaimReport report = Report([PromiseRounds.Fails(Faults.Requests, Way.Traditional, 80), PromiseRounds.Fails(Faults.Requests, Way.Copy, 41)]);

        ClaimVerdict verdict = Find(report, "50 to 65 % fewer errors: requests, server_side_copy");
        Assert.Equal((Verdict.DoesNotHold, "48.8 % fewer"), (verdict.Verdict, verdict.Measured));
        Assert.Contains("q^n = 0.81 %, the baseline's GET and PUT with 1-(1-q^n)^2 = 1.61 %", verdict.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_as_many_errors_hold_only_with_the_whole_interval()
    {
        MeasuredCase baseline = PromiseRounds.Fails(Faults.Requests, Way.Traditional, 80);

        Assert.Equal(Verdict.DoesNotHold, Find(Report([baseline, PromiseRounds.Fails(Faults.Requests, Way.Copy, 35)]), "50 to 65 % fewer errors: requests, server_side_copy").Verdict);
        Assert.Equal(Verdict.Holds, Find(Report([baseline, PromiseRounds.Fails(Faults.Requests, Way.Copy, 10)]), "50 to 65 % fewer errors: requests, server_side_copy").Verdict);
    }

    [Theory]
    [InlineData(5_000, 4_999, "4,999 objects were tried and 5,000 by the baseline")]
    [InlineData(4_999, 4_999, "4,999 objects are fewer than the 5,000 that a verdict takes")]
    public void Errors_are_judged_of_as_many_objects_on_both_sides_and_of_enough(long baseline, long ours, string why)
    {
        ClaimReport report = Report([Tried(Way.Traditional, baseline, 80), Tried(Way.Copy, ours, 1)]);

        ClaimVerdict verdict = Find(report, "50 to 65 % fewer errors: requests, server_side_copy");
        Assert.Equal(Verdict.Invalid, verdict.Verdict);
        Assert.StartsWith(why, verdict.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Why_the_automatic_way_lost_nothing_is_said_only_where_it_was_counted()
    {
        MeasuredCase baseline = PromiseRounds.Fails(Faults.Bodies, Way.Traditional, 80);
        MeasuredCase copied = PromiseRounds.Fails(Faults.Bodies, Way.Copy, 0) with { Way = "automatic" };
        MeasuredCase streamed = PromiseRounds.Fails(Faults.Bodies, Way.Streaming, 0) with { Way = "automatic" };
        MeasuredCase handedOn = streamed with { Outcome = streamed.Outcome with { Fallbacks = 1 } };

        ClaimVerdict verdict = Find(Report([baseline, copied]), "50 to 65 % fewer errors: bodies, automatic");
        Assert.Equal(
            (Verdict.NotMeasured, "No object was handed from one way to the other, so nothing is shown of that. Every object went by the store's copy, and no body passed the client, by the store's count."),
            (verdict.Verdict, verdict.Why));
        Assert.Equal("1,310,720,000 bytes of bodies passed the client, by the store's count.", Find(Report([baseline, handedOn]), "50 to 65 % fewer errors: bodies, automatic").Why);
    }

    [Theory]
    [InlineData(0, nameof(Verdict.NotMeasured), "Told how small the disk is")]
    [InlineData(4_900, nameof(Verdict.Holds), "By construction: ")]
    public void A_disk_that_is_too_small_is_judged_beside_a_baseline_that_was_told_so(long failed, string expected, string why)
    {
        ClaimReport report = Report([PromiseRounds.Fails(Faults.Disk, Way.Traditional, 4_900), PromiseRounds.Fails(Faults.DiskTold, Way.Traditional, failed), PromiseRounds.Fails(Faults.Disk, Way.Copy, 0)]);

        ClaimVerdict verdict = Find(report, "50 to 65 % fewer errors: disk, server_side_copy");
        Assert.Equal(expected, verdict.Verdict.ToString());
        Assert.StartsWith(why, verdict.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void The_baseline_is_compared_by_whole_processes_and_with_those_who_were_there()
    {
        ClaimReport report = Report([Compared(Way.Traditional.Name, 11), Compared(Baseline.Rclone, 10)]);

        ClaimVerdict verdict = Find(report, CompetencePromise);
        Assert.Equal((Verdict.Holds, "at most 1.10 x"), (verdict.Verdict, verdict.Measured));
        Assert.Contains(Baseline.Rclone, verdict.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("aws", $"{verdict}", StringComparison.Ordinal);
        Assert.Equal(Verdict.DoesNotHold, Find(Report([Compared(Way.Traditional.Name, 11.1), Compared(Baseline.Rclone, 10)]), CompetencePromise).Verdict);
        Assert.Equal(Verdict.Invalid, Find(Report([Compared(Way.Traditional.Name, 1) with { BusiestCore = 0.8 }, Compared(Baseline.Rclone, 10)]), CompetencePromise).Verdict);
        MeasuredCase again = Compared(Baseline.Rclone, 10);
        Assert.Equal("counts; 1 crashed and was run again", Table(Report([Compared(Way.Traditional.Name, 5), again with { Outcome = again.Outcome with { Warnings = ["rclone copy ended with 139"] } }]), Baseline.Name).Rows[0][^1]);
        Assert.Equal(["20.0 s (20.0 s to 20.0 s)", "2.00", "invalid: cpu-bound: the busiest core was 80 % busy"], Table(Report([Compared(Way.Traditional.Name, 20) with { BusiestCore = 0.8 }, Compared(Baseline.Rclone, 10)]), Baseline.Name).Rows[0].Skip(4));
        Assert.Equal(Verdict.Invalid, Find(Report([Broken(Compared(Way.Traditional.Name, 1)), Compared(Baseline.Rclone, 10)]), CompetencePromise).Verdict);
    }

    [Fact]
    public void Where_the_lines_cross_is_said_when_every_rate_is_valid()
    {
        ClaimChart chart = Report(PromiseRounds.All).Charts.Single(static one => one.Id == "time-by-copy-rate");

        Assert.Equal(("The lines cross at about 30 MB/s for each copy, with 3 in flight: below it, carrying is faster. With others in flight it lies elsewhere.", 2), (chart.Note, chart.Series.Count));
    }

    [Theory]
    [InlineData("")]
    [InlineData("20")]
    public void No_crossing_is_said_or_drawn_of_rounds_that_are_invalid(string variant)
    {
        foreach (Func<MeasuredCase, MeasuredCase> spoil in new Func<MeasuredCase, MeasuredCase>[] { static one => one with { BusiestCore = 0.8 }, Broken })
        {
            ClaimReport report = Report([.. PromiseRounds.All.Where(static one => one.Scenario == CopyRates.Name).Select(one => one.Variant == variant ? spoil(one) : one)]);

            ClaimChart chart = report.Charts.Single(static one => one.Id == "time-by-copy-rate");
            Assert.StartsWith("No crossing is said", chart.Note, StringComparison.Ordinal);
            Assert.DoesNotContain(chart.Series, static series => series.Name == "traditional");
            Assert.DoesNotContain(chart.Series[0].Points, point => variant == "20" && point.X is 20);
        }
    }

    [Theory]
    [InlineData(7, 7, 7, "7.0 bytes", nameof(Verdict.Holds))]
    [InlineData(7, 2, 9, "6.0 bytes", nameof(Verdict.DoesNotHold))]
    [InlineData(9, 9, 9, "9.0 bytes", nameof(Verdict.DoesNotHold))]
    public void Growth_is_judged_by_the_upper_end_of_what_the_rounds_allow(int first, int second, int third, string measured, string expected)
    {
        int[] slopes = [first, second, third];
        ClaimReport report = Report(
            [
                .. from objects in _objectCounts
                   from round in Enumerable.Range(1, slopes.Length)
                   select PromiseRounds.Grows(objects, Way.Copy, round, objects == 1_000 ? 1_000_000_000 : 90_000_000 + (long)(objects == 10_000 ? 0 : 1_000_000L * slopes[round - 1])),
            ]);

        ClaimVerdict verdict = Find(report, GrowthPromise);
        Assert.Equal((expected, measured), ($"{verdict.Verdict}", verdict.Measured));
        Assert.Equal(slopes.Distinct().Count() == 1 ? "" : Text.Of($"{slopes.Min():F1} to {slopes.Max():F1}"), verdict.Interval);
    }

    [Fact]
    public void Growth_takes_two_numbers_of_objects()
    {
        ClaimReport report = Report([PromiseRounds.Grows(1_000, Way.Copy, 1, 1), PromiseRounds.Grows(10_000, Way.Copy, 1, 2)]);

        Assert.Equal(Verdict.NotMeasured, Find(report, GrowthPromise).Verdict);
    }

    [Fact]
    public void What_the_baseline_needs_is_judged_by_both_counts_and_each_cell_by_itself()
    {
        MeasuredCase few = Round(Way.Traditional, 1, 1);
        MeasuredCase many = Round(Way.Traditional, 1, 1, _hundred);

        ClaimReport report = Report([few, few with { Round = 2, PeakStagedBytes = 120_000_000 }, many with { PeakStagedBytes = 26_000_000 }]);

        Assert.Equal((Verdict.DoesNotHold, "1 of 2 cells", "at most 8.3 % off"), (Find(report, DiskPromise).Verdict, Find(report, DiskPromise).Measured, Find(report, DiskPromise).Interval));
        Assert.Equal(
            [["the files", "150.0 MB", "150.0 MB", "150.0 MB", "0.0 %", "holds"], ["the places", "24.0 MB", "24.0 MB", "26.0 MB", "8.3 %", "does not hold"]],
            Table(report, "baseline-disk").Rows.Select(static row => row.Skip(3).ToArray()).ToArray());
        Assert.Equal(Verdict.Holds, Find(Report([few, many]), DiskPromise).Verdict);
        Assert.Equal(Verdict.DoesNotHold, Find(Report([few with { PeakStagedBytes = 120_000_000 }]), DiskPromise).Verdict);
        Assert.Equal(Verdict.DoesNotHold, Find(Report([few with { Outcome = few.Outcome with { PeakLocalStorageBytes = 0 } }]), DiskPromise).Verdict);
    }

    [Fact]
    public void A_look_that_missed_one_of_many_files_is_no_contradiction_and_one_that_missed_two_is()
    {
        MeasuredCase many = Round(Way.Traditional, 1, 1, _hundred);

        Assert.Equal((Verdict.Holds, "at most 6.2 % off"), (Disk(22_500_000).Verdict, Disk(22_500_000).Interval));
        Assert.Equal(Verdict.DoesNotHold, Disk(21_000_000).Verdict);
        Assert.Equal(Verdict.DoesNotHold, Disk(25_500_000).Verdict);

        // Six files with a place each are there all the time.
        Assert.Equal(Verdict.DoesNotHold, Find(Report([Round(Way.Traditional, 1, 1) with { PeakStagedBytes = 125_000_000 }]), DiskPromise).Verdict);
        Assert.Equal(Verdict.DoesNotHold, Find(Report([many with { PeakStagedBytes = 22_500_000, Outcome = many.Outcome with { PeakLocalStorageBytes = 22_500_000 } }]), DiskPromise).Verdict);

        ClaimVerdict Disk(long seen) => Find(Report([many with { PeakStagedBytes = seen }]), DiskPromise);
    }

    [Fact]
    public void One_operation_for_each_file_is_not_said_to_have_been_five()
    {
        ClaimVerdict verdict = Find(Report([Round(Way.Traditional, 1, 100), Round(Way.Copy, 1, 10)]), "one operation for each file instead of five, as the original names its steps");

        Assert.Equal((Verdict.DoesNotHold, "4 -> 1 for each file, and the listing"), (verdict.Verdict, verdict.Measured));
    }

    [Fact]
    public void Anything_on_the_disk_breaks_the_promise_of_nothing()
    {
        ClaimReport report = Report([Round(Way.Copy, 1, 1), Round(Way.Copy, 2, 1) with { PeakStagedBytes = 1 }]);

        Assert.Equal((Verdict.DoesNotHold, "1 bytes"), (Find(report, "no local storage, server_side_copy").Verdict, Find(report, "no local storage, server_side_copy").Measured));
    }

    [Theory]
    [InlineData(false, true, true, nameof(Verdict.Holds))]
    [InlineData(false, true, false, nameof(Verdict.DoesNotHold))]
    [InlineData(true, true, true, nameof(Verdict.Invalid))]
    [InlineData(false, null, true, nameof(Verdict.NotMeasured))]
    [InlineData(false, null, false, nameof(Verdict.DoesNotHold))]
    public void On_file_systems_that_are_read_only_the_baseline_has_to_fail(bool traditional, bool? copy, bool streaming, string expected)
    {
        List<MeasuredCase> rounds = [PromiseRounds.ReadOnly(Way.Traditional, traditional), PromiseRounds.ReadOnly(Way.Streaming, streaming)];
        if (copy is { } copies)
        {
            rounds.Add(PromiseRounds.ReadOnly(Way.Copy, copies));
        }

        Assert.Equal(expected, $"{Find(Report(rounds), ReadOnlyPromise).Verdict}");
    }

    [Fact]
    public void A_switch_of_which_a_side_is_missing_or_busy_says_so()
    {
        MeasuredCase direct = Round(Way.Copy, 1, 1) with { Scenario = Switches.Name, Variant = "plane direct" };
        MeasuredCase sdk = direct with { Variant = "plane sdk", BusiestCore = 0.9 };

        Assert.StartsWith("not measured: no round with sdk", Plane([direct]), StringComparison.Ordinal);
        Assert.StartsWith("not measured: no round with direct and none with sdk", Plane([]), StringComparison.Ordinal);
        Assert.StartsWith("time: invalid, cpu-bound", Plane([direct, sdk]), StringComparison.Ordinal);
        Assert.Equal("invalid: 2 objects failed: Gone.", Plane([direct, Broken(sdk)]));
        Assert.Contains("1 of 1 rounds cpu-bound", Table(Report([direct, sdk]), Switches.Name).Rows.Single(static row => row[0] == Switches.Plane)[6], StringComparison.Ordinal);
        Assert.Equal("time: none to be seen; processor: none to be seen", Plane([direct, sdk with { BusiestCore = 0.1 }]));

        MeasuredCase engine = direct with { Variant = "DirectEngine S5cmd", Outcome = direct.Outcome with { Seconds = 2 } };
        Assert.StartsWith("time: 0.50 x", Table(Report([direct, engine]), Switches.Name).Rows.Single(static row => row[0] == Switches.Engine)[^1], StringComparison.Ordinal);

        static string Plane(IReadOnlyList<MeasuredCase> rounds) => Table(Report(rounds), Switches.Name).Rows.Single(static row => row[0] == Switches.Plane)[^1];
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

    private static ClaimReport Report(IReadOnlyList<MeasuredCase> rounds) => PromiseReport.Of(Reports.Machine, rounds);

    private static ClaimVerdict Find(ClaimReport report, string promise) => report.Verdicts.Single(verdict => verdict.Promise == promise);

    private static ClaimTable Table(ClaimReport report, string id) => report.Tables.Single(table => table.Id == id);

    private static IReadOnlyList<string> Row(ClaimReport report, Way way) => Table(report, EqualPlaces.Name).Rows.Single(row => row[0] == ClaimShape.Seed.Name && row[2] == way.Name);

    private static MeasuredCase Round(Way way, int round, double seconds, DataSet? data = null) => PromiseRounds.Of(EqualPlaces.Name, ClaimShape.Seed.Name, data ?? DataSet.Small, way, round, seconds);

    private static MeasuredCase Broken(MeasuredCase one) => one with { Outcome = one.Outcome with { Copied = one.Outcome.Copied - 2, Failed = 2, Error = "Gone." } };

    private static MeasuredCase Tried(Way way, long objects, long failed)
    {
        MeasuredCase one = PromiseRounds.Fails(Faults.Requests, way, failed);
        return one with { Outcome = one.Outcome with { Copied = objects - failed } };
    }

    private static MeasuredCase Compared(string way, double processSeconds) => Round(new Way(way, new Dictionary<string, string?>()), 1, processSeconds / 2) with { Scenario = Baseline.Name, ProcessSeconds = processSeconds };

    /// <summary>Any rounds in any order: whole scenarios, shapes or ways lost, the end cut off, runs that broke, stopped, did nothing or took no time, a store that did not count, rounds twice.</summary>
    private static MeasuredCase[] Some(Random random)
    {
        double kept = random.NextDouble();
        double spoilt = random.Next(3) * 0.2 * random.NextDouble();
        MeasuredCase[] rounds = [.. PromiseRounds.All];
        if (random.Next(2) == 0)
        {
            random.Shuffle(rounds);
        }

        string[] lost = [.. rounds.SelectMany(static one => new[] { one.Scenario, one.Shape, one.Way }).Distinct().Where(_ => random.Next(6) == 0)];
        return
        [
            .. rounds.Take(random.Next(4) == 0 ? random.Next(rounds.Length) : rounds.Length)
                .Where(one => random.NextDouble() < kept && !lost.Contains(one.Scenario) && !lost.Contains(one.Shape) && !lost.Contains(one.Way))
                .SelectMany(one => random.Next(50) == 0 ? new[] { one, one } : [one])
                .Select(one => random.NextDouble() < spoilt ? Spoil(one, random.Next(12)) : one),
        ];
    }

    private static MeasuredCase Spoil(MeasuredCase one, int how) => how switch
    {
        0 => Broken(one),
        1 => one with { Outcome = new CaseOutcome { Error = "It could not begin." } },
        2 => one with { Outcome = new CaseOutcome() },
        3 => one with { Outcome = one.Outcome with { Seconds = 0 }, ProcessSeconds = 0 },
        4 => one with { Store = null },
        5 => one with { BusiestCore = 1 },
        6 => one with { ProbeDrift = 0.5 },
        7 => one with { PeakTreeBytes = 0, PeakStagedBytes = 1 },
        8 => one with { Variant = "?", Data = "?" },
        9 => one with { Shape = "?", Places = 0 },
        10 => one with { Store = new StoreCounts(new Dictionary<string, long>(), 0, 0, 0, 0, 0), FileSystemCalls = null },
        _ => one with { Round = one.Round + 1, Outcome = one.Outcome with { Copied = 1, BytesCopied = 0, Failed = 0 } },
    };
}
