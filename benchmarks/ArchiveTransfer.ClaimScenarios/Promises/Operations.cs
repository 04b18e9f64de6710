using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Reporting;
using ArchiveTransfer.ClaimScenarios.Scenarios;
using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>One operation for each file instead of five, in three counts that are never mixed: steps of the pipeline, requests by the store's count, calls to the file system.</summary>
internal static class Operations
{
    private const double Target = 0.8;

    public static void AddTo(ReportDraft draft, IReadOnlyList<MeasuredCase> all)
    {
        var rounds = new RoundsOf(all, EqualPlaces.Name, draft.IsWhole);
        WholeRounds baseline = WholeRounds.Of(rounds, Way.Traditional.Name);
        WholeRounds ours = WholeRounds.Of(rounds, Way.Copy.Name);
        AddSteps(draft, baseline, ours);
        AddRequests(draft, baseline, ours, WholeRounds.Of(rounds, Way.Streaming.Name));
        AddCalls(draft, new RoundsOf(all, FileSystemCalls.Name));
    }

    private static void AddSteps(ReportDraft draft, WholeRounds baseline, WholeRounds ours)
    {
        const string Promise = "one operation for each file instead of five, as the original names its steps";
        const string FiveToOne = "5 -> 1";
        string? invalid = ours.InvalidWith(baseline);
        if (baseline.IsEmpty || ours.IsEmpty)
        {
            draft.Missing(Promise, FiveToOne, invalid, "No round of table A by copying, or none of the baseline.");
            return;
        }

        // Download, check, upload and clean-up happen to every file on its own; the listing is shared by a thousand. What was staged was written, checked on its way, read and deleted.
        bool staged = baseline.Rounds.All(static one => one.Outcome.LocalStorageBytesWritten >= one.Outcome.BytesCopied && one.Store!.Requests.GetValueOrDefault("GetObject") >= one.Outcome.Copied && one.Store.BytesIn >= one.Outcome.BytesCopied);
        bool copied = ours.Rounds.All(static one => one.Store!.Requests.GetValueOrDefault("CopyObject") == one.Outcome.Copied && one.Store.ObjectRequests == one.Outcome.Copied && RoundsOf.Link(one) == 0 && one.Outcome.LocalStorageBytesWritten == 0);
        draft.Judge(
            Promise, FiveToOne, staged && copied ? "4 -> 1 for each file, and the listing" : "not so", "", holds: false,
            (staged, copied) switch
            {
                (true, true) => "Each file takes one operation, by the store's count and with no byte over the link or on the disk: that half of the promise holds. Not five before, though: download, check, upload and clean-up are four, and listing, the fifth, is read by pages of a thousand on both sides and stays. These are names of steps; requests are the next line.",
                (false, _) => "Not every object of the baseline was seen to come down, to be written and to go up.",
                _ => "Not every object was collected by one copy, with no byte over the link or on the disk.",
            },
            invalid);
    }

    private static void AddRequests(ReportDraft draft, WholeRounds baseline, WholeRounds ours, WholeRounds streams)
    {
        const string Promise = "80 % fewer operations: requests by the store's count";
        const string AtLeast = ">= 80 % fewer";
        List<double> shares = [.. from pair in ours.With(baseline) where pair.Theirs.Store!.ObjectRequests > 0 select 1 - (RoundsOf.Requests(pair.Ours) / RoundsOf.Requests(pair.Theirs))];
        if (shares.Count == 0)
        {
            draft.Missing(Promise, AtLeast, ours.InvalidWith(baseline), "No round of table A both by copying and of the baseline.");
        }
        else
        {
            Spread saved = Spread.Of(shares);
            draft.Judge(
                Promise, AtLeast, $"{Text.Percent(saved.Median)} fewer", Text.Interval(saved, Text.Percent), saved.Low >= Target,
                $"Counted for each object: {Text.Requests(ours.Rounds)}; of the baseline {Text.Requests(baseline.Rounds)}.", ours.InvalidWith(baseline));
        }

        draft.Tables.Add(new ClaimTable(
            "requests",
            "Requests for each object, by the store's count",
            "All rounds of table A from cells in which no run failed; listings are not in it.",
            ["way", "requests for each object", "of which"],
            [Row(Way.Traditional.Name, baseline.Rounds), Row(Way.Copy.Name, ours.Rounds), Row(Way.Streaming.Name, streams.Rounds)]));
    }

    private static string[] Row(string way, IReadOnlyList<MeasuredCase> rounds) =>
        rounds.Count == 0 ? [way, "not measured", ""] : [way, Text.Whole(Spread.Of(rounds.Select(RoundsOf.Requests)), Text.Each), Text.Requests(rounds)];

    private static void AddCalls(ReportDraft draft, RoundsOf rounds)
    {
        const string Promise = "file-system calls about the objects";
        string[] ways = [Way.Traditional.Name, Way.Copy.Name, Way.Streaming.Name];
        List<MeasuredCase> traced = [.. from way in ways let one = rounds.All.LastOrDefault(one => one.Way == way && one.FileSystemCalls is not null) where one is not null select one];
        string? broken = RoundsOf.Broken(traced);
        if (traced.Count < ways.Length || broken is not null)
        {
            draft.Missing(
                Promise, "0", broken,
                traced.Count == 0 ? "strace is not installed here, or this part was left out." : $"No round of {string.Join(" and of ", ways.Except(traced.Select(static one => one.Way)))} was traced.");
        }
        else
        {
            long[] counts = [.. traced.Select(static one => one.FileSystemCalls!.Values.Sum())];
            draft.Judge(
                Promise, "0", Text.Of($"{counts[0]:N0} -> {counts[1]:N0}"), "", counts[1] == 0 && counts[2] == 0 && counts[0] > 0,
                Text.Of($"Six files of 25 MB, by strace: {counts[0]:N0} calls of the baseline, {counts[1]:N0} by copying, {counts[2]:N0} by streaming."));
        }

        if (traced.Count > 0)
        {
            draft.Tables.Add(new ClaimTable(
                "file-system-calls",
                "File-system calls about staged objects, six files of 25 MB",
                "Traced by strace: calls that take the name of a file (its class %file), and read, write, pread64, pwrite64, preadv, pwritev, fallocate, ftruncate, fsync, fdatasync, flock, lseek, close and sendfile. Counted are those that named a file in the staging directory, or a descriptor of one.",
                ["way", "calls", "of which"],
                [.. traced.Select(static one => new[] { one.Way, Text.Of($"{one.FileSystemCalls!.Values.Sum():N0}"), string.Join(", ", one.FileSystemCalls!.OrderByDescending(static call => call.Value).Select(static call => Text.Of($"{call.Key} {call.Value:N0}"))) })]));
        }
    }
}
