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
        const string Promise = "the baseline is competent";
        const string Target = "<= 1.10 x the time of others";
        var rounds = new RoundsOf(all, Baseline.Name);
        List<Comparison> comparisons =
        [
            .. from cell in rounds.Cells
               from other in new[] { Baseline.Aws, Baseline.Rclone }
               let theirs = rounds.Of(cell.Shape, cell.Data, other)
               let ours = rounds.Of(cell.Shape, cell.Data, Way.Traditional.Name)
               where theirs.Count > 0 && ours.Count > 0
               select Compare(cell.Shape, cell.Data, other, ours, theirs),
        ];
        string? lost = draft.IsWhole && comparisons.Count > 0 ? Lost(rounds, [.. comparisons.Select(static one => one.Other).Distinct()]) : null;
        List<Comparison> valid = [.. comparisons.Where(static one => one.Invalid is null)];
        string? invalid = comparisons.Find(static one => one.Invalid is not null) is { } first ? Text.Of($"{comparisons.Count - valid.Count} of {comparisons.Count} comparisons ({first.Shape}, {first.Other}: {first.Invalid})") : null;
        if (valid.Count == 0)
        {
            draft.Missing(Promise, Target, invalid, "Neither aws nor rclone is installed here, or this part was left out.");
        }
        else
        {
            Comparison worst = valid.MaxBy(static one => one.Ratio)!;
            string tools = string.Join(" and ", valid.Select(static one => one.Other).Distinct());
            draft.Judge(
                Promise, Target, Text.Of($"at most {worst.Ratio:F2} x"), Text.Of($"cells from {valid.Min(static one => one.Ratio):F2} x to {worst.Ratio:F2} x"), worst.Ratio <= Most,
                $"Beside {tools}, by the medians of whole processes, their starts included; {worst.Shape}, {worst.Data} beside {worst.Other} is the most.{Excluded(comparisons)}", (invalid, lost) is ({ } some, { } others) ? $"{some}; {others}" : invalid ?? lost);
        }

        if (comparisons.Count > 0)
        {
            draft.Tables.Add(new ClaimTable(
                Baseline.Name, "The baseline beside others",
                Text.Of($"Everything down into a directory and up from there, {EqualPlaces.Places} at once, each its own program; times of whole processes, medians and from the least to the most. A comparison is invalid when a run failed or the machine itself was measured ({RoundsOf.MachineNote})."),
                ["shape", "data", "other", "its time", "the baseline's", "ratio", "whether it counts"], [.. comparisons.Select(static one => one.Row)]));
        }
    }

    /// <summary>What is missing of what the whole comparison plans; null: nothing.</summary>
    private static string? Lost(RoundsOf rounds, List<string> others)
    {
        List<string> lost = [.. from cell in Baseline.Cells
                                from who in others.Prepend(Way.Traditional.Name)
                                where rounds.Of(cell.Shape.Name, cell.Data.Name, who).Count < ClaimBench.WholeRounds
                                select $"{cell.Shape.Name}, {cell.Data.Name}, {who}"];
        return lost.Count == 0 ? null : Text.Of($"fewer than {ClaimBench.WholeRounds} rounds of {string.Join("; ", lost)}");
    }

    /// <summary>What does not count is not hidden: where a core is busy the baseline may be the slower one.</summary>
    private static string Excluded(IEnumerable<Comparison> comparisons) =>
        comparisons.Where(static one => one.Invalid is not null && one.IsKnown).MaxBy(static one => one.Ratio) is { } most
            ? Text.Of($" Of those that do not count {most.Shape}, {most.Data} beside {most.Other} is the most, {most.Ratio:F2} x.")
            : "";

    private static Comparison Compare(string shape, string data, string other, IReadOnlyList<MeasuredCase> ours, IReadOnlyList<MeasuredCase> theirs)
    {
        Spread time = Spread.Of(theirs.Select(static one => one.ProcessSeconds));
        string? unknown = RoundsOf.Broken(ours, theirs) ?? (time.Median > 0 ? null : "the time of the process was not taken");
        return new Comparison(shape, data, other, Spread.Of(ours.Select(static one => one.ProcessSeconds)), time, unknown is null, unknown ?? RoundsOf.Machine(ours, theirs)) { Crashes = theirs.Sum(static one => one.Outcome.Warnings.Count) };
    }

    private sealed record Comparison(string Shape, string Data, string Other, Spread Ours, Spread Theirs, bool IsKnown, string? Invalid)
    {
        /// <summary>Runs of the other that a signal ended, which were run again.</summary>
        public int Crashes { get; init; }

        public double Ratio => Ours.Median / Theirs.Median;

        public string[] Row => [Shape, Data, Other, Text.Seconds(Theirs), Text.Seconds(Ours), IsKnown ? Text.Of($"{Ratio:F2}") : "", $"{(Invalid is null ? "counts" : $"invalid: {Invalid}")}{(Crashes > 0 ? Text.Of($"; {Crashes} crashed and {(Crashes == 1 ? "was" : "were")} run again") : "")}"];
    }
}
