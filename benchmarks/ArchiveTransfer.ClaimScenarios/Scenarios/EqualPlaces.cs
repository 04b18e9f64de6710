using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Scenarios;

/// <summary>Table A: everybody with 16 requests in flight, every shape, every data set, those of up to 150 MB with and without checksum files.</summary>
internal sealed class EqualPlaces : IClaimScenario
{
    public const string Name = "table-a";
    public const int Places = 16;

    private const long Many = 200_000_000;

    public string Title => $"table A: {Places} in flight";

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

    private static IEnumerable<DataSet> Data(ClaimExtent extent, ClaimShape shape) => extent switch
    {
        // A hundred bytes beside each file show with small files if anywhere.
        ClaimExtent.Full => shape.Data.SelectMany(static data => data.Bytes > Many ? [data] : new[] { data, data with { WithChecksumFiles = true } }),
        _ when shape == ClaimShape.Seed => [DataSet.Small],
        _ when shape == ClaimShape.Office => [],
        _ when shape == ClaimShape.SameRegion => [new(1_000, 150_000)],
        _ => [DataSet.Small],
    };

    private static IEnumerable<Way> Ways(ClaimBench bench, DataSet data)
    {
        yield return Way.Traditional;
        yield return Way.Copy;
        yield return Way.Streaming;
        if (bench is { Extent: ClaimExtent.Full, Tools.S5cmd: { } path } && !data.WithChecksumFiles && data.Bytes <= Many)
        {
            yield return Way.S5cmd(path);
        }
    }
}
