using ArchiveTransfer.ClaimScenarios.Measuring;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>The rounds of one scenario, found by what they were of.</summary>
internal sealed class RoundsOf(IEnumerable<MeasuredCase> all, string scenario)
{
    private readonly List<MeasuredCase> rounds = [.. all.Where(one => one.Scenario == scenario && one.Round > 0)];

    public bool IsEmpty => rounds.Count == 0;

    public IEnumerable<(string Shape, string Data)> Cells => rounds.Select(static one => (one.Shape, one.Data)).Distinct();

    public IReadOnlyList<MeasuredCase> All => rounds;

    public IReadOnlyList<MeasuredCase> Of(string shape, string data, string way) => [.. rounds.Where(one => one.Shape == shape && one.Data == data && one.Way == way).OrderBy(static one => one.Round)];

    public IReadOnlyList<MeasuredCase> Of(string way, string variant) => [.. rounds.Where(one => one.Way == way && one.Variant == variant).OrderBy(static one => one.Round)];

    /// <summary>How much less, round by round, of what they have in common; empty: nothing.</summary>
    public static IReadOnlyList<double> Saved(IReadOnlyList<MeasuredCase> than, IReadOnlyList<MeasuredCase> by, Func<MeasuredCase, double> figure) =>
        [.. by.Join(than, static one => one.Round, static one => one.Round, (ours, theirs) => 1 - (figure(ours) / figure(theirs)))];

    public static double Seconds(MeasuredCase one) => one.Outcome.Seconds;

    /// <summary>Whether it is the machine that was measured; judged by the middle of the rounds.</summary>
    public static string? Machine(params IEnumerable<MeasuredCase>[] who)
    {
        Spread busiest = Spread.Of(who.Select(static rounds => Spread.Of(rounds.Select(static one => one.BusiestCore)).Median));
        Spread drift = Spread.Of(who.SelectMany(static rounds => rounds).Select(static one => Math.Abs(one.ProbeDrift ?? 0)));
        return busiest.High > MeasuredCase.BusyFrom ? Text.Of($"cpu-bound: the busiest core was {busiest.High:P0} busy")
            : drift.Median > MeasuredCase.MostDrift ? Text.Of($"the transfer that is always the same took {drift.Median:P0} more or less after the rounds than before")
            : null;
    }
}
