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
    private const double MostLost = 0.05;
    private static readonly string[] Ways = [Way.Copy.Name, Way.Streaming.Name, S5cmd];

    /// <summary>150 MB in six, a hundred and a thousand files: the same bytes, ever more requests.</summary>
    private static readonly DataSet[] SameBytes = [DataSet.Small, new(100, 1_500_000), new(1_000, 150_000)];

    public static void AddTo(ReportDraft draft, IReadOnlyList<MeasuredCase> all)
    {
        var rounds = new RoundsOf(all, EqualPlaces.Name, draft.IsWhole);
        List<TimeCell> cells = [.. from shape in ClaimShape.Named from way in Ways from cell in CellsOf(rounds, shape, way, draft.IsWhole) select cell];
        foreach (IGrouping<(string Way, string Shape), TimeCell> sum in cells.GroupBy(static cell => (cell.Way, cell.Shape)).OrderBy(static group => Array.IndexOf(Ways, group.Key.Way)))
        {
            draft.Verdicts.Add(TimeCell.Sum($"61 to 75 % less time, {sum.Key.Way}, {sum.Key.Shape}", ">= 61 % less in every cell", [.. sum], "cells", static cell => cell.Data));
        }

        AddMaintained(draft, cells);
        draft.Tables.Add(new ClaimTable(
            EqualPlaces.Name,
            $"Table A: everybody with {EqualPlaces.Places} places",
            $"Less time than the baseline: the medians beside each other, and an interval from the slowest round of the way beside the fastest of the baseline to the reverse. A cell holds when all of its interval does; it is invalid when a run failed or the machine itself was measured ({RoundsOf.MachineNote}). A miss is a miss all the same where the baseline alone was busy, and where streaming, by its link and its waits alone, would miss on any machine; the times of such a cell are not among those of the sums. The baseline is the same in every cell of a shape and a data set. A place has one request, or one download that flows into its upload; fewer files than places leave some idle, and the last column has the most requests that the store saw at once, of the baseline and of the way. Where the link takes the time, rounds run side by side, each at a store and a link of its own, and copies, which are short, alone after them: there the order of rounds evens nothing out, and no round is run to warm up. Elsewhere everybody in turns, there and back, and where a run takes less than ten seconds after a round that is not counted.",
            ["shape", "data", "way", "baseline", "time", "less time", "interval", "verdict", "why", "most in flight"],
            [.. cells.OrderBy(static cell => cell.Shape, Comparer<string>.Create(ByShape)).ThenBy(static cell => cell.Data.Length == 0).Select(static cell => cell.Row)]));
        AddChart(draft, cells);
    }

    /// <returns>One at least: that of a shape of which nothing was measured has no data.</returns>
    private static List<TimeCell> CellsOf(RoundsOf rounds, ClaimShape shape, string way, bool isWhole)
    {
        List<string> data = [.. from cell in rounds.Cells where cell.Shape == shape.Name select cell.Data];
        if (data.Count == 0 || (way == S5cmd && !rounds.All.Any(static one => one.Way == S5cmd)))
        {
            return [TimeCell.Missing(shape.Name, "", way, way == S5cmd ? "s5cmd is not installed here, or this shape was left out." : "This shape was left out.")];
        }

        // What the whole comparison lost of a shape is a cell, too.
        IEnumerable<string> planned = isWhole ? shape.Data.Where(set => way != S5cmd || EqualPlaces.IsForS5cmd(set)).Select(static set => set.Name) : [];
        List<TimeCell> cells =
        [
            .. from name in planned.Union(data.Where(name => way != S5cmd || rounds.Of(shape.Name, name, way).Count > 0))
               select TimeCell.Of(rounds, shape.Name, name, way, Target, isWhole),
        ];
        return cells.Count > 0 ? cells : [TimeCell.Missing(shape.Name, "", way, "No round of this way.")];
    }

    private static void AddMaintained(ReportDraft draft, List<TimeCell> cells)
    {
        const string Promise = "the improvement is maintained with 100 and 1,000 files, server_side_copy";
        string target = Text.Of($"at most {100 * MostLost:F0} points less than with 6 files of as many bytes");
        var shapes = ClaimShape.Named.Where(static shape => SameBytes.All(shape.Data.Contains)).Select(shape => (shape.Name, Cells: SameBytes.Select(data => cells.Find(cell => cell.Way == Way.Copy.Name && cell.Shape == shape.Name && cell.Data == data.Name)).ToList())).ToList();
        List<(string Name, List<double> Saved)> judged = [.. from shape in shapes where shape.Cells.TrueForAll(static cell => cell is { IsJudged: true }) select (shape.Name, shape.Cells.ConvertAll(static cell => cell!.Saved!.Value.Median))];
        List<string> others = [.. shapes.Select(static shape => shape.Name).Except(judged.Select(static shape => shape.Name))];
        string? invalid = others.Count > 0 ? $"{string.Join(", ", others)}, of which a cell is invalid or was not measured" : null;
        if (judged.Count == 0)
        {
            draft.Missing(Promise, target, shapes.Exists(static shape => shape.Cells.Exists(static cell => cell?.Verdict == Verdict.Invalid)) ? invalid : null, "No shape with all three sets was measured.");
            return;
        }

        (string name, double lost) = judged.Select(static shape => (shape.Name, Lost: shape.Saved[0] - shape.Saved.Min())).MaxBy(static shape => shape.Lost);
        draft.Judge(
            Promise, target, string.Join("; ", judged.Select(static shape => $"{shape.Name} {string.Join(" -> ", shape.Saved.Select(Text.Percent))}")), "", lost <= MostLost,
            Text.Of($"Medians of table A with 6, 100 and 1,000 files of 150 MB together; {name} loses {100 * lost:F1} points. A thousand copies wait for a thousand answers of the store, whatever they copy; what the baseline waits for its link stays the same."), invalid);
    }

    private static void AddChart(ReportDraft draft, IReadOnlyList<TimeCell> cells)
    {
        List<ClaimSeries> series =
        [
            .. from shape in ClaimShape.Named
               let points = (from data in SameBytes
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
