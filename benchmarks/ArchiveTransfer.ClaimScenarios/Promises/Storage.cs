using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Scenarios;
using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>No local storage.</summary>
internal static class Storage
{
    public static void AddTo(ReportDraft draft, IReadOnlyList<MeasuredCase> all)
    {
        var rounds = new RoundsOf(all, EqualPlaces.Name);
        foreach (string way in new[] { Way.Copy.Name, Way.Streaming.Name })
        {
            List<MeasuredCase> ours = [.. rounds.All.Where(one => one.Way == way)];
            if (ours.Count > 0)
            {
                long most = ours.Max(static one => Math.Max(one.PeakStagedBytes, one.Outcome.LocalStorageBytesWritten));
                draft.Judge($"no local storage, {way}", "0 bytes", Text.Of($"{most:N0} bytes"), "", most == 0, "By the library's count and by what was found in the staging directory every 10 ms.");
            }
        }

        List<MeasuredCase> baseline = [.. rounds.All.Where(static one => one.Way == Way.Traditional.Name && one.Data == DataSet.Small.Name)];
        if (baseline.Count > 0)
        {
            double formula = DataSet.Small.Size * Math.Min(EqualPlaces.Places, DataSet.Small.Files);
            Spread staged = Spread.Of(baseline.Select(static one => (double)one.PeakStagedBytes));
            draft.Judge(
                "what the baseline needs: size of a file times transfers at once", Text.Of($"{formula / 1e6:F0} MB"), Text.Megabytes(staged.Median), Text.Interval(staged, Text.Megabytes), Math.Abs((staged.Median / formula) - 1) <= 0.05,
                "Six files of 25 MB at once, by the sizes of the files found in the staging directory; each goes when it is uploaded.");
        }

        var readOnly = new RoundsOf(all, LocalFiles.Name);
        const string Promise = "no local storage: on file systems that are read-only";
        if (readOnly.IsEmpty)
        {
            draft.NotMeasured(Promise, "copies and streams", "It takes mount namespaces, which only Linux has, or this part was left out.");
            return;
        }

        Dictionary<string, MeasuredCase> ways = readOnly.All.ToDictionary(static one => one.Way);
        bool holds = ways[Way.Copy.Name].Outcome is { Copied: > 0, Failed: 0, Error: null } && ways[Way.Streaming.Name].Outcome is { Copied: > 0, Failed: 0, Error: null } && ways[Way.Traditional.Name].Outcome.Copied == 0;
        draft.Judge(
            Promise, "copies and streams", string.Join(", ", ways.Values.Select(static one => Text.Of($"{one.Way} {one.Outcome.Copied} of {DataSet.Small.Files}"))), "", holds,
            "Nothing is written to any file; the baseline, which must, collects nothing there.");
    }
}
