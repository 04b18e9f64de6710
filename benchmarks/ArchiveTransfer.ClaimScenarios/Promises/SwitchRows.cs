using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Reporting;
using ArchiveTransfer.ClaimScenarios.Scenarios;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>What each switch is worth, also where that is nothing.</summary>
internal static class SwitchRows
{
    private const string OwnEngine = "ServerSideCopy";

    private static readonly (string Switch, string On, string Off)[] Pairs =
    [
        (Switches.CrossRegion, "true", "false"),
        (Switches.Batch, "100", "10"),
        (Switches.Engine, OwnEngine, "S5cmd"),
        (Switches.Plane, "direct", "sdk"),
    ];

    public static void AddTo(ReportDraft draft, IReadOnlyList<MeasuredCase> all)
    {
        var rounds = new RoundsOf(all, Switches.Name);
        draft.Tables.Add(new ClaimTable(
            Switches.Name,
            "Switches",
            $"Server-side copies: 1,000 of 150 kB in same-region, 16 in flight (the batch size with room for 128); cross-region optimization 250 of 25 MB in tokyo-virginia, nothing else set. The copies by the plane direct are those of the engine ServerSideCopy, too. An effect is said where the rounds do not overlap; none on time where a side is cpu-bound ({RoundsOf.MachineNote}).",
            ["switch", "shape", "setting", "time", "processor time", "the other setting", "its time", "its processor time", "effect"],
            [.. Pairs.Select(pair => Row(rounds, pair.Switch, pair.On, pair.Off))]));
    }

    private static string[] Row(RoundsOf rounds, string name, string on, string off)
    {
        List<MeasuredCase> with = [.. rounds.All.Where(one => one.Variant == (on == OwnEngine ? Switches.OwnCopies : $"{name} {on}"))];
        List<MeasuredCase> without = [.. rounds.All.Where(one => one.Variant == $"{name} {off}")];
        return [name, with.Concat(without).FirstOrDefault()?.Shape ?? "", on, Time(with), Processor(with), off, Time(without), Processor(without), Effect(with, without, on, off)];
    }

    private static string Time(List<MeasuredCase> rounds) =>
        Compares(rounds) ? Text.Of($"{Text.Seconds(Spread.Of(rounds.Select(RoundsOf.Seconds)))}{(rounds.Count(static one => one.BusiestCore > MeasuredCase.BusyFrom) is > 0 and int busy ? $", {busy} of {rounds.Count} rounds cpu-bound" : "")}") : "";

    private static string Processor(List<MeasuredCase> rounds) => Compares(rounds) ? Text.Seconds(ProcessorSeconds(rounds)) : "";

    private static bool Compares(List<MeasuredCase> rounds) => rounds.Count > 0 && RoundsOf.Broken(rounds) is null;

    private static string Effect(List<MeasuredCase> with, List<MeasuredCase> without, string on, string off)
    {
        if (with.Count == 0 || without.Count == 0)
        {
            return $"not measured: no round with {string.Join(" and none with ", new[] { with.Count == 0 ? on : "", without.Count == 0 ? off : "" }.Where(static one => one.Length > 0))}{(off == "S5cmd" || on == "100" ? ", which takes s5cmd" : "")}";
        }

        if (RoundsOf.Broken(with, without) is { } broken)
        {
            return $"invalid: {broken}";
        }

        string time = RoundsOf.Machine(with, without) is { } machine ? $"invalid, {machine}" : Effect(Spread.Of(with.Select(RoundsOf.Seconds)), Spread.Of(without.Select(RoundsOf.Seconds)));
        return $"time: {time}; processor: {Effect(ProcessorSeconds(with), ProcessorSeconds(without))}";
    }

    private static Spread ProcessorSeconds(List<MeasuredCase> rounds) => Spread.Of(rounds.Select(static one => one.Outcome.ProcessorSeconds));

    private static string Effect(Spread with, Spread without) =>
        without.Median > 0 && (with.High < without.Low || without.High < with.Low) ? Text.Of($"{with.Median / without.Median:F2} x") : "none to be seen";
}
