using ArchiveTransfer.ClaimScenarios.Rendering;
using ArchiveTransfer.ClaimScenarios.Reporting;
using Xunit;

namespace ArchiveTransfer.Claims;

public sealed class AgreementReportTests
{
    [Fact]
    public void A_report_agrees_with_itself_and_what_neither_could_judge_is_counted_apart()
    {
        (bool agrees, string text) = Compare(Reports.Whole, Reports.Whole);

        Assert.True(agrees);
        Assert.Contains("Verdicts of each promise: 4 of 4 agree, 2 of them with a judgement; 0 contradict each other, and 0 have a judgement in one alone or in neither.", text, StringComparison.Ordinal);
        Assert.Contains("| Copies are cheap | 0.25 (0.2 to 0.3) | 0.25 (0.2 to 0.3) | holds |\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_differs_and_what_only_one_has_stands_out()
    {
        ClaimReport other = Reports.Whole with { Verdicts = [Reports.Whole.Verdicts[0] with { Verdict = Verdict.DoesNotHold }, .. Reports.Whole.Verdicts.Skip(2), Reports.Whole.Verdicts[0] with { Promise = "Copies are new" }] };

        (bool agrees, string text) = Compare(Reports.Whole, other);

        Assert.False(agrees);
        Assert.Contains("Verdicts of each promise: 2 of 5 agree, 0 of them with a judgement; 1 contradict each other, and 2 have a judgement in one alone or in neither.", text, StringComparison.Ordinal);
        Assert.Contains("**holds; does not hold**", text, StringComparison.Ordinal);
        Assert.Contains("| Copies are free | 0.25 |  | **does not hold; not measured** |\n", text, StringComparison.Ordinal);
        Assert.Contains("| Copies are new |  | 0.25 (0.2 to 0.3) | **not measured; holds** |\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void As_many_cells_that_hold_are_not_the_same_cells()
    {
        ClaimReport one = Reports.Whole with { Tables = [Cells(["fast", "10", "copy", "70.0 %", "holds"], ["slow", "10", "copy", "50.0 %", "does not hold"])] };
        ClaimReport other = Reports.Whole with { Tables = [Cells(["fast", "10", "copy", "60.0 %", "does not hold"], ["slow", "10", "copy", "72.0 %", "holds"])] };

        (bool agrees, string text) = Compare(one, other);

        Assert.False(agrees);
        Assert.Contains("Verdicts of each promise: 4 of 4 agree", text, StringComparison.Ordinal);
        Assert.Contains("Verdicts of each cell: 0 of 2 agree, 0 of them with a judgement; 2 contradict each other, and 0 have a judgement in one alone or in neither.", text, StringComparison.Ordinal);
        Assert.Contains("| table-a, fast, 10, copy | 70.0 % | 60.0 % | **holds; does not hold** |\n", text, StringComparison.Ordinal);
        Assert.True(Compare(one, one).Agrees);
    }

    [Fact]
    public void Nothing_follows_from_one_comparison_twice_from_different_extents_or_from_one_that_was_stopped()
    {
        ClaimReport again = Reports.Whole with { Machine = Reports.Machine with { Begun = Reports.Machine.Begun.AddHours(1) } };

        Assert.Null(AgreementReport.Incomparable(Reports.Whole, again));
        Assert.Equal("this is one comparison, twice", AgreementReport.Incomparable(Reports.Whole, Reports.Whole));
        Assert.Contains("'quick' and the other 'full'", AgreementReport.Incomparable(Reports.Whole, again with { Machine = again.Machine with { Extent = "full" } }), StringComparison.Ordinal);
        Assert.Equal("one did not come to its end: Stopped, faults.", AgreementReport.Incomparable(Reports.Whole, again with { GivenUp = ["Stopped, faults."] }));
    }

    private static ClaimTable Cells(params IReadOnlyList<string>[] rows) => new("table-a", "Cells", "", ["shape", "data", "way", "less time", "verdict"], rows);

    private static (bool Agrees, string Text) Compare(ClaimReport one, ClaimReport other)
    {
        using var writer = new StringWriter();
        return (AgreementReport.Write(one, other, writer), writer.ToString());
    }
}
