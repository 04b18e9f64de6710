using System.Globalization;
using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Scenarios;

/// <summary>From which rate of the store's copies on copying takes longer than carrying: the one figure of the shapes that nobody outside of a store knows.</summary>
internal sealed class CopyRates : IClaimScenario
{
    public const string Name = "copy-rates";

    public static readonly int[] MegabytesPerSecond = [10, 20, 40, 80, 160, 250];

    public string Title => "copy rates from 10 to 250 MB/s";

    public async Task MeasureAsync(ClaimBench bench, CancellationToken cancellationToken)
    {
        if (bench.Extent != ClaimExtent.Full)
        {
            return;
        }

        await using ClaimStage stage = await ClaimStage.StartAsync(ClaimShape.SameRegion, cancellationToken);
        for (int round = 1; round <= bench.Rounds; round++)
        {
            await bench.MeasureAsync(stage, Of(Way.Traditional, ""), round, cancellationToken);
            foreach (int rate in round % 2 == 1 ? MegabytesPerSecond : MegabytesPerSecond.Reverse())
            {
                await stage.Store.ShapeAsync(ClaimShape.SameRegion.Shaping with { CopyBytesPerSecond = rate * 1_000_000L }, cancellationToken);
                await bench.MeasureAsync(stage, Of(Way.Copy, rate.ToString(CultureInfo.InvariantCulture)), round, cancellationToken);
            }
        }
    }

    private static Case Of(Way way, string rate) => new(Name, way, DataSet.Small) { Places = EqualPlaces.Places, Variant = rate };
}
