using System.Globalization;
using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Reporting;
using ArchiveTransfer.ClaimScenarios.Scenarios;
using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>From which rate of the store's copies on carrying is no longer faster.</summary>
internal static class Crossover
{
    public static void AddTo(ReportDraft draft, IReadOnlyList<MeasuredCase> all)
    {
        var rounds = new RoundsOf(all, CopyRates.Name);
        if (rounds.IsEmpty)
        {
            return;
        }

        Spread baseline = Spread.Of(rounds.All.Where(static one => one.Way == Way.Traditional.Name).Select(RoundsOf.Seconds));
        List<(int Rate, Spread Time)> copies =
        [
            .. rounds.All.Where(static one => one.Way == Way.Copy.Name).GroupBy(static one => int.Parse(one.Variant, CultureInfo.InvariantCulture)).OrderBy(static group => group.Key)
                .Select(static group => (group.Key, Spread.Of(group.Select(RoundsOf.Seconds)))),
        ];
        double? crossing = Crossing(copies, baseline.Median);
        string where = crossing is { } rate ? Text.Of($"The lines cross at about {rate:F0} MB/s for each copy: below it, carrying is faster.") : "The lines do not cross within these rates.";
        draft.Charts.Add(new ClaimChart(
            CopyRates.Name,
            "Time by the rate of the store's copies, same-region, 6 x 25 MB",
            where,
            "MB/s for each copy",
            "seconds",
            LogarithmicX: true,
            LogarithmicY: true,
            [
                new ClaimSeries("server-side copy", [.. copies.Select(static entry => new ClaimPoint(entry.Rate, entry.Time.Median, entry.Time.Low, entry.Time.High))]),
                new ClaimSeries("traditional", [.. copies.Select(entry => new ClaimPoint(entry.Rate, baseline.Median, baseline.Low, baseline.High))]),
            ]));
        draft.Tables.Add(new ClaimTable(
            CopyRates.Name, "Time by the rate of the store's copies", $"{where} The baseline takes {Text.Seconds(baseline)}.", ["MB/s for each copy", "server-side copy", "less time than the baseline"],
            [.. copies.Select(entry => new[] { Text.Of($"{entry.Rate}"), Text.Seconds(entry.Time), Text.Percent(1 - (entry.Time.Median / baseline.Median)) })]));
    }

    /// <summary>Between the two rates that lie on either side, on a straight line over the reciprocals, which is how a copy's time runs.</summary>
    private static double? Crossing(List<(int Rate, Spread Time)> copies, double baseline)
    {
        foreach (((int Rate, Spread Time) slow, (int Rate, Spread Time) fast) in copies.Zip(copies.Skip(1)))
        {
            if (slow.Time.Median >= baseline && fast.Time.Median < baseline)
            {
                double share = (slow.Time.Median - baseline) / (slow.Time.Median - fast.Time.Median);
                return 1 / ((1.0 / slow.Rate) + (share * ((1.0 / fast.Rate) - (1.0 / slow.Rate))));
            }
        }

        return null;
    }
}
