using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Reporting;
using ArchiveTransfer.ClaimScenarios.Scenarios;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>What each switch is worth, also where that is nothing.</summary>
internal static class SwitchRows
{
    private static readonly (string Switch, string On, string Off)[] Pairs =
    [
        (Switches.CrossRegion, "true", "false"),
        (Switches.Batch, "100", "10"),
        (Switches.Engine, "ServerSideCopy", "S5cmd"),
        (Switches.Plane, "direct", "sdk"),
    ];

    public static void AddTo(ReportDraft draft, IReadOnlyList<MeasuredCase> all)
    {
        var rounds = new RoundsOf(all, Switches.Name);
        List<IReadOnlyList<string>> rows = [.. Pairs.SelectMany(pair => Rows(rounds, pair.Switch, pair.On, pair.Off))];
        if (rows.Count > 0)
        {
            draft.Tables.Add(new ClaimTable(
                Switches.Name,
                "Switches",
                "Server-side copies: 1,000 of 150 kB in same-region, 16 in flight (the batch size with room for 128); cross-region optimization 1,000 of 25 MB in tokyo-virginia, nothing else set. An effect is said where the rounds do not overlap.",
                ["switch", "shape", "setting", "time", "processor time", "the other setting", "its time", "its processor time", "effect"],
                rows));
        }
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(RoundsOf rounds, string name, string on, string off)
    {
        List<MeasuredCase> with = [.. rounds.All.Where(one => one.Variant == $"{name} {on}")];
        List<MeasuredCase> without = [.. rounds.All.Where(one => one.Variant == $"{name} {off}")];
        if (with.Count == 0 || without.Count == 0)
        {
            yield break;
        }

        (Spread time, Spread otherTime) = (Spread.Of(with.Select(RoundsOf.Seconds)), Spread.Of(without.Select(RoundsOf.Seconds)));
        (Spread cpu, Spread otherCpu) = (Spread.Of(with.Select(static one => one.Outcome.ProcessorSeconds)), Spread.Of(without.Select(static one => one.Outcome.ProcessorSeconds)));
        yield return [name, with[0].Shape, on, Text.Seconds(time), Text.Seconds(cpu), off, Text.Seconds(otherTime), Text.Seconds(otherCpu), $"time: {Effect(time, otherTime)}; processor: {Effect(cpu, otherCpu)}"];
    }

    private static string Effect(Spread with, Spread without) => with.High < without.Low || without.High < with.Low ? Text.Of($"{with.Median / without.Median:F2} x") : "none to be seen";
}
