using System.Globalization;
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
        var search = new RoundsOf(all, BestPlaces.Search);
        if (rounds.IsEmpty)
        {
            return;
        }

        var rows = new List<IReadOnlyList<string>>();
        foreach ((string shape, string data) in rounds.Cells)
        {
            foreach (string way in Ways)
            {
                if (TimeCell.Of(rounds, shape, data, way, Target) is { } cell)
                {
                    List<string> row = [.. cell.Row];
                    row[3] = $"{row[3]}, {rounds.Of(shape, data, Way.Traditional.Name)[0].Places} in flight";
                    row[4] = $"{row[4]}, {rounds.Of(shape, data, way)[0].Places} in flight";
                    rows.Add(row);
                }
            }

            draft.Charts.Add(new ClaimChart(
                $"places-{shape}", $"Time by requests in flight, {shape}, {data}", "One run each, to find where each way is at its best.", "requests in flight", "seconds", LogarithmicX: true, LogarithmicY: true,
                [
                    .. from way in new[] { Way.Traditional.Name, Way.Copy.Name, Way.Streaming.Name }
                       let points = search.Of(shape, data, way).OrderBy(static one => one.Places).Select(static one => new ClaimPoint(one.Places, one.Outcome.Seconds, one.Outcome.Seconds, one.Outcome.Seconds)).ToList()
                       where points.Count > 0
                       select new ClaimSeries(way, points),
                ]));
        }

        draft.Tables.Add(new ClaimTable(
            BestPlaces.Name, "Table B: each at its own best", "The best of 4, 8, 16, 32, 64 and 128 in flight, found by one run each (the charts), then measured like table A.",
            ["shape", "data", "way", "baseline", "time", "less time", "interval", "verdict", "why"], rows));
        int holding = rows.Count(static row => row[2] == Way.Copy.Name && row[7] == "holds");
        int cells = rows.Count(static row => row[2] == Way.Copy.Name && row[7] != "invalid");
        draft.Judge(
            "61 to 75 % less time, server_side_copy, each at its own best", ">= 61 % less in every shape", string.Create(CultureInfo.InvariantCulture, $"holds in {holding} of {cells} shapes"), "", cells > 0 && holding == cells,
            "Where round trips take the time, both sides win by having more of them in flight.");
    }
}
