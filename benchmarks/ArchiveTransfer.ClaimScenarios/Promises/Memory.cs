using System.Globalization;
using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Reporting;
using ArchiveTransfer.ClaimScenarios.Scenarios;
using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>70 to 85 % less memory, constant whatever the number of files.</summary>
internal static class Memory
{
    private const double Target = 0.7;
    private const double LeastOfTheBand = 500e6;
    private const double BytesPerObject = 8;

    public static void AddTo(ReportDraft draft, IReadOnlyList<MeasuredCase> all)
    {
        var table = new RoundsOf(all, EqualPlaces.Name);
        List<MeasuredCase> ours = [.. table.All.Where(static one => one.Way == Way.Copy.Name)];
        List<MeasuredCase> baseline = [.. table.All.Where(static one => one.Way == Way.Traditional.Name)];
        if (ours.Count > 0)
        {
            Spread peaks = Spread.Of(ours.Select(static one => (double)one.PeakTreeBytes));
            Spread band = Spread.Of(ours.Select(static one => 1 - (one.PeakTreeBytes / LeastOfTheBand)));
            draft.Judge(
                "70 to 85 % less memory, of the 500 to 1,000 MB that were told of the original", ">= 70 % less than 500 MB", $"{Text.Percent(band.Median)} less ({Text.Megabytes(peaks.Median)})", Text.Interval(band, Text.Percent), band.Low >= Target,
                "All rounds of table A; against the lower end of that band, which was not measured here.");
            Spread beside = Spread.Of(
                from one in ours
                from other in baseline
                where (one.Shape, one.Data, one.Round) == (other.Shape, other.Data, other.Round)
                select 1 - ((double)one.PeakTreeBytes / other.PeakTreeBytes));
            draft.Judge(
                "70 to 85 % less memory, than the competent baseline", ">= 70 % less", $"{Text.Percent(beside.Median)} less", Text.Interval(beside, Text.Percent), beside.Low >= Target,
                "A baseline that streams to disk holds no file either: most of both is the runtime.");
        }

        AddGrowth(draft, new RoundsOf(all, ManyObjects.Name));
    }

    private static void AddGrowth(ReportDraft draft, RoundsOf rounds)
    {
        List<(long Objects, Spread Peak)> copies = Peaks(rounds, Way.Copy.Name);
        if (copies.Count < 2)
        {
            draft.NotMeasured("memory does not grow with the number of files", "<= 8 bytes for each object", "This part was left out.");
            return;
        }

        (long fewObjects, Spread few) = copies.Single(static entry => entry.Objects == 10_000);
        (long manyObjects, Spread many) = copies[^1];
        double each = (many.Median - few.Median) / (manyObjects - fewObjects);
        draft.Judge(
            "memory does not grow with the number of files",
            "<= 8 bytes for each object",
            Text.Of($"{each:F1} bytes"),
            Text.Of($"{few.Median / 1e6:F1} MB at {fewObjects:N0}, {many.Median / 1e6:F1} MB at {manyObjects:N0}"),
            each <= BytesPerObject,
            "Listings are merged page by page and outcomes are counted, not kept.");
        List<ClaimSeries> series = [Series("server-side copy", copies)];
        if (Peaks(rounds, Way.Traditional.Name) is { Count: > 1 } staged)
        {
            series.Add(Series("traditional", staged));
        }

        draft.Charts.Add(new ClaimChart(
            "memory-by-objects", "Peak memory of the process by the number of objects", "64 in flight, 20 kB each, over TLS; the runtime that compiles while it runs, without Native AOT.", "objects", "MB", LogarithmicX: true, LogarithmicY: false, series));
        draft.Tables.Add(new ClaimTable(
            "memory", "Peak memory by the number of objects", "The process tree, seen from outside; 64 in flight, 20 kB each.", ["way", "objects", "peak", "interval"],
            [.. from way in new[] { Way.Copy.Name, Way.Traditional.Name } from entry in Peaks(rounds, way) select new[] { way, Text.Of($"{entry.Objects:N0}"), Text.Megabytes(entry.Peak.Median), Text.Interval(entry.Peak, Text.Megabytes) }]));
    }

    private static List<(long Objects, Spread Peak)> Peaks(RoundsOf rounds, string way) =>
    [
        .. rounds.All.Where(one => one.Way == way).GroupBy(static one => long.Parse(one.Variant, CultureInfo.InvariantCulture)).OrderBy(static group => group.Key)
            .Select(static group => (group.Key, Spread.Of(group.Select(static one => (double)one.PeakTreeBytes)))),
    ];

    private static ClaimSeries Series(string name, List<(long Objects, Spread Peak)> peaks) =>
        new(name, [.. peaks.Select(static entry => new ClaimPoint(entry.Objects, entry.Peak.Median / 1e6, entry.Peak.Low / 1e6, entry.Peak.High / 1e6))]);
}
