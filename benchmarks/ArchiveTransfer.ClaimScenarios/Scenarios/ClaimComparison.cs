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

    /// <param name="keep">Receives each round once it is known.</param>
    /// <param name="only">Names of scenarios to measure; empty: all.</param>
    public async Task<ClaimResult> RunAsync(Action<MeasuredCase> keep, IReadOnlyCollection<string> only, CancellationToken cancellationToken)
    {
        DateTimeOffset begun = TimeProvider.System.GetUtcNow();
        long start = Stopwatch.GetTimestamp();
        var tools = new ClaimTools();
        var rounds = new List<MeasuredCase>();
        var givenUp = new List<string>();
        var bench = new ClaimBench(extent, tools, progress, measured =>
        {
            rounds.Add(measured);
            keep(measured);
        });
        foreach (IClaimScenario scenario in Scenarios.Where(one => only.Count == 0 || only.Contains(one.GetType().Name)))
        {
            bench.Say(scenario.Title);
            try
            {
                await scenario.MeasureAsync(bench, cancellationToken);
            }
            catch (Exception exception) when (exception is InvalidDataException or IOException or HttpRequestException or ArchiveTransferException)
            {
                givenUp.Add($"Given up, {scenario.Title}: {exception.Message}");
                bench.Say(givenUp[^1]);
            }
        }

        ClaimMachine machine = await ClaimMachineReader.ReadAsync(begun, Stopwatch.GetElapsedTime(start), extent == ClaimExtent.Full ? "full" : "quick", command, await tools.DescribeAsync(cancellationToken), cancellationToken);
        ClaimReport report = PromiseReport.Of(machine, rounds);
        return new ClaimResult(report with { NotProvable = [.. report.NotProvable, .. givenUp] }, rounds);
    }
}
