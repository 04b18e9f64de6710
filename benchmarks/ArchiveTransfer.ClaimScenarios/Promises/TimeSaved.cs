using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Reporting;
using ArchiveTransfer.ClaimScenarios.Scenarios;
using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>61 to 75 % less time than the competent baseline: table A, cell by cell, and what it comes to in each shape.</summary>
internal static class TimeSaved
{
    private const double Target = 0.61;
    private static readonly string[] Ways = [Way.Copy.Name, Way.Streaming.Name, "s5cmd"];

    public static void AddTo(ReportDraft draft, IReadOnlyList<MeasuredCase> all)
    {
        var rounds = new RoundsOf(all, EqualPlaces.Name);
        List<TimeCell> cells = [.. from cell in rounds.Cells from way in Ways let judged = TimeCell.Of(rounds, cell.Shape, cell.Data, way, Target) where judged is not null select judged];
        if (cells.Count == 0)
        {
            draft.NotMeasured("61 to 75 % less time", ">= 61 % less", "Table A was left out.");
            return;
        }

        foreach (string way in Ways)
        {
            foreach (IGrouping<string, TimeCell> shape in cells.Where(cell => cell.Way == way).GroupBy(static cell => cell.Shape))
            {
                draft.Verdicts.Add(Sum(way, shape.Key, [.. shape]));
            }
        }

        draft.Tables.Add(new ClaimTable(
            EqualPlaces.Name,
            $"Table A: everybody with {EqualPlaces.Places} requests in flight",
            "Less time than the baseline, round by round; the median, and from the least to the most. A cell holds when every round does; it is invalid when the machine itself was measured. The baseline is the same in every cell of a shape and a data set.",
            ["shape", "data", "way", "baseline", "time", "less time", "interval", "verdict", "why"],
            [.. cells.Select(static cell => cell.Row)]));
        draft.Charts.Add(ByFiles(cells));
    }

    private static ClaimVerdict Sum(string way, string shape, IReadOnlyList<TimeCell> cells)
    {
        List<TimeCell> valid = [.. cells.Where(static cell => cell.Verdict != Verdict.Invalid)];
        string promise = $"61 to 75 % less time, {way}, {shape}";
        const string Least = ">= 61 % less in every cell";
        if (valid.Count == 0)
        {
            return new ClaimVerdict(promise, Least, "", "", Verdict.Invalid, $"All {cells.Count} cells: {cells[0].Why}");
        }

        int holding = valid.Count(static cell => cell.Verdict == Verdict.Holds);
        TimeCell worst = valid.MinBy(static cell => cell.Saved.Median)!;
        TimeCell best = valid.MaxBy(static cell => cell.Saved.Median)!;
        return new ClaimVerdict(
            promise,
            Least,
            Text.Of($"holds in {holding} of {valid.Count} cells{(valid.Count < cells.Count ? $", {cells.Count - valid.Count} invalid" : "")}"),
            $"{Text.Percent(worst.Saved.Median)} to {Text.Percent(best.Saved.Median)}",
            holding == valid.Count ? Verdict.Holds : Verdict.DoesNotHold,
            valid.Count == 1 ? worst.Why : $"{worst.Data} is the least: {worst.Why}");
    }

    private static ClaimChart ByFiles(IReadOnlyList<TimeCell> cells)
    {
        // The sets of 150 MB in six, a hundred and a thousand files: the same bytes, ever more requests.
        DataSet[] sets = [DataSet.Small, new(100, 1_500_000), new(1_000, 150_000)];
        return new ClaimChart(
            "time-by-files",
            "Less time by copying inside the store, 150 MB in 6, 100 and 1,000 files",
            "The more files hold the same bytes, the more it is the requests that take the time, and a copy is a request, too.",
            "files",
            "% less time than the baseline",
            LogarithmicX: true,
            LogarithmicY: false,
            [
                .. from shape in ClaimShape.Named
                   let points = (from data in sets
                                 from cell in cells
                                 where cell.Way == Way.Copy.Name && cell.Shape == shape.Name && cell.Data == data.Name
                                 select new ClaimPoint(data.Files, 100 * cell.Saved.Median, 100 * cell.Saved.Low, 100 * cell.Saved.High)).ToList()
                   where points.Count > 1
                   select new ClaimSeries(shape.Name, points),
            ]);
    }
}
