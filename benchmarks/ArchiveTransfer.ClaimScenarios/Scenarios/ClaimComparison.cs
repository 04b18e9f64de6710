using System.Diagnostics;
using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Promises;
using ArchiveTransfer.ClaimScenarios.Reporting;

namespace ArchiveTransfer.ClaimScenarios.Scenarios;

/// <summary>Measures every promise on shaped stores of this machine's own.</summary>
/// <param name="progress">What is going on, a line each.</param>
/// <param name="command">That measures it again.</param>
internal sealed class ClaimComparison(ClaimExtent extent, Action<string> progress, string command)
{
    private static readonly IClaimScenario[] Scenarios = [new LocalFiles(), new FileSystemCalls(), new Faults(), new CopyRates(), new Switches(), new Baseline(), new ManyObjects(), new BestPlaces(), new EqualPlaces()];

    public static IEnumerable<string> Names => Scenarios.Select(static scenario => scenario.GetType().Name);

    /// <summary>Measures until it is done or cancelled; what there is by then is the result, which says what is missing.</summary>
    /// <param name="keep">Receives each round once it is known.</param>
    /// <param name="only">Names of scenarios to measure; empty: all.</param>
    public async Task<ClaimResult> RunAsync(Action<MeasuredCase> keep, IReadOnlyCollection<string> only, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        var tools = new ClaimTools();

        // Before the first round: what is committed meanwhile was not measured.
        IReadOnlyList<string> lines = [.. await tools.DescribeAsync(cancellationToken), .. extent == ClaimExtent.Full ? Baseline.CommandLines : []];
        string asked = (extent, only.Count) switch { (ClaimExtent.Quick, _) => "quick", (_, 0) => ClaimMachine.WholeExtent, _ => ClaimMachine.PartExtent };
        ClaimMachine machine = await ClaimMachineReader.ReadAsync(TimeProvider.System.GetUtcNow(), TimeSpan.Zero, asked, command, lines, cancellationToken);
        var rounds = new ClaimRounds(keep);
        var bench = new ClaimBench(extent, tools, progress, rounds);
        var missing = new List<string>();
        foreach (IClaimScenario scenario in Scenarios.Where(one => only.Count == 0 || only.Contains(one.GetType().Name)))
        {
            bench.Say(scenario.Title);
            try
            {
                await scenario.MeasureAsync(bench, cancellationToken);
            }
#pragma warning disable CA1031 // Whatever it is, the rounds of the others count, and the report says what is missing.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                missing.Add($"{(cancellationToken.IsCancellationRequested ? "Stopped" : "Given up")}, {scenario.Title}: {exception.Message}");
                bench.Say(missing[^1]);
                if (cancellationToken.IsCancellationRequested)
                {
                    break;
                }
            }
        }

        IReadOnlyList<MeasuredCase> measured = rounds.Read();
        ClaimReport report = PromiseReport.Of(machine with { Duration = Stopwatch.GetElapsedTime(start) }, measured);
        return new ClaimResult(report with { GivenUp = missing }, measured);
    }
}
