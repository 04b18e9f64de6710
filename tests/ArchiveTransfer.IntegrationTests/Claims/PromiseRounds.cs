using System.Globalization;
using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Promises;
using ArchiveTransfer.ClaimScenarios.Scenarios;
using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.Claims;

/// <summary>Rounds as a full comparison leaves them: every scenario, every run whole, the machine idle.</summary>
internal static class PromiseRounds
{
    private const int Rounds = 3;
    private static readonly Way[] _ways = [Way.Traditional, Way.Copy, Way.Streaming];
    private static readonly int[] _places = [4, 64];
    private static readonly int[] _objectCounts = [6, 1_000, 10_000, 100_000, 1_000_000];
    private static readonly DataSet _many = new(1_000, 150_000);

    public static IReadOnlyList<MeasuredCase> All { get; } = [.. TableA(), .. TableB(), .. Others(), .. Switching(), .. Faulty(), .. Growing(), .. Files()];

    /// <summary>A whole run.</summary>
    public static MeasuredCase Of(string scenario, string shape, DataSet data, Way way, int round, double seconds)
    {
        bool copies = way.Name is not ("traditional" or "streaming" or Baseline.Aws or Baseline.Rclone);
        bool stages = way == Way.Traditional;
        return new MeasuredCase
        {
            Scenario = scenario,
            Shape = shape,
            Data = data.Name,
            Way = way.Name,
            Places = 16,
            Round = round,
            Outcome = new CaseOutcome
            {
                Copied = data.Objects,
                BytesCopied = data.Bytes,
                Seconds = seconds,
                ProcessorSeconds = seconds / 10,
                LocalStorageBytesWritten = stages ? data.Bytes : 0,
                PeakLocalStorageBytes = stages ? Math.Min(16, data.Files) * data.Size : 0,
                Strategies = new Dictionary<string, long> { [way.Name] = data.Objects },
            },
            ProcessSeconds = seconds + 0.3,
            PeakTreeBytes = 90_000_000 + round,
            PeakStagedBytes = stages ? Math.Min(16, data.Files) * data.Size : 0,
            BusiestCore = 0.4,
            ProbeDrift = 0.01,
            Store = copies
                ? new StoreCounts(new Dictionary<string, long> { ["CopyObject"] = data.Objects, ["ListObjectsV2"] = 2 }, 0, 0, data.Bytes, 0, 16)
                : new StoreCounts(new Dictionary<string, long> { ["GetObject"] = data.Objects, ["PutObject"] = data.Objects, ["ListObjectsV2"] = 2 }, data.Bytes, data.Bytes, 0, 0, 16),
        };
    }

    private static IEnumerable<MeasuredCase> TableA() =>
        from shape in ClaimShape.Named
        from data in shape.Data
        from way in EqualPlaces.IsForS5cmd(data) ? [.. _ways, Way.S5cmd("")] : _ways
        from round in Enumerable.Range(1, Rounds)
        select Of(EqualPlaces.Name, shape.Name, data, way, round, Seconds(way) + round);

    private static IEnumerable<MeasuredCase> TableB() =>
        from shape in ClaimShape.Named
        from way in _ways
        from one in _places.Select(places => Of(BestPlaces.Search, shape.Name, _many, way, 1, 10) with { Places = places })
            .Concat(Enumerable.Range(1, Rounds).Select(round => Of(BestPlaces.Name, shape.Name, _many, way, round, Seconds(way)) with { Places = 64 }))
        select one;

    private static IEnumerable<MeasuredCase> Others() =>
        from round in Enumerable.Range(1, Rounds)
        from way in new[] { Way.Traditional, Named(Baseline.Aws), Named(Baseline.Rclone) }
        select Of(Baseline.Name, ClaimShape.Office.Name, new DataSet(100, 150_000), way, round, 20);

    private static IEnumerable<MeasuredCase> Switching()
    {
        for (int round = 1; round <= Rounds; round++)
        {
            yield return Of(CopyRates.Name, ClaimShape.SameRegion.Name, DataSet.Small, Way.Traditional, round, 2);
            foreach (int rate in CopyRates.MegabytesPerSecond)
            {
                yield return Of(CopyRates.Name, ClaimShape.SameRegion.Name, DataSet.Small, Way.Copy, round, 60.0 / rate) with { Variant = rate.ToString(CultureInfo.InvariantCulture) };
            }

            foreach (string setting in new[] { "CrossRegionOptimization true", "CrossRegionOptimization false", "BatchSize 100", "BatchSize 10", "DirectEngine S5cmd", "plane direct", "plane sdk" })
            {
                yield return Of(Switches.Name, ClaimShape.SameRegion.Name, _many, Way.Copy, round, 3) with { Variant = setting };
            }
        }
    }

    private static IEnumerable<MeasuredCase> Faulty() =>
        from kind in new[] { Faults.Requests, Faults.Bodies, Faults.Disk, Faults.DiskTold }
        from way in new[] { Way.Traditional, Way.Copy, Way.Streaming, Named("automatic") }
        where kind is Faults.Requests or Faults.Bodies || way.Name != "automatic"
        select Fails(kind, way, way == Way.Traditional ? 80 : 40);

    /// <summary>A run of 5,000 objects of which some failed.</summary>
    public static MeasuredCase Fails(string kind, Way way, long failed)
    {
        MeasuredCase whole = Of(Faults.Name, ClaimShape.Unshaped.Name, new DataSet(5_000, 128 << 10), way, 1, 5);
        return whole with { Variant = kind, Outcome = whole.Outcome with { Copied = 5_000 - failed, Failed = failed, Fallbacks = way.Name == "automatic" ? 100 : 0, Error = failed > 0 ? "An internal error." : null } };
    }

    private static IEnumerable<MeasuredCase> Growing() =>
        from objects in _objectCounts
        from way in new[] { Way.Copy, Way.Traditional }
        from round in Enumerable.Range(1, Rounds)
        select Grows(objects, way, round, 90_000_000);

    public static MeasuredCase Grows(int objects, Way way, int round, long peak) =>
        Of(ManyObjects.Name, ClaimShape.Unshaped.Name, new DataSet(objects, 20_000), way, round, 5) with { Variant = objects.ToString(CultureInfo.InvariantCulture), PeakTreeBytes = peak };

    private static IEnumerable<MeasuredCase> Files()
    {
        foreach (Way way in _ways)
        {
            yield return Of(FileSystemCalls.Name, ClaimShape.Unshaped.Name, DataSet.Small, way, 1, 5) with { FileSystemCalls = new Dictionary<string, long>(way == Way.Traditional ? [new("openat", 12), new("unlink", 6)] : []) };
            yield return ReadOnly(way, way != Way.Traditional);
        }
    }

    public static MeasuredCase ReadOnly(Way way, bool copies)
    {
        MeasuredCase whole = Of(LocalFiles.Name, ClaimShape.Unshaped.Name, DataSet.Small, way, 1, 5);
        return copies ? whole : whole with { Outcome = new CaseOutcome { Failed = 6, Error = "Read-only file system", FailureCounts = new Dictionary<string, long> { ["staging_failed"] = 6 } } };
    }

    private static double Seconds(Way way) => way == Way.Traditional ? 140 : 40;

    private static Way Named(string name) => new(name, new Dictionary<string, string?>());
}
