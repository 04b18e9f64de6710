using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Reporting;
using ArchiveTransfer.ClaimScenarios.Scenarios;
using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>Half the bandwidth, in three counts: the client's link, inside the store, and both together.</summary>
internal static class Bandwidth
{
    private const double Target = 0.5;

    public static void AddTo(ReportDraft draft, IReadOnlyList<MeasuredCase> all)
    {
        var rounds = new RoundsOf(all, EqualPlaces.Name);
        var ways = new[] { Way.Traditional.Name, Way.Copy.Name, Way.Streaming.Name }
            .Select(way => (Way: way, Rounds: rounds.All.Where(one => one.Way == way).ToList()))
            .Where(static entry => entry.Rounds.Count > 0)
            .ToDictionary(static entry => entry.Way, static entry => new
            {
                Link = Each(entry.Rounds, static store => store.BytesIn + store.BytesOut),
                Inside = Each(entry.Rounds, static store => store.BytesCopied),
                Sum = Each(entry.Rounds, static store => store.BytesIn + store.BytesOut + store.BytesCopied),
            });
        if (!ways.TryGetValue(Way.Traditional.Name, out var baseline) || !ways.TryGetValue(Way.Copy.Name, out var ours))
        {
            return;
        }

        draft.Judge(
            "half the bandwidth: all that is moved, by copying", ">= 50 % less", $"{Text.Percent(1 - (ours.Sum.Median / baseline.Sum.Median))} less", "", 1 - (ours.Sum.High / baseline.Sum.Low) >= Target,
            "Each byte is moved once, inside the store, instead of twice over the client's link: two sizes become one.");
        draft.Judge(
            "half the bandwidth: the client's link, by copying", ">= 50 % less", $"{Text.Percent(1 - (ours.Link.Median / baseline.Link.Median))} less", "", 1 - (ours.Link.High / baseline.Link.Low) >= Target, "No object byte passes the client.");
        if (ways.TryGetValue(Way.Streaming.Name, out var streaming))
        {
            draft.Judge(
                "half the bandwidth: the client's link, by streaming", ">= 50 % less", $"{Text.Percent(1 - (streaming.Link.Median / baseline.Link.Median))} less", "", 1 - (streaming.Link.High / baseline.Link.Low) >= Target,
                "Streaming takes every byte in and gives it out: it saves the disk, not the link.");
        }

        draft.Tables.Add(new ClaimTable(
            "bandwidth", "Bytes moved for each byte collected, by the store's count", "Object bytes; all rounds of table A.", ["way", "over the client's link, in and out", "inside the store", "together"],
            [.. ways.Select(static entry => new[] { entry.Key, Times(entry.Value.Link), Times(entry.Value.Inside), Times(entry.Value.Sum) })]));
    }

    private static Spread Each(List<MeasuredCase> rounds, Func<StoreCounts, long> bytes) => Spread.Of(rounds.Select(one => (double)bytes(one.Store!) / one.Outcome.BytesCopied));

    private static string Times(Spread spread) => spread.Low.Equals(spread.High) ? Text.Of($"{spread.Median:F3}") : Text.Of($"{spread.Median:F3} ({spread.Low:F3} to {spread.High:F3})");
}
