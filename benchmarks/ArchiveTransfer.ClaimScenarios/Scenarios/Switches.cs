using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Scenarios;

/// <summary>Each switch on and off: what it is worth, also where that is nothing.</summary>
internal sealed class Switches : IClaimScenario
{
    public const string Name = "switches";
    public const string CrossRegion = "CrossRegionOptimization";
    public const string Batch = "BatchSize";
    public const string Engine = "DirectEngine";
    public const string Plane = "plane";

    /// <summary>The library's own copies as they are: one side of two switches.</summary>
    public const string OwnCopies = $"{Plane} direct";

    private const string Tokyo = "ap-northeast-1";
    private const string Virginia = "us-east-1";

    private static readonly string[] OnAndOff = ["true", "false"];

    public string Title => "switches on and off";

    public async Task MeasureAsync(ClaimBench bench, CancellationToken cancellationToken)
    {
        if (bench.Extent != ClaimExtent.Full)
        {
            return;
        }

        var data = new DataSet(1_000, 150_000);
        Case copies = new(Name, Way.Copy, data);
        List<Case> cases = [copies with { Variant = OwnCopies }, copies with { Variant = $"{Plane} sdk", SendThroughSdk = true }];
        if (bench.Tools.S5cmd is { } path)
        {
            Case byS5cmd = new(Name, Way.S5cmd(path), data);
            cases.AddRange(
            [
                byS5cmd with { Variant = $"{Engine} S5cmd" },
                byS5cmd with { Variant = $"{Batch} 100", Places = 128, Options = With("BatchSize", "100") },
                byS5cmd with { Variant = $"{Batch} 10", Places = 128, Options = With("BatchSize", "10") },
            ]);
        }

        await MeasureAsync(bench, ClaimShape.SameRegion, cases, configure: null, cancellationToken);
        await MeasureAsync(
            bench,
            ClaimShape.TokyoVirginia,
            [.. from setting in OnAndOff select new Case(Name, Way.Copy, new DataSet(250, 25_000_000)) { Variant = $"{CrossRegion} {setting}", Places = null, Options = AcrossRegions(setting) }],
            static options =>
            {
                options.Region = Virginia;
                options.AcceptedRegions.Add(Tokyo);
            },
            cancellationToken);
    }

    private static async Task MeasureAsync(ClaimBench bench, ClaimShape shape, List<Case> cases, Action<Testing.S3SimulatorOptions>? configure, CancellationToken cancellationToken)
    {
        await using ClaimStage stage = await ClaimStage.StartAsync(shape, cancellationToken, configure);
        await bench.BetweenProbesAsync(
            stage,
            async batch =>
            {
                // Round 0 is to warm up.
                for (int round = 0; round <= bench.Rounds; round++)
                {
                    foreach (Case one in round % 2 == 1 ? cases : Enumerable.Reverse(cases))
                    {
                        await bench.MeasureAsync(stage, one, round, cancellationToken, batch);
                    }
                }
            },
            cancellationToken);
    }

    private static Dictionary<string, string?> AcrossRegions(string setting) => new() { ["Source:Region"] = Tokyo, ["Destination:Region"] = Virginia, [CrossRegion] = setting };

    private static Dictionary<string, string?> With(string option, string value) => new() { [option] = value };
}
