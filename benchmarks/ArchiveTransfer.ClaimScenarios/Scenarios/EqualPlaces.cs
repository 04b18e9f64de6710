using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Scenarios;

/// <summary>Table A: everybody with 16 requests in flight, every shape with its data sets.</summary>
internal sealed class EqualPlaces : IClaimScenario
{
    public const string Name = "table-a";
    public const int Places = 16;

    public string Title => $"table A: {Places} places";

    public async Task MeasureAsync(ClaimBench bench, CancellationToken cancellationToken)
    {
        foreach (ClaimShape shape in ClaimShape.Named)
        {
            List<Cell> cells = [.. Data(bench.Extent, shape).Select(data => new Cell([.. Ways(bench, data).Select(way => new Case(Name, way, data) { Places = Places })], bench.Rounds))];
            if (cells.Count > 0)
            {
                await bench.MeasureAsync(shape, cells, cancellationToken);
            }
        }
    }

    /// <summary>Whether s5cmd is asked to collect it, too, where it is installed.</summary>
    public static bool IsForS5cmd(DataSet data) => data == DataSet.Small;

    private static IEnumerable<DataSet> Data(ClaimExtent extent, ClaimShape shape) => extent switch
    {
        ClaimExtent.Full => shape.Data,
        _ when shape == ClaimShape.Seed => [DataSet.Small],
        _ when shape == ClaimShape.TokyoVirginia => [new(100, 1_500_000)],
        _ => [],
    };

    private static IEnumerable<Way> Ways(ClaimBench bench, DataSet data)
    {
        yield return Way.Traditional;
        yield return Way.Copy;
        yield return Way.Streaming;
        if (bench is { Extent: ClaimExtent.Full, Tools.S5cmd: { } path } && IsForS5cmd(data))
        {
            yield return Way.S5cmd(path);
        }
    }
}
