using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Reporting;
using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>One way beside the baseline, on one data set in one shape.</summary>
internal sealed record TimeCell(string Shape, string Data, string Way, Spread Baseline, Spread Time, Spread Saved, Verdict Verdict, string Why)
{
    public IReadOnlyList<string> Row =>
    [
        Shape, Data, Way, Text.Seconds(Baseline), Text.Seconds(Time), Text.Percent(Saved.Median), Text.Interval(Saved, Text.Percent),
        Verdict switch { Verdict.Holds => "holds", Verdict.Invalid => "invalid", _ => "does not hold" }, Why,
    ];

    /// <returns>Null: it was not measured.</returns>
    public static TimeCell? Of(RoundsOf rounds, string shape, string data, string way, double target)
    {
        IReadOnlyList<MeasuredCase> baseline = rounds.Of(shape, data, Stages.Way.Traditional.Name);
        IReadOnlyList<MeasuredCase> ours = rounds.Of(shape, data, way);
        if (baseline.Count == 0 || ours.Count == 0)
        {
            return null;
        }

        Spread saved = Spread.Of(RoundsOf.Saved(baseline, ours, RoundsOf.Seconds));
        string? machine = RoundsOf.Machine(baseline, ours);
        Verdict verdict = machine is not null ? Verdict.Invalid : saved.Low >= target ? Verdict.Holds : Verdict.DoesNotHold;
        return new TimeCell(shape, data, way, Spread.Of(baseline.Select(RoundsOf.Seconds)), Spread.Of(ours.Select(RoundsOf.Seconds)), saved, verdict, machine ?? TimeReason.Of(shape, baseline[0], way, verdict == Verdict.Holds));
    }
}
