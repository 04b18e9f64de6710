using System.Globalization;
using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Scenarios;

/// <summary>Memory by the number of objects, of the copying way and of the baseline.</summary>
internal sealed class ManyObjects : IClaimScenario
{
    public const string Name = "memory";

    /// <summary>One object shows what the runtime and the library take before there is anything to hold.</summary>
    public static readonly (int Objects, int Rounds)[] Counts = [(1, 5), (6, 3), (100, 3), (1_000, 3), (10_000, 5), (100_000, 2), (1_000_000, 1)];

    private const int BaselineRounds = 2;
    private const int Size = 20_000;

    public string Title => "memory by the number of objects";

    public async Task MeasureAsync(ClaimBench bench, CancellationToken cancellationToken)
    {
        if (bench.Extent != ClaimExtent.Full)
        {
            // Between numbers that five minutes allow the collector's own mood is larger than what is looked for.
            return;
        }

        await using ClaimStage stage = await ClaimStage.StartAsync(ClaimShape.Unshaped, cancellationToken);
        foreach ((int objects, int rounds) in Counts)
        {
            for (int round = 1; round <= rounds; round++)
            {
                string variant = objects.ToString(CultureInfo.InvariantCulture);
                await bench.MeasureAsync(stage, new Case(Name, Way.Copy, new DataSet(objects, Size)) { Places = 64, Variant = variant }, round, cancellationToken);
                if (objects is >= 1_000 and <= 10_000 && round <= BaselineRounds)
                {
                    await bench.MeasureAsync(stage, new Case(Name, Way.Traditional, new DataSet(objects, Size)) { Places = 64, Variant = variant }, round, cancellationToken);
                }
            }
        }
    }
}
