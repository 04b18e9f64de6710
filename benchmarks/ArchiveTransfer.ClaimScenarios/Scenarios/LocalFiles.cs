using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Scenarios;

/// <summary>Where nothing can be written: the ways that promise to need no disk.</summary>
internal sealed class LocalFiles : IClaimScenario
{
    public const string Name = "read-only";

    public string Title => "on read-only file systems";

    public async Task MeasureAsync(ClaimBench bench, CancellationToken cancellationToken)
    {
        if (bench.Tools.Unshare is not { } unshare)
        {
            return;
        }

        await using ClaimStage stage = await ClaimStage.StartAsync(ClaimShape.Unshaped, cancellationToken, warms: false);
        foreach (Way way in new[] { Way.Traditional, Way.Copy, Way.Streaming })
        {
            await bench.MeasureAsync(stage, new Case(Name, way, DataSet.Small) { Wrapper = _ => PrivateFiles.ReadOnly(unshare) }, 1, cancellationToken);
        }
    }
}
