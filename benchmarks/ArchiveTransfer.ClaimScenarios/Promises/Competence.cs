using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Reporting;
using ArchiveTransfer.ClaimScenarios.Scenarios;
using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>Whether the baseline is one that a sceptic accepts: not over a tenth slower than what others do the same with.</summary>
internal static class Competence
{
    private const double Most = 1.1;

    public static void AddTo(ReportDraft draft, IReadOnlyList<MeasuredCase> all)
    {
        var rounds = new RoundsOf(all, Baseline.Name);
        const string Promise = "the baseline is competent";
        var rows = new List<IReadOnlyList<string>>();
        var ratios = new List<double>();
        foreach ((string shape, string data) in rounds.Cells)
        {
            Spread ours = Spread.Of(rounds.Of(shape, data, Way.Traditional.Name).Select(RoundsOf.Seconds));
            foreach (string other in new[] { Baseline.Aws, Baseline.Rclone })
            {
                if (rounds.Of(shape, data, other) is { Count: > 0 } theirs)
                {
                    Spread time = Spread.Of(theirs.Select(RoundsOf.Seconds));
                    ratios.Add(ours.Median / time.Median);
                    rows.Add([shape, data, other, Text.Seconds(time), Text.Seconds(ours), Text.Of($"{ours.Median / time.Median:F2}")]);
                }
            }
        }

        if (ratios.Count == 0)
        {
            draft.NotMeasured(Promise, "<= 1.10 x aws s3 cp and rclone", "Neither is installed here, or this part was left out.");
            return;
        }

        draft.Judge(
            Promise, "<= 1.10 x aws s3 cp and rclone", Text.Of($"at most {ratios.Max():F2} x"), Text.Of($"{ratios.Min():F2} x to {ratios.Max():F2} x"), ratios.Max() <= Most,
            "Everything down into a directory and up from there, as many at once; the others' starts are in their times, and they do not begin to upload before all is there.");
        draft.Tables.Add(new ClaimTable(
            Baseline.Name, "The baseline beside aws and rclone", Text.Of($"{EqualPlaces.Places} at once, each its own program, medians and from the least to the most; what others staged was deleted afterwards, outside of their time."),
            ["shape", "data", "other", "its time", "the baseline's", "ratio"], rows));
    }
}
