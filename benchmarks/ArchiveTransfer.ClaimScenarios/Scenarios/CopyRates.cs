using System.Globalization;
using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Scenarios;

/// <summary>From which rate of the store's copies on copying takes longer than carrying: the one figure of the shapes that nobody outside of a store knows.</summary>
internal sealed class CopyRates : IClaimScenario
{
    public const string Name = "copy-rates";

    /// <summary>Where neither side keeps a core busy: in one region it is the machine that would be measured.</summary>
    public static ClaimShape Shape => ClaimShape.TokyoVirginia;

    public static readonly int[] MegabytesPerSecond = [10, 20, 40, 250];

    private static int Middle => MegabytesPerSecond.Length / 2;

    public string Title => "copy rates from 10 to 250 MB/s";

    public async Task MeasureAsync(ClaimBench bench, CancellationToken cancellationToken)
    {
        if (bench.Extent != ClaimExtent.Full)
        {
            return;
        }

        await using ClaimStage stage = await ClaimStage.StartAsync(Shape, cancellationToken);
        await bench.BetweenProbesAsync(stage, batch => MeasureAsync(bench, stage, batch, cancellationToken), cancellationToken);
    }

    private static async Task MeasureAsync(ClaimBench bench, ClaimStage stage, int batch, CancellationToken cancellationToken)
    {
        // To warm up.
        await bench.MeasureAsync(stage, Of(Way.Traditional, ""), 0, cancellationToken, batch);
        await bench.MeasureAsync(stage, Of(Way.Copy, ""), 0, cancellationToken, batch);
        for (int round = 1; round <= bench.Rounds; round++)
        {
            // The baseline, which does not depend on the rate, in the middle.
            foreach (int rate in (int[])[.. (round % 2 == 1 ? MegabytesPerSecond : MegabytesPerSecond.Reverse()).Take(Middle), 0, .. (round % 2 == 1 ? MegabytesPerSecond : MegabytesPerSecond.Reverse()).Skip(Middle)])
            {
                if (rate == 0)
                {
                    await bench.MeasureAsync(stage, Of(Way.Traditional, ""), round, cancellationToken, batch);
                    continue;
                }

                await stage.Store.ShapeAsync(Shape.Shaping with { CopyBytesPerSecond = rate * 1_000_000L }, cancellationToken);
                await bench.MeasureAsync(stage, Of(Way.Copy, rate.ToString(CultureInfo.InvariantCulture)), round, cancellationToken, batch);
            }
        }

        await stage.Store.ShapeAsync(Shape.Shaping, cancellationToken);
    }

    // Few at once, so that the baseline is not held up by a core.
    public const int Places = 3;

    private static Case Of(Way way, string rate) => new(Name, way, DataSet.Small) { Places = Places, Variant = rate };
}
