using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Reporting;
using ArchiveTransfer.ClaimScenarios.Scenarios;
using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>61 to 75 % less time than the competent baseline: table A, cell by cell, and what it comes to in each shape.</summary>
internal static class TimeSaved
{
    private const double Target = 0.61;
    private const string S5cmd = "s5cmd";
    private static readonly string[] Ways = [Way.Copy.Name, Way.Streaming.Name, S5cmd];

    public static void AddTo(ReportDraft draft, IReadOnlyList<MeasuredCase> all)
    {
        var rounds = new RoundsOf(all, EqualPlaces.Name);
        List<TimeCell> cells = [.. from shape in ClaimShape.Named from way in Ways from cell in CellsOf(rounds, shape.Name, way) select cell];
        foreach (IGrouping<(string Way, string Shape), TimeCell> sum in cells.GroupBy(static cell => (cell.Way, cell.Shape)).OrderBy(static group => Array.IndexOf(Ways, group.Key.Way)))
        {
            draft.Verdicts.Add(TimeCell.Sum($"61 to 75 % less time, {sum.Key.Way}, {sum.Key.Shape}", ">= 61 % less in every cell", [.. sum], "cells", static cell => cell.Data));
        }

        draft.Tables.Add(new ClaimTable(
            EqualPlaces.Name,
            $"Table A: everybody with {EqualPlaces.Places} requests in flight",
            $"Less time than the baseline, round by round; the median, and from the least to the most. A cell holds when every round does; it is invalid when a run failed or the machine itself was measured ({RoundsOf.MachineNote}). The baseline is the same in every cell of a shape and a data set.",
            ["shape", "data", "way", "baseline", "time", "less time", "interval", "verdict", "why"],
            [.. cells.OrderBy(static cell => cell.Shape, Comparer<string>.Create(ByShape)).ThenBy(static cell => cell.Data.Length == 0).Select(static cell => cell.Row)]));
        AddChart(draft, cells);
    }

    /// <returns>One at least: that of a shape of which nothing was measured has no data.</returns>
    private static List<TimeCell> CellsOf(RoundsOf rounds, string shape, string way)
    {
        // s5cmd is not asked to take everything.
        List<TimeCell> cells =
        [
            .. from cell in rounds.Cells
               where cell.Shape == shape && (way != S5cmd || rounds.Of(shape, cell.Data, way).Count > 0)
               select TimeCell.Of(rounds, shape, cell.Data, way, Target),
        ];
        return cells.Count > 0 ? cells
            : [TimeCell.Missing(shape, "", way, way == S5cmd ? "s5cmd is not installed here, or this shape was left out." : "This shape was left out.")];
    }

    private static void AddChart(ReportDraft draft, IReadOnlyList<TimeCell> cells)
    {
        // The sets of 150 MB in six, a hundred and a thousand files: the same bytes, ever more requests.
        DataSet[] sets = [DataSet.Small, new(100, 1_500_000), new(1_000, 150_000)];
        List<ClaimSeries> series =
        [
            .. from shape in ClaimShape.Named
               let points = (from data in sets
                             from cell in cells
                             where cell.Way == Way.Copy.Name && cell.Shape == shape.Name && cell.Data == data.Name && cell.IsJudged
                             let saved = cell.Saved!.Value
                             select new ClaimPoint(data.Files, 100 * saved.Median, 100 * saved.Low, 100 * saved.High)).ToList()
               where points.Count > 1
               select new ClaimSeries(shape.Name, points),
        ];
        if (series.Count > 0)
        {
            draft.Charts.Add(new ClaimChart(
                "time-by-files", "Less time by copying inside the store, 150 MB in 6, 100 and 1,000 files", "The same bytes in ever more requests; cells that are invalid are not drawn.", "files", "% less time than the baseline",
                LogarithmicX: true, LogarithmicY: false, series));
        }
    }

    private static int ByShape(string one, string other) => Position(one).CompareTo(Position(other));

    private static int Position(string shape) => ClaimShape.Named.Select(static named => named.Name).ToList().IndexOf(shape);
}
