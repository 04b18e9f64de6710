using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Scenarios;
using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>The absolute figures: six files, 150 MB, on the link that the promises started from.</summary>
internal static class SmallSet
{
    private const string Promise = "6 files, 150 MB, seed-16mbit: ";
    private const string LeftOut = "This shape was left out.";

    public static void AddTo(ReportDraft draft, IReadOnlyList<MeasuredCase> all)
    {
        var rounds = new RoundsOf(all, EqualPlaces.Name, draft.IsWhole);
        IReadOnlyList<MeasuredCase> traditional = rounds.Of(ClaimShape.Seed.Name, DataSet.Small.Name, Way.Traditional.Name);
        IReadOnlyList<MeasuredCase> ours = rounds.Of(ClaimShape.Seed.Name, DataSet.Small.Name, Way.Copy.Name);
        double link = DataSet.Small.Bytes / ClaimShape.Seed.LinkBytesPerSecond(EqualPlaces.Places);
        double uplink = DataSet.Small.Bytes / ClaimShape.Seed.UploadBytesPerSecond(EqualPlaces.Places);
        Add(
            draft, "the baseline", "120 to 180 s", traditional, RoundsOf.Seconds, Text.Seconds, static time => time is { Low: >= 120, High: <= 180 },
            _ => Text.Of($"By arithmetic {link:F0} s down and {uplink:F0} s up at 16 Mbit/s, one after the other where all six come down before the first goes up."), isTime: true);
        Add(
            draft, "collected", "<= 45 s", ours, RoundsOf.Seconds, Text.Seconds, static time => time.High <= 45,
            static rounds => Text.Of($"{rounds.Max(RoundsOf.Link):N0} object bytes passed the client's link, by the store's count."), isTime: true);
        Add(
            draft, "memory of the process tree", "< 200 MB", ours, static one => one.PeakTreeBytes, Text.Megabytes, static memory => memory.High < 200e6,
            static _ => Text.Of($"The process and its children, looked at from outside every {CaseProcess.IntervalMilliseconds} ms and by itself; the larger."));
        Add(
            draft, "local disk", "0 bytes", ours, static one => Storage.Bytes(one), static bytes => Text.Of($"{bytes:N0} bytes"), static disk => disk.High <= 0,
            static _ => Text.Of($"By the library's count and by what was found in the staging directory every {CaseProcess.IntervalMilliseconds} ms."));
        Add(
            draft, "requests for each file", "1 copy", ours, RoundsOf.Requests, Text.Each, _ => ours.All(static one => one.Store!.Requests.GetValueOrDefault("CopyObject") == one.Outcome.Copied && one.Store.ObjectRequests == one.Outcome.Copied),
            static rounds => $"By the store's count for each file: {Text.Requests(rounds)}; listings come on top.");
    }

    private static void Add(
        ReportDraft draft, string what, string target, IReadOnlyList<MeasuredCase> rounds, Func<MeasuredCase, double> figure, Func<double, string> text, Func<Spread, bool> holds, Func<IReadOnlyList<MeasuredCase>, string> why,
        bool isTime = false)
    {
        if (rounds.Count == 0 || RoundsOf.Broken(rounds) is not null)
        {
            draft.Missing(Promise + what, target, RoundsOf.Broken(rounds), LeftOut);
            return;
        }

        Spread spread = Spread.Of(rounds.Select(figure));
        if (isTime && RoundsOf.Machine(rounds) is { } machine)
        {
            draft.Missing(Promise + what, target, machine, LeftOut);
            return;
        }

        string? lost = draft.IsWhole && rounds.Count < ClaimBench.WholeRounds ? Text.Of($"{rounds.Count} of {ClaimBench.WholeRounds} rounds are there") : null;
        draft.Judge(Promise + what, target, text(spread.Median), Text.Interval(spread, text), holds(spread), why(rounds), lost);
    }
}
