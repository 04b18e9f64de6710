using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Scenarios;

/// <summary>Table B: each way with as many requests in flight as serve it best.</summary>
internal sealed class BestPlaces : IClaimScenario
{
    public const string Name = "table-b";
    public const string Search = "table-b-search";

    public const int MostPlaces = 128;

    /// <summary>Of the time of the fastest: one run each tells no less.</summary>
    public const int SlackPercent = 5;

    private static readonly int[] Places = [4, 8, 16, 32, 64, MostPlaces];
    private static readonly Way[] Ways = [Way.Traditional, Way.Copy, Way.Streaming];

    public string Title => "table B: each at its own best";

    public async Task MeasureAsync(ClaimBench bench, CancellationToken cancellationToken)
    {
        if (bench.Extent != ClaimExtent.Full)
        {
            return;
        }

        foreach (ClaimShape shape in ClaimShape.Named)
        {
            // What takes the time of a link tells the same with fewer bytes in less of it.
            DataSet data = shape == ClaimShape.Seed ? new(100, 150_000) : new(300, 150_000);
            int before = bench.Measured.Count;
            await bench.MeasureAsync(shape, [.. Places.Select(places => new Cell([.. Ways.Select(way => new Case(Search, way, data) { Places = places })], 1))], cancellationToken);
            List<MeasuredCase> found = [.. bench.Measured.Skip(before).Where(static one => one is { Scenario: Search, IsWhole: true })];
            if (Ways.Any(way => found.All(one => one.Way != way.Name)))
            {
                continue;
            }

            Cell best = new(
                [.. Ways.Select(way => new Case(Name, way, data) { Places = FewestOf([.. found.Where(one => one.Way == way.Name)]) })],
                bench.Rounds);
            await bench.MeasureAsync(shape, [best], cancellationToken);
        }
    }

    /// <summary>More in flight than pay cost the machine time and gain none.</summary>
    private static int FewestOf(List<MeasuredCase> found)
    {
        double enough = found.Min(static one => one.Outcome.Seconds) * (100 + SlackPercent) / 100;
        return found.Where(one => one.Outcome.Seconds <= enough).Min(static one => one.Places);
    }
}
