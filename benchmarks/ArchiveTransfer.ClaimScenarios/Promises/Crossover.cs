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

        Line baseline = LineOf(rounds.Of(Way.Traditional.Name, ""));
        List<(int Rate, Line Copies)> copies = [.. CopyRates.MegabytesPerSecond.Select(rate => (rate, LineOf(rounds.Of(Way.Copy.Name, rate.ToString(CultureInfo.InvariantCulture)))))];
        List<string> lost = [.. from entry in copies where entry.Copies.Reason is not null select Text.Of($"{entry.Rate} MB/s ({entry.Copies.Reason})")];
        string? unsaid = baseline.Reason is { } reason ? $"No crossing is said: the baseline is {reason}." : lost.Count > 0 ? $"No crossing is said: {string.Join(", ", lost)}." : null;
        string where = unsaid ?? (Crossing(copies, baseline.Time.Median) is { } crossing
            ? Text.Of($"The lines cross at about {crossing:F0} MB/s for each copy, with {CopyRates.Places} in flight: below it, carrying is faster. With others in flight it lies elsewhere.")
            : "The lines do not cross within these rates.");

        // Two lines in a chart are seen to cross.
        List<ClaimSeries> series =
        [
            new ClaimSeries("server-side copy", [.. from entry in copies where entry.Copies.Reason is null select Point(entry.Rate, entry.Copies.Time)]),
            .. unsaid is null ? [new ClaimSeries("traditional", [.. copies.Select(entry => Point(entry.Rate, baseline.Time))])] : Array.Empty<ClaimSeries>(),
        ];
        if (series[0].Points.Count > 0)
        {
            draft.Charts.Add(new ClaimChart(
                "time-by-copy-rate", "Time by the rate of the store's copies, tokyo-virginia, 6 x 25 MB, 3 in flight", where, "MB/s for each copy", "seconds", LogarithmicX: true, LogarithmicY: true, series));
        }

        draft.Tables.Add(new ClaimTable(
            CopyRates.Name, "Time by the rate of the store's copies",
            $"{where}{(baseline.Reason is null ? $" The baseline takes {Text.Seconds(baseline.Time)}." : "")} A rate is invalid when a run failed or the machine itself was measured ({RoundsOf.MachineNote}).",
            ["MB/s for each copy", "server-side copy", "less time than the baseline"],
            [
                .. copies.Select(entry => new[]
                {
                    Text.Of($"{entry.Rate}"),
                    entry.Copies.Reason ?? Text.Seconds(entry.Copies.Time),
                    entry.Copies.Reason is null && baseline.Reason is null ? Text.Percent(1 - (entry.Copies.Time.Median / baseline.Time.Median)) : "",
                }),
            ]));
    }

    /// <summary>Between the two rates that lie on either side, on a straight line over the reciprocals, which is how a copy's time runs.</summary>
    private static double? Crossing(List<(int Rate, Line Copies)> copies, double baseline)
    {
        foreach (((int slowRate, Line slow), (int fastRate, Line fast)) in copies.Zip(copies.Skip(1)))
        {
            if (slow.Time.Median >= baseline && fast.Time.Median < baseline)
            {
                double share = (slow.Time.Median - baseline) / (slow.Time.Median - fast.Time.Median);
                return 1 / ((1.0 / slowRate) + (share * ((1.0 / fastRate) - (1.0 / slowRate))));
            }
        }

        return null;
    }

    private static Line LineOf(IReadOnlyList<MeasuredCase> rounds) =>
        rounds.Count == 0 ? new Line(default, "not measured")
        : (RoundsOf.Broken(rounds) ?? RoundsOf.Machine(rounds)) is { } reason ? new Line(default, $"invalid: {reason}")
        : Spread.Of(rounds.Select(RoundsOf.Seconds)) is { Low: > 0 } time ? new Line(time, null)
        : new Line(default, "invalid: a run took no time");

    private static ClaimPoint Point(int rate, Spread time) => new(rate, time.Median, time.Low, time.High);

    /// <param name="Reason">Why there is no time; null: there is.</param>
    private readonly record struct Line(Spread Time, string? Reason);
}
