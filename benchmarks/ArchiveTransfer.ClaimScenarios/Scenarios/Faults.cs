using System.Globalization;
using ArchiveTransfer.ClaimScenarios.Stages;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.ClaimScenarios.Scenarios;

/// <summary>
/// Objects that fail when requests, bodies and disks do. A store of its own for each case, so that the same seed strikes the same requests; as many attempts for each
/// object whatever its way.
/// </summary>
internal sealed class Faults : IClaimScenario
{
    public const string Name = "faults";
    public const string Requests = "requests";
    public const string Bodies = "bodies";
    public const string Disk = "disk";

    /// <summary>The same disk, and the staging area is told how large it is.</summary>
    public const string DiskTold = "disk, told its size";

    /// <summary>Attempts of each object, whatever its way.</summary>
    public const int Attempts = 4;

    /// <summary>Of requests that are answered 500.</summary>
    public const double RequestFaultRate = 0.3;

    /// <summary>Of bodies that are cut, for each MiB.</summary>
    public const double CutsPerMebibyte = 2.4;

    private const long Size = 128 << 10;
    private const string DiskSize = "1m";
    private const string RoomOfTheDisk = "917504";

    private static readonly string[] Kinds = [Requests, Bodies, Disk, DiskTold];
    private static readonly string[] Struck = ["GetObject", "PutObject", "CopyObject"];
    private static readonly IReadOnlyDictionary<string, string?> Patient = WithRetries(Attempts - 1);

    /// <summary>Half of the attempts by each of two ways: the store's copy, and streaming.</summary>
    private static readonly IReadOnlyDictionary<string, string?> FallingBack = new Dictionary<string, string?>(WithRetries((Attempts / 2) - 1)) { ["OperationMode"] = "Auto", ["DirectEngine"] = "ServerSideCopy" };

    public string Title => "faults";

    public async Task MeasureAsync(ClaimBench bench, CancellationToken cancellationToken)
    {
        var data = new DataSet(5_000, Size);
        foreach (string kind in bench.Extent == ClaimExtent.Full ? [Requests, Bodies] : (string[])[Requests])
        {
            await MeasureAsync(bench, kind, Way.Traditional, data, Patient, cancellationToken);
            await MeasureAsync(bench, kind, Way.Copy, data, Patient, cancellationToken);
            if (bench.Extent == ClaimExtent.Quick)
            {
                continue;
            }

            await MeasureAsync(bench, kind, Way.Streaming, data, Patient, cancellationToken);
            await MeasureAsync(bench, kind, new Way("automatic", Way.Copy.Options), data, FallingBack, cancellationToken);
        }

        if (bench is { Extent: ClaimExtent.Full, Tools.Unshare: { } unshare })
        {
            foreach (Way way in new[] { Way.Traditional, Way.Copy, Way.Streaming })
            {
                await MeasureAsync(bench, Disk, way, data, Patient, cancellationToken, staging => PrivateFiles.SmallDisk(unshare, staging, DiskSize));
            }

            // Whoever knows that the disk is so small sets this, and nothing fails: it is shown beside.
            var careful = new Dictionary<string, string?>(Patient) { ["Staging:MaxBytes"] = RoomOfTheDisk };
            await MeasureAsync(bench, DiskTold, Way.Traditional, data, careful, cancellationToken, staging => PrivateFiles.SmallDisk(unshare, staging, DiskSize));
        }
    }

    private static async Task MeasureAsync(
        ClaimBench bench, string kind, Way way, DataSet data, IReadOnlyDictionary<string, string?> options, CancellationToken cancellationToken, Func<string, IReadOnlyList<string>>? wrapper = null)
    {
        // Another seed for each kind: with one they would strike the same requests.
        await using ClaimStage stage = await ClaimStage.StartAsync(ClaimShape.Unshaped, cancellationToken, simulator => simulator.Seed = 1 + Array.IndexOf(Kinds, kind), warms: false);
        foreach (S3Fault fault in FaultsOf(kind))
        {
            _ = await stage.Store.InjectAsync(fault, cancellationToken);
        }

        await bench.MeasureAsync(stage, new Case(Name, way, data) { Places = EqualPlaces.Places, Variant = kind, Options = options, Wrapper = wrapper ?? (static _ => []) }, 1, cancellationToken);
    }

    private static IEnumerable<S3Fault> FaultsOf(string kind) => kind switch
    {
        Requests => from operation in Struck select new S3Fault { Kind = S3Fault.Error, Operation = operation, Probability = RequestFaultRate },
        Bodies =>
        [
            new S3Fault { Kind = S3Fault.CutBody, Operation = "GetObject", Bytes = Size / 2, Probability = CutsPerMebibyte * Size / (1 << 20) },
            new S3Fault { Kind = S3Fault.CutUpload, Operation = "PutObject", Bytes = Size / 2, Probability = CutsPerMebibyte * Size / (1 << 20) },
        ],
        _ => [],
    };

    private static Dictionary<string, string?> WithRetries(int retries) => new()
    {
        ["Retry:MaxRetryAttempts"] = retries.ToString(CultureInfo.InvariantCulture),
        ["Retry:BaseDelay"] = "00:00:00.001",
        ["Retry:MaxDelay"] = "00:00:00.010",

        // The guard against a storm of failures would end what is to be counted.
        ["Sanity:FailureStormThreshold"] = "1000000",
    };
}
