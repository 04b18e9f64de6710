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
        var rounds = new RoundsOf(all, EqualPlaces.Name, draft.IsWhole);
        WholeRounds baseline = WholeRounds.Of(rounds, Way.Traditional.Name);
        WholeRounds copies = WholeRounds.Of(rounds, Way.Copy.Name);
        WholeRounds streams = WholeRounds.Of(rounds, Way.Streaming.Name);
        Judge(draft, "all that is moved, by copying", copies, baseline, Sum);
        Judge(draft, "the client's link, by copying", copies, baseline, RoundsOf.Link);
        Judge(draft, "the client's link, by streaming", streams, baseline, RoundsOf.Link);
        draft.Tables.Add(new ClaimTable(
            "bandwidth", "Bytes moved for each byte collected, by the store's count", "Object bytes; all rounds of table A from cells in which no run failed.", ["way", "over the client's link, in and out", "inside the store", "together"],
            [
                Row(Way.Traditional.Name, baseline),
                Row(Way.Copy.Name, copies),
                Row(Way.Streaming.Name, streams),
            ]));
    }

    private static void Judge(ReportDraft draft, string what, WholeRounds ours, WholeRounds baseline, Func<MeasuredCase, long> bytes)
    {
        string promise = $"half the bandwidth: {what}";
        const string AtLeast = ">= 50 % less";
        if (Each(ours, bytes) is not { } moved || Each(baseline, bytes) is not { Low: > 0 } before)
        {
            draft.Missing(promise, AtLeast, ours.InvalidWith(baseline), "No round of table A of this way, or none of the baseline.");
            return;
        }

        var less = new Spread(1 - (moved.High / before.Low), 1 - (moved.Median / before.Median), 1 - (moved.Low / before.High));
        draft.Judge(
            promise, AtLeast, $"{Text.Percent(less.Median)} less", Text.Interval(less, Text.Percent), less.Low >= Target, $"{Times(moved)} bytes for each byte collected, by the store's count; the baseline moves {Times(before)}.", ours.InvalidWith(baseline));
    }

    private static string[] Row(string way, WholeRounds rounds)
    {
        return [way, Cell(RoundsOf.Link), Cell(static one => one.Store!.BytesCopied), Cell(Sum)];

        string Cell(Func<MeasuredCase, long> bytes) => Each(rounds, bytes) is { } each ? Times(each) : "not measured";
    }

    private static long Sum(MeasuredCase one) => RoundsOf.Link(one) + one.Store!.BytesCopied;

    private static Spread? Each(WholeRounds whole, Func<MeasuredCase, long> bytes)
    {
        List<double> each = [.. from one in whole.Rounds where one.Outcome.BytesCopied > 0 select (double)bytes(one) / one.Outcome.BytesCopied];
        return each.Count == 0 ? null : Spread.Of(each);
    }

    private static string Times(Spread spread) => Text.Whole(spread, static times => Text.Of($"{times:F3}"));
}
