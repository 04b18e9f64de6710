using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Scenarios;
using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>70 to 85 % less memory.</summary>
internal static class Memory
{
    private const double Target = 0.7;
    private const double LeastOfTheBand = 500e6;

    public static void AddTo(ReportDraft draft, IReadOnlyList<MeasuredCase> all)
    {
        var rounds = new RoundsOf(all, EqualPlaces.Name, draft.IsWhole);
        WholeRounds ours = WholeRounds.Of(rounds, Way.Copy.Name);
        AddBand(draft, ours);
        AddBeside(draft, ours, WholeRounds.Of(rounds, Way.Traditional.Name));
        MemoryGrowth.AddTo(draft, all);
    }

    private static void AddBand(ReportDraft draft, WholeRounds ours)
    {
        const string Promise = "70 to 85 % less memory, of the 500 to 1,000 MB that were told of the original";
        const string AtLeast = ">= 70 % less than 500 MB";
        if (ours.IsEmpty)
        {
            draft.Missing(Promise, AtLeast, ours.Invalid, "No round of table A by copying.");
            return;
        }

        Spread peaks = Spread.Of(ours.Rounds.Select(static one => (double)one.PeakTreeBytes));
        var band = new Spread(Less(peaks.High), Less(peaks.Median), Less(peaks.Low));
        draft.Judge(
            Promise, AtLeast, $"{Text.Percent(band.Median)} less ({Text.Megabytes(peaks.Median)})", Text.Interval(band, Text.Percent), band.Low >= Target,
            "All rounds of table A; against the lower end of that band, which was not measured here.", ours.Invalid);
    }

    private static void AddBeside(ReportDraft draft, WholeRounds ours, WholeRounds baseline)
    {
        const string Promise = "70 to 85 % less memory, than the competent baseline";
        const string AtLeast = ">= 70 % less";
        List<double> shares = [.. from pair in ours.With(baseline) where pair.Theirs.PeakTreeBytes > 0 select 1 - ((double)pair.Ours.PeakTreeBytes / pair.Theirs.PeakTreeBytes)];
        if (shares.Count == 0)
        {
            draft.Missing(Promise, AtLeast, ours.InvalidWith(baseline), "No round of table A both by copying and of the baseline.");
            return;
        }

        Spread beside = Spread.Of(shares);
        draft.Judge(
            Promise, AtLeast, $"{Text.Percent(beside.Median)} less", Text.Interval(beside, Text.Percent), beside.Low >= Target,
            $"The baseline's peak was {Text.Whole(Spread.Of(baseline.Rounds.Select(static one => (double)one.PeakTreeBytes)), Text.Megabytes)}.", ours.InvalidWith(baseline));
    }

    private static double Less(double bytes) => 1 - (bytes / LeastOfTheBand);
}
