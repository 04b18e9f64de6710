using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Rendering;
using ArchiveTransfer.ClaimScenarios.Reporting;
using ArchiveTransfer.ClaimScenarios.Scenarios;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>One way beside the baseline, on one data set in one shape.</summary>
/// <param name="Baseline">Null: not measured, or not every run was whole.</param>
/// <param name="Time">The same.</param>
/// <param name="Saved">Null: there is nothing to compare.</param>
internal sealed record TimeCell(string Shape, string Data, string Way, Spread? Baseline, Spread? Time, Spread? Saved, Verdict Verdict, string Why)
{
    public IReadOnlyList<string> Row =>
    [
        Shape, Data, Way, Seconds(Baseline), Seconds(Time), Saved is { } saved ? Text.Percent(saved.Median) : "", Saved is { } from ? Text.Interval(from, Text.Percent) : "", VerdictWords.Of(Verdict), Why, InFlight,
    ];

    /// <summary>Most requests that the store had at once, of the baseline and of the way.</summary>
    public string InFlight { get; private init; } = "";

    public bool IsJudged => Verdict is Verdict.Holds or Verdict.DoesNotHold;

    /// <summary>It was the machine that was measured, and what any machine takes is a miss: its times are of no use beside others.</summary>
    public bool IsMissByBound { get; private init; }

    public static TimeCell Missing(string shape, string data, string way, string why) => new(shape, data, way, null, null, null, Verdict.NotMeasured, why);

    /// <param name="isWhole">The whole comparison: fewer rounds than it plans do not keep a promise.</param>
    /// <param name="mostPlaces">Requests at once that the way could have been given; 0: those that it had.</param>
    public static TimeCell Of(RoundsOf rounds, string shape, string data, string way, double target, bool isWhole, int mostPlaces = 0)
    {
        IReadOnlyList<MeasuredCase> baseline = rounds.Of(shape, data, Stages.Way.Traditional.Name);
        IReadOnlyList<MeasuredCase> ours = rounds.Of(shape, data, way);
        if (baseline.Count == 0 || ours.Count == 0)
        {
            return Missing(shape, data, way, ours.Count == 0 ? "No round of this way." : "No round of the baseline.");
        }

        Spread? slow = RoundsOf.Broken(baseline) is null ? Spread.Of(baseline.Select(RoundsOf.Seconds)) : null;
        Spread? fast = RoundsOf.Broken(ours) is null ? Spread.Of(ours.Select(RoundsOf.Seconds)) : null;
        if (RoundsOf.Broken(baseline, ours) is { } broken)
        {
            return new TimeCell(shape, data, way, slow, fast, null, Verdict.Invalid, broken);
        }

        if (RoundsOf.Saved(baseline, ours) is not { } saved)
        {
            return Missing(shape, data, way, "No round of the baseline that took any time.") with { Baseline = slow, Time = fast };
        }

        int count = Math.Min(baseline.Count, ours.Count);
        string reason = TimeReason.Of(shape, baseline, ours);

        string? busy = RoundsOf.Busy(ours) is null ? null : RoundsOf.Busy(baseline, ours);

        // Where it was the machine that was measured; one that a run was faster than is no bound.
        double? bound = busy is not null && LeastTime.Of(shape, ours, mostPlaces) is { } seconds && seconds <= fast!.Value.Low && 1 - (seconds / slow!.Value.High) < target ? seconds : null;
        (Verdict verdict, string why) = (RoundsOf.Drift(baseline, ours), RoundsOf.Busy(baseline), busy) switch
        {
            ({ } drift, _, _) => (Verdict.Invalid, drift),

            // The reverse is not said: what is certain on any machine may keep a cell from holding, and never make it hold.
            (_, _, { } both) when bound is { } least => (Verdict.DoesNotHold, $"{Capital(both)}; on any machine it takes {Text.Seconds(least)} at least, which is {Text.Percent(1 - (least / slow!.Value.High))} less at most. {reason}"),
            (_, _, { } both) => (Verdict.Invalid, both),

            // It slowed the baseline alone: on a faster machine less would be saved, not more.
            (_, { } held, _) when saved.High < target => (Verdict.DoesNotHold, $"The baseline alone was {held}; that flatters, and is not enough. {reason}"),
            (_, { } held, _) => (Verdict.Invalid, $"the baseline alone was {held}"),
            _ when saved.Low < target => (Verdict.DoesNotHold, reason),
            _ when isWhole && count < ClaimBench.WholeRounds => (Verdict.Invalid, Text.Of($"{count} of {ClaimBench.WholeRounds} rounds")),
            _ => (Verdict.Holds, reason),
        };
        return new TimeCell(shape, data, way, slow, fast, saved, verdict, why) { IsMissByBound = verdict == Verdict.DoesNotHold && bound is not null, InFlight = Text.Of($"{baseline.Max(static one => one.Store!.PeakInFlight)}; {ours.Max(static one => one.Store!.PeakInFlight)}") };
    }

    /// <summary>What cells come to together.</summary>
    /// <param name="cells">At least one.</param>
    /// <param name="kind">What they are: <c>cells</c>.</param>
    /// <param name="name">Of one among the others.</param>
    public static ClaimVerdict Sum(string promise, string target, IReadOnlyList<TimeCell> cells, string kind, Func<TimeCell, string> name)
    {
        int holding = cells.Count(static cell => cell.Verdict == Verdict.Holds);
        List<TimeCell> judged = [.. cells.Where(static cell => cell.IsJudged)];
        Verdict verdict = holding == cells.Count ? Verdict.Holds
            : holding < judged.Count ? Verdict.DoesNotHold
            : cells.Any(static cell => cell.Verdict == Verdict.Invalid) ? Verdict.Invalid
            : Verdict.NotMeasured;
        TimeCell deciding = cells.Where(cell => cell.Verdict == verdict).OrderBy(static cell => cell.IsMissByBound).ThenBy(static cell => cell.Saved?.Low ?? 0).First();
        List<Spread> saved = [.. judged.Where(static cell => !cell.IsMissByBound).Select(static cell => cell.Saved!.Value)];
        Spread? range = saved.Count == 0 ? null : new Spread(saved.Min(static one => one.Low), 0, saved.Max(static one => one.High));
        return new ClaimVerdict(
            promise,
            target,
            cells.All(static cell => cell.Verdict == Verdict.NotMeasured) ? "" : Text.Of($"holds in {holding} of {cells.Count} {kind}{(cells.Count(static cell => cell.IsMissByBound) is > 0 and int bound ? Text.Of($", {bound} missed by what any machine takes") : "")}{Others(Verdict.Invalid, "invalid")}{Others(Verdict.NotMeasured, "not measured")}"),
            range is { } all ? $"rounds from {Text.Percent(all.Low)} to {Text.Percent(all.High)}" : "",
            verdict,
            cells.Count == 1 ? deciding.Why : judged.Count == 0 ? Text.Of($"{name(deciding)}, one of {cells.Count} {kind}: {deciding.Why}") : $"{name(deciding)}{(deciding is { IsJudged: true, IsMissByBound: false } ? " is the least" : "")}: {deciding.Why}");

        string Others(Verdict those, string word) => cells.Count(cell => cell.Verdict == those) is > 0 and int count ? Text.Of($", {count} {word}") : "";
    }

    private static string Capital(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";

    private static string Seconds(Spread? spread) => spread is { } value ? Text.Seconds(value) : "";
}
