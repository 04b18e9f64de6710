using ArchiveTransfer.ClaimScenarios.Measuring;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>The rounds of one scenario, found by what they were of.</summary>
/// <param name="isWhole">All that the whole comparison plans should be there.</param>
internal sealed class RoundsOf(IEnumerable<MeasuredCase> all, string scenario, bool isWhole = false)
{
    /// <summary>For the notes of tables: how <see cref="Machine"/> judges.</summary>
    public const string MachineNote = "busy: the median of a cell's rounds over 70 %";

    private readonly List<MeasuredCase> rounds = [.. all.Where(one => one.Scenario == scenario && one.Round > 0)];

    public bool IsWhole => isWhole;

    public string Scenario => scenario;

    public bool IsEmpty => rounds.Count == 0;

    public IEnumerable<(string Shape, string Data)> Cells => rounds.Select(static one => (one.Shape, one.Data)).Distinct();

    public IReadOnlyList<MeasuredCase> All => rounds;

    public IReadOnlyList<MeasuredCase> Of(string shape, string data, string way) => [.. rounds.Where(one => one.Shape == shape && one.Data == data && one.Way == way).OrderBy(static one => one.Round)];

    public IReadOnlyList<MeasuredCase> Of(string way, string variant) => [.. rounds.Where(one => one.Way == way && one.Variant == variant).OrderBy(static one => one.Round)];

    public MeasuredCase? First(string way, string variant) => rounds.Where(one => one.Way == way && one.Variant == variant).MinBy(static one => one.Round);

    /// <summary>How much less time by the medians, and from the most of one beside the least of the other to the reverse: not every cell has its rounds in turns. Null: nothing to compare.</summary>
    public static Spread? Saved(IReadOnlyList<MeasuredCase> than, IReadOnlyList<MeasuredCase> by)
    {
        List<double> theirs = [.. than.Select(Seconds).Where(static value => value > 0)];
        if (theirs.Count == 0 || by.Count == 0)
        {
            return null;
        }

        (Spread slow, Spread fast) = (Spread.Of(theirs), Spread.Of(by.Select(Seconds)));
        return new Spread(1 - (fast.High / slow.Low), 1 - (fast.Median / slow.Median), 1 - (fast.Low / slow.High));
    }

    public static double Seconds(MeasuredCase one) => one.Outcome.Seconds;

    /// <summary>Requests about objects, by the store's count, for each object of a whole run.</summary>
    public static double Requests(MeasuredCase one) => (double)one.Store!.ObjectRequests / one.Outcome.Copied;

    /// <summary>Object bytes over the client's link, in and out.</summary>
    public static long Link(MeasuredCase one) => one.Store!.BytesIn + one.Store.BytesOut;

    /// <summary>Why rounds cannot be compared: a run that failed early is a fast one, and so is one that did less; null: all are whole.</summary>
    public static string? Broken(params IEnumerable<IEnumerable<MeasuredCase>> who)
    {
        List<MeasuredCase> rounds = [.. who.SelectMany(static one => one)];
        return rounds.Find(static one => !one.IsWhole) is { } broken ? Failure(broken.Outcome)
            : rounds.Exists(static one => one.Store is null) ? "the store's counts are missing"
            : rounds.Select(static one => one.Outcome.Copied).Distinct().Count() > 1 ? Text.Of($"runs copied {rounds.Min(static one => one.Outcome.Copied):N0} to {rounds.Max(static one => one.Outcome.Copied):N0} objects")
            : null;
    }

    public static string? Broken(IEnumerable<MeasuredCase> rounds) => Broken([rounds]);

    /// <summary>Whether it is the machine that was measured; judged by the middle of the rounds.</summary>
    public static string? Machine(params IEnumerable<IReadOnlyList<MeasuredCase>> who) => Busy(who) ?? Drift(who);

    /// <summary>Whether a core was what took the time.</summary>
    public static string? Busy(params IEnumerable<IReadOnlyList<MeasuredCase>> who)
    {
        double busiest = who.Where(static rounds => rounds.Count > 0).Select(static rounds => Spread.Of(rounds.Select(static one => one.BusiestCore)).Median).DefaultIfEmpty().Max();
        return busiest > MeasuredCase.BusyFrom ? Text.Of($"cpu-bound: the busiest core was {busiest:P0} busy") : null;
    }

    /// <summary>Whether the machine changed meanwhile, as far as the probes tell.</summary>
    public static string? Drift(params IEnumerable<IReadOnlyList<MeasuredCase>> who)
    {
        List<MeasuredCase> rounds = [.. who.SelectMany(static one => one)];
        if (rounds.Count == 0)
        {
            return null;
        }

        double drift = Spread.Of(rounds.Select(static one => Math.Abs(one.ProbeDrift ?? 0))).Median;
        return rounds.Exists(static one => one.ProbeDrift is null) ? "no transfer that is always the same was measured before and after the rounds"
            : drift > MeasuredCase.MostDrift ? Text.Of($"the transfer that is always the same took {drift:P0} more or less after the rounds than before")
            : null;
    }

    private static string Failure(CaseOutcome outcome) => outcome switch
    {
        { Failed: > 0 } => Text.Of($"{outcome.Failed:N0} {(outcome.Failed == 1 ? "object" : "objects")} failed: {outcome.Error ?? "no error was said"}"),
        { Error: { } error } => $"a run stopped: {error}",
        _ => "a run copied nothing",
    };
}
