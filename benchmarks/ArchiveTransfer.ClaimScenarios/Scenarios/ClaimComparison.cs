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
    private static readonly IClaimScenario[] Scenarios = [new EqualPlaces(), new BestPlaces(), new CopyRates(), new Baseline(), new ManyObjects(), new Faults(), new LocalFiles(), new FileSystemCalls(), new Switches()];

    /// <param name="keep">Receives each round once it is known.</param>
    /// <param name="only">Names of scenarios to measure; empty: all.</param>
    public async Task<ClaimResult> RunAsync(Action<MeasuredCase> keep, IReadOnlyCollection<string> only, CancellationToken cancellationToken)
    {
        DateTimeOffset begun = TimeProvider.System.GetUtcNow();
        long start = Stopwatch.GetTimestamp();
        var tools = new ClaimTools();
        var rounds = new List<MeasuredCase>();
        var bench = new ClaimBench(extent, tools, progress, measured =>
        {
            rounds.Add(measured);
            keep(measured);
        });
        foreach (IClaimScenario scenario in Scenarios.Where(one => only.Count == 0 || only.Contains(one.GetType().Name)))
        {
            bench.Say(scenario.Title);
            await scenario.MeasureAsync(bench, cancellationToken);
        }

        ClaimMachine machine = await ClaimMachineReader.ReadAsync(begun, Stopwatch.GetElapsedTime(start), extent == ClaimExtent.Full ? "full" : "quick", command, await tools.DescribeAsync(cancellationToken), cancellationToken);
        return new ClaimResult(PromiseReport.Of(machine, rounds), rounds);
    }
}
