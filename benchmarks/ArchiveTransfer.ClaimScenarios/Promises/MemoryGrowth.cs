using System.Globalization;
using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Reporting;
using ArchiveTransfer.ClaimScenarios.Scenarios;
using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>Memory is constant whatever the number of files.</summary>
internal static class MemoryGrowth
{
    private const double BytesPerObject = 8;
    private const long From = 10_000;
    private static readonly string[] Ways = [Way.Copy.Name, Way.Traditional.Name];

    public static void AddTo(ReportDraft draft, IReadOnlyList<MeasuredCase> all)
    {
        var rounds = new RoundsOf(all, ManyObjects.Name);
        WholeRounds ours = WholeRounds.Of(rounds, Way.Copy.Name);
        List<(long Objects, List<double> Peaks)> copies = Peaks(ours);
        Judge(draft, [.. copies.Where(static count => count.Objects >= From)], ours.Invalid ?? (draft.IsWhole && copies.Count > 0 ? Lost(copies) : null));
        List<(string Way, long Objects, Spread Peak)> points = [.. from way in Ways from count in Peaks(WholeRounds.Of(rounds, way)) select (way, count.Objects, Spread.Of(count.Peaks))];
        if (points.Count == 0)
        {
            return;
        }

        draft.Charts.Add(new ClaimChart(
            "memory-by-objects", "Peak memory of the process by the number of objects", "64 in flight, 20 kB each, over TLS; the runtime that compiles while it runs, without Native AOT.", "objects", "MB", LogarithmicX: true, LogarithmicY: false,
            [.. points.GroupBy(static point => point.Way).Select(static way => new ClaimSeries(way.Key, [.. way.Select(static point => new ClaimPoint(point.Objects, point.Peak.Median / 1e6, point.Peak.Low / 1e6, point.Peak.High / 1e6))]))]));
        draft.Tables.Add(new ClaimTable(
            "memory", "Peak memory by the number of objects",
            "The process tree, seen from outside; 64 in flight, 20 kB each. The growth is the slope of the line of least squares through all rounds of at least 10,000 objects; its interval goes from the least to the most slope of a line through one round of each number of objects, whichever round that is, and takes in the slope of all.",
            ["way", "objects", "rounds", "peak"],
            [.. from way in Ways from count in Peaks(WholeRounds.Of(rounds, way)) select new[] { way, Text.Of($"{count.Objects:N0}"), Text.Of($"{count.Peaks.Count}"), Text.Whole(Spread.Of(count.Peaks), Text.Megabytes) }]));
    }

    /// <summary>What is missing of what the whole comparison plans; null: nothing.</summary>
    private static string? Lost(List<(long Objects, List<double> Peaks)> counts)
    {
        List<string> lost = [.. from planned in ManyObjects.Counts
                                where planned.Objects >= From && !counts.Exists(count => count.Objects == planned.Objects && count.Peaks.Count >= planned.Rounds)
                                select Text.Of($"{planned.Objects:N0}")];
        return lost.Count == 0 ? null : $"rounds of {string.Join(", ", lost)} objects are missing";
    }

    private static void Judge(ReportDraft draft, List<(long Objects, List<double> Peaks)> counts, string? invalid)
    {
        const string Promise = "memory does not grow with the number of files";
        const string AtMost = "<= 8 bytes for each object";
        if (counts.Count < 2)
        {
            draft.Missing(Promise, AtMost, invalid, "Fewer than two numbers of objects from 10,000 on were measured.");
            return;
        }

        Spread slope = Slope(counts);
        draft.Judge(
            Promise, AtMost, Text.Of($"{slope.Median:F1} bytes"), Text.Interval(slope, static bytes => Text.Of($"{bytes:F1}")), slope.High <= BytesPerObject,
            Text.Of($"By least squares over {counts.Sum(static count => count.Peaks.Count)} rounds of {counts[0].Objects:N0} to {counts[^1].Objects:N0} objects; the upper end of the interval is judged. Medians: {string.Join(", ", counts.Select(static count => Text.Of($"{Text.Megabytes(Spread.Of(count.Peaks).Median)} with {count.Objects:N0}")))}."), invalid);
    }

    /// <summary>Bytes for each object: by all rounds, and from the least to the most by one round of each count.</summary>
    private static Spread Slope(List<(long Objects, List<double> Peaks)> counts)
    {
        double all = Sum(Weights([.. counts.SelectMany(static count => count.Peaks.Select(_ => (double)count.Objects))]), counts.SelectMany(static count => count.Peaks));

        // A slope is a weighted sum of the peaks: it is at its most where those of positive weight are, and the others at their least.
        double[] weights = Weights([.. counts.Select(static count => (double)count.Objects)]);
        double most = Sum(weights, counts.Select((count, index) => weights[index] > 0 ? count.Peaks.Max() : count.Peaks.Min()));
        double least = Sum(weights, counts.Select((count, index) => weights[index] > 0 ? count.Peaks.Min() : count.Peaks.Max()));
        return new Spread(Math.Min(least, all), all, Math.Max(most, all));
    }

    private static double[] Weights(double[] objects)
    {
        double mean = objects.Average();
        double squares = objects.Sum(one => (one - mean) * (one - mean));
        return [.. objects.Select(one => (one - mean) / squares)];
    }

    private static double Sum(double[] weights, IEnumerable<double> peaks) => weights.Zip(peaks, static (weight, peak) => weight * peak).Sum();

    private static List<(long Objects, List<double> Peaks)> Peaks(WholeRounds whole) =>
    [
        .. from one in whole.Rounds
           let objects = long.TryParse(one.Variant, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0
           where objects > 0
           group (double)one.PeakTreeBytes by objects into count
           orderby count.Key
           select (count.Key, count.ToList()),
    ];
}
