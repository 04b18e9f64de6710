using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Reporting;
using ArchiveTransfer.ClaimScenarios.Scenarios;
using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>Table B: each way with as many requests in flight as serve it best.</summary>
internal static class OwnBest
{
    private const double Target = 0.61;
    private static readonly string[] Ways = [Way.Copy.Name, Way.Streaming.Name];

    public static void AddTo(ReportDraft draft, IReadOnlyList<MeasuredCase> all)
    {
        var rounds = new RoundsOf(all, BestPlaces.Name);
        List<TimeCell> cells = [.. from shape in ClaimShape.Named from way in Ways from cell in CellsOf(rounds, shape.Name, way, draft.IsWhole) select cell];
        foreach (string way in Ways)
        {
            draft.Verdicts.Add(TimeCell.Sum(
                $"61 to 75 % less time, {way}, each at its own best", ">= 61 % less in every shape", [.. cells.Where(cell => cell.Way == way)], "shapes", static cell => cell.Data.Length == 0 ? cell.Shape : $"{cell.Shape}, {cell.Data}"));
        }

        draft.Tables.Add(new ClaimTable(
            BestPlaces.Name, "Table B: each at its own best", $"The fewest of 4, 8, 16, 32, 64 and 128 in flight that take at most {BestPlaces.SlackPercent} % longer than the best of them, found by one run each (the charts), then measured and judged like table A; what streaming takes on any machine is reckoned with {BestPlaces.MostPlaces} in flight ({RoundsOf.MachineNote}).",
            ["shape", "data", "way", "baseline", "time", "less time", "interval", "verdict", "why", "most in flight"], [.. cells.Select(cell => Row(rounds, cell))]));
        AddCharts(draft, new RoundsOf(all, BestPlaces.Search));
    }

    private static List<TimeCell> CellsOf(RoundsOf rounds, string shape, string way, bool isWhole)
    {
        List<TimeCell> cells = [.. from cell in rounds.Cells where cell.Shape == shape select TimeCell.Of(rounds, shape, cell.Data, way, Target, isWhole, BestPlaces.MostPlaces)];
        return cells.Count > 0 ? cells : [TimeCell.Missing(shape, "", way, "This shape was left out.")];
    }

    private static List<string> Row(RoundsOf rounds, TimeCell cell)
    {
        List<string> row = [.. cell.Row];
        row[3] = WithPlaces(row[3], rounds.Of(cell.Shape, cell.Data, Way.Traditional.Name));
        row[4] = WithPlaces(row[4], rounds.Of(cell.Shape, cell.Data, cell.Way));
        return row;
    }

    private static string WithPlaces(string time, IReadOnlyList<MeasuredCase> rounds) => time.Length == 0 ? "" : Text.Of($"{time}, {rounds[0].Places} in flight");

    private static void AddCharts(ReportDraft draft, RoundsOf search)
    {
        foreach (IGrouping<string, (string Shape, string Data)> shape in search.Cells.Where(static cell => ClaimShape.Named.Any(named => named.Name == cell.Shape)).GroupBy(static cell => cell.Shape))
        {
            string data = shape.First().Data;
            List<ClaimSeries> series =
            [
                .. from way in new[] { Way.Traditional.Name, Way.Copy.Name, Way.Streaming.Name }
                   let points = (from one in search.Of(shape.Key, data, way) where one.IsWhole && one.Outcome.Seconds > 0 orderby one.Places select new ClaimPoint(one.Places, one.Outcome.Seconds, one.Outcome.Seconds, one.Outcome.Seconds)).ToList()
                   where points.Count > 0
                   select new ClaimSeries(way, points),
            ];
            if (series.Count > 0)
            {
                draft.Charts.Add(new ClaimChart(
                    $"places-{shape.Key}", $"Time by requests in flight, {shape.Key}, {data}", "One run each, to find where each way is at its best; runs that failed are not drawn.", "requests in flight", "seconds",
                    LogarithmicX: true, LogarithmicY: true, series));
            }
        }
    }
}
