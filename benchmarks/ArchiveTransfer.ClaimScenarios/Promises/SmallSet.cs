using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Scenarios;
using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>The absolute figures: six files, 150 MB, on the link that the promises started from.</summary>
internal static class SmallSet
{
    private const string Promise = "6 files, 150 MB, seed-16mbit: ";

    public static void AddTo(ReportDraft draft, IReadOnlyList<MeasuredCase> all)
    {
        var rounds = new RoundsOf(all, EqualPlaces.Name);
        IReadOnlyList<MeasuredCase> traditional = rounds.Of(ClaimShape.Seed.Name, DataSet.Small.Name, Way.Traditional.Name);
        IReadOnlyList<MeasuredCase> ours = rounds.Of(ClaimShape.Seed.Name, DataSet.Small.Name, Way.Copy.Name);
        if (traditional.Count == 0 || ours.Count == 0)
        {
            draft.NotMeasured(Promise + "time, memory, disk, requests", "", "This shape was left out.");
            return;
        }

        Spread slow = Spread.Of(traditional.Select(RoundsOf.Seconds));
        draft.Judge(
            Promise + "the baseline", "120 to 180 s", Text.Seconds(slow.Median), Text.Interval(slow, Text.Seconds), slow is { Low: >= 120, High: <= 180 },
            "75 s down and 75 s up at 16 Mbit/s, since with six files all come down before the first goes up.");
        Spread fast = Spread.Of(ours.Select(RoundsOf.Seconds));
        draft.Judge(Promise + "collected", "<= 45 s", Text.Seconds(fast.Median), Text.Interval(fast, Text.Seconds), fast.High <= 45, "No byte passes the link; the store copies 25 MB in a third of a second.");
        Spread memory = Spread.Of(ours.Select(static one => (double)one.PeakTreeBytes));
        draft.Judge(Promise + "memory of the process tree", "< 200 MB", Text.Megabytes(memory.Median), Text.Interval(memory, Text.Megabytes), memory.High < 200e6, "The runtime and its machine code; nothing is held of the objects.");
        Spread disk = Spread.Of(ours.Select(static one => (double)Math.Max(one.Outcome.LocalStorageBytesWritten, one.PeakStagedBytes)));
        draft.Judge(Promise + "local disk", "0 bytes", Text.Of($"{disk.Median:F0} bytes"), Text.Interval(disk, static bytes => Text.Of($"{bytes:F0}")), disk.High <= 0, "Nothing is staged.");
        Spread copies = Spread.Of(ours.Select(static one => (double)one.Store!.ObjectRequests / one.Outcome.Copied));
        draft.Judge(
            Promise + "requests for each file", "1 copy", Text.Each(copies.Median), Text.Interval(copies, Text.Each),
            ours.All(static one => one.Store!.Requests.GetValueOrDefault("CopyObject") == one.Outcome.Copied && one.Store.ObjectRequests == one.Outcome.Copied),
            "One CopyObject each by the store's own count; two pages of listings come on top.");
    }
}
