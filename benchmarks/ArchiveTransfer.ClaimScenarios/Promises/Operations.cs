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
        AddRequests(draft, new RoundsOf(all, EqualPlaces.Name));
        AddCalls(draft, new RoundsOf(all, FileSystemCalls.Name));
    }

    private static void AddRequests(ReportDraft draft, RoundsOf rounds)
    {
        List<MeasuredCase> baseline = [.. rounds.All.Where(static one => one.Way == Way.Traditional.Name)];
        List<MeasuredCase> ours = [.. rounds.All.Where(static one => one.Way == Way.Copy.Name)];
        if (baseline.Count == 0 || ours.Count == 0)
        {
            return;
        }

        // Download, check, upload and clean-up happen to every file on its own; the listing is shared by a thousand. What was staged was written, checked on its way, read and deleted.
        bool staged = baseline.All(static one => one.Outcome.LocalStorageBytesWritten >= one.Outcome.BytesCopied && one.Store!.Requests.GetValueOrDefault("GetObject") >= one.Outcome.Copied && one.Store.BytesIn >= one.Outcome.BytesCopied);
        bool copied = ours.All(static one => one.Store!.Requests.GetValueOrDefault("CopyObject") == one.Outcome.Copied && one.Outcome.LocalStorageBytesWritten == 0 && one.Store.ObjectRequests == one.Outcome.Copied);
        draft.Judge(
            "one operation for each file instead of five: steps of the pipeline", "5 -> 1", staged && copied ? "5 -> 1" : "not so", "", staged && copied,
            "List, download, check, upload, clean up become one copy; the listing stays, a page for a thousand files.");
        Spread saved = Spread.Of(
            from one in ours
            from other in baseline
            where (one.Shape, one.Data, one.Round) == (other.Shape, other.Data, other.Round)
            select 1 - ((double)one.Store!.ObjectRequests / other.Store!.ObjectRequests));
        draft.Judge(
            "80 % fewer operations: requests by the store's count", ">= 80 % fewer", $"{Text.Percent(saved.Median)} fewer", Text.Interval(saved, Text.Percent), saved.Low >= Target,
            "A competent baseline sends two requests for each file, one GET and one PUT, and one copy is half of that: 80 % is not to be had.");
        Spread streamed = Spread.Of(rounds.All.Where(static one => one.Way == Way.Streaming.Name).Select(static one => (double)one.Store!.ObjectRequests / one.Outcome.Copied).DefaultIfEmpty(double.NaN));
        draft.Tables.Add(new ClaimTable(
            "requests",
            "Requests for each object, by the store's count",
            "All rounds of table A; listings are not in it.",
            ["way", "requests for each object", "of which"],
            [
                Row(Way.Traditional.Name, baseline), Row(Way.Copy.Name, ours),
                .. double.IsNaN(streamed.Median) ? Array.Empty<IReadOnlyList<string>>() : [Row(Way.Streaming.Name, [.. rounds.All.Where(static one => one.Way == Way.Streaming.Name)])],
            ]));
    }

    private static string[] Row(string way, List<MeasuredCase> rounds)
    {
        Spread each = Spread.Of(rounds.Select(static one => (double)one.Store!.ObjectRequests / one.Outcome.Copied));
        IEnumerable<string> operations = rounds.SelectMany(static one => one.Store!.Requests).GroupBy(static request => request.Key)
            .Select(static operation => Text.Of($"{operation.Key} {operation.Sum(static request => request.Value):N0}"));
        return [way, $"{Text.Each(each.Median)}{(each.Low.Equals(each.High) ? "" : $" ({Text.Interval(each, Text.Each)})")}", string.Join(", ", operations)];
    }

    private static void AddCalls(ReportDraft draft, RoundsOf rounds)
    {
        const string Promise = "file-system calls about the objects";
        if (rounds.IsEmpty)
        {
            draft.NotMeasured(Promise, "0", "strace is not installed here, or this part was left out.");
            return;
        }

        Dictionary<string, MeasuredCase> ways = rounds.All.ToDictionary(static one => one.Way);
        long ours = ways[Way.Copy.Name].FileSystemCalls!.Values.Sum();
        long streamed = ways[Way.Streaming.Name].FileSystemCalls!.Values.Sum();
        long baseline = ways[Way.Traditional.Name].FileSystemCalls!.Values.Sum();
        draft.Judge(Promise, "0", Text.Of($"{baseline:N0} -> {ours:N0}"), "", ours == 0 && streamed == 0 && baseline > 0, Text.Of($"Six files of 25 MB, seen by strace: opening, writing, reading back and deleting; by copying and by streaming ({streamed:N0}) there is no file."));
        draft.Tables.Add(new ClaimTable(
            "file-system-calls",
            "File-system calls about staged objects, six files of 25 MB",
            "Every call that named a file in the staging directory, or a descriptor of one, seen by strace.",
            ["way", "calls", "of which"],
            [.. ways.Values.Select(static one => new[] { one.Way, Text.Of($"{one.FileSystemCalls!.Values.Sum():N0}"), string.Join(", ", one.FileSystemCalls!.OrderByDescending(static call => call.Value).Select(static call => Text.Of($"{call.Key} {call.Value:N0}"))) })]));
    }
}
