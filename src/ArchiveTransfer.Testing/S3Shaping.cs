namespace ArchiveTransfer.Testing;

/// <summary>The network and the pace of the store. Immutable and data only: hand over a changed copy with <see cref="S3Simulator.Shape"/>.</summary>
/// <remarks>
/// Bodies count against the bandwidth, those of objects and those of XML; headers do not. A new shape holds for requests that arrive from then on.
/// Everything waits on the clock of the options. A shape says how fast a copy is: only <see cref="None"/> copies in no time.
/// </remarks>
public sealed record S3Shaping
{
    private const long MegabitPerSecond = 1_000_000 / 8;
    private const long MegabytePerSecond = 1_000_000;

    /// <summary>No shape: everything as fast as the machine, copies in no time at all. Whatever is measured so proves nothing about time.</summary>
    public static S3Shaping None { get; } = new() { CopyBytesPerSecond = null, CrossRegionCopyBytesPerSecond = null, TotalCopyBytesPerSecond = null };

    /// <summary><c>seed-16mbit</c>: 80 ms to every request and a link of 16 Mbit/s (2,000,000 bytes/s) to all of them, each way; copies at their defaults.
    /// On it 150 MB take 75 s down and 75 s up: the 120 to 180 s that the promises of this library start from.</summary>
    public static S3Shaping Seed16Mbit { get; } = new()
    {
        Latency = TimeSpan.FromMilliseconds(80),
        UploadBytesPerSecond = 16 * MegabitPerSecond,
        DownloadBytesPerSecond = 16 * MegabitPerSecond,
    };

    /// <summary><c>office-100mbit</c>: 80 ms to every request and a link of 100 Mbit/s (12,500,000 bytes/s) to all of them, each way; copies at their
    /// defaults. An office line far from the store; the figures are chosen, not measured.</summary>
    public static S3Shaping Office100Mbit { get; } = new()
    {
        Latency = TimeSpan.FromMilliseconds(80),
        UploadBytesPerSecond = 100 * MegabitPerSecond,
        DownloadBytesPerSecond = 100 * MegabitPerSecond,
    };

    /// <summary><c>same-region</c>: 20 to 40 ms to every request and 90 MB/s to each connection, each way, the upper end of the 85 to 90 MB/s that Amazon's
    /// guidelines give for one stream inside a region; copies at their defaults.</summary>
    public static S3Shaping SameRegion { get; } = new()
    {
        Latency = TimeSpan.FromMilliseconds(20),
        Jitter = TimeSpan.FromMilliseconds(20),
        UploadBytesPerSecondPerConnection = 90 * MegabytePerSecond,
        DownloadBytesPerSecondPerConnection = 90 * MegabytePerSecond,
    };

    /// <summary><c>tokyo-virginia</c>: source in Tokyo, client and destination in Virginia. Reading and listing objects 160 ms (one round trip) and 15 MB/s
    /// to each connection; copying 200 ms (a round trip between the regions and one to the client) and 40 MB/s, since every copy crosses; all else,
    /// near the client, 20 ms, uploads 90 MB/s to each connection as in a region. The figures are those of this library's benchmark protocol.</summary>
    public static S3Shaping TokyoVirginia { get; } = new()
    {
        Latency = TimeSpan.FromMilliseconds(20),
        OperationLatency = new Dictionary<string, TimeSpan>
        {
            ["GetObject"] = TimeSpan.FromMilliseconds(160),
            ["ListObjects"] = TimeSpan.FromMilliseconds(160),
            ["ListObjectsV2"] = TimeSpan.FromMilliseconds(160),
            ["CopyObject"] = TimeSpan.FromMilliseconds(200),
            ["UploadPartCopy"] = TimeSpan.FromMilliseconds(200),
        },
        UploadBytesPerSecondPerConnection = 90 * MegabytePerSecond,
        DownloadBytesPerSecondPerConnection = 15 * MegabytePerSecond,
        CopyBytesPerSecond = 40 * MegabytePerSecond,
    };

    /// <summary>Waited before each request acts, counted from its arrival. 0 or more; default 0.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Up to this much more for every request, evenly spread and drawn from the seed, the request and how often it was made. 0 or more; default 0.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>Waited in place of <see cref="Latency"/> by the operations named here: <c>CopyObject</c>.</summary>
    public IReadOnlyDictionary<string, TimeSpan> OperationLatency { get; init; } = new Dictionary<string, TimeSpan>();

    /// <summary>Bytes per second to the store on each connection; null, the default: no limit.</summary>
    public long? UploadBytesPerSecondPerConnection { get; init; }

    /// <summary>Bytes per second from the store on each connection; null, the default: no limit.</summary>
    public long? DownloadBytesPerSecondPerConnection { get; init; }

    /// <summary>Bytes per second to the store on all connections together, the link of the client's host; null, the default: no limit.</summary>
    public long? UploadBytesPerSecond { get; init; }

    /// <summary>Bytes per second from the store on all connections together, the link of the client's host; null, the default: no limit.</summary>
    public long? DownloadBytesPerSecond { get; init; }

    /// <summary>How fast one server-side copy, or copy of a part, proceeds within a region, in bytes per second. Default 80 MB/s: CopyObject was seen to take
    /// 3 s for 250 MB. Null in <see cref="None"/> alone: a shape whose copies are free is refused.</summary>
    public long? CopyBytesPerSecond { get; init; } = 80 * MegabytePerSecond;

    /// <summary>The same from one region to another. Default 40 MB/s, half of that within a region, an assumption.</summary>
    public long? CrossRegionCopyBytesPerSecond { get; init; } = 40 * MegabytePerSecond;

    /// <summary>What all copies of the store share, in bytes per second. Default 8 GB/s, about the most that was reported of one client of Amazon's S3
    /// (8 to 9 GB/s, s3p).</summary>
    public long? TotalCopyBytesPerSecond { get; init; } = 8_000 * MegabytePerSecond;

    /// <summary>Requests other than GET and HEAD that each partition takes per second, above which it answers 503 SlowDown after the usual latency; null, the
    /// default: no limit. Amazon documents 3,500.</summary>
    public int? WritesPerSecond { get; init; }

    /// <summary>GET and HEAD requests that each partition takes per second, above which it answers 503 SlowDown after the usual latency; null, the default:
    /// no limit. Amazon documents 5,500.</summary>
    public int? ReadsPerSecond { get; init; }

    /// <summary>How many requests a partition that was idle takes at once, of writes and of reads each. 1 or more; default 350, a tenth of a second of writes.</summary>
    public int RequestBurst { get; init; } = 350;

    /// <summary>What a partition is: the bucket and this many segments of the key, each with its slash (of the prefix where objects are listed); 0, the
    /// default: the whole bucket. Idle partitions cost no memory.</summary>
    public int PartitionSegments { get; init; }

    /// <summary>Bodies are passed on by the clock.</summary>
    internal bool PacesBodies => (UploadBytesPerSecond ?? UploadBytesPerSecondPerConnection ?? DownloadBytesPerSecond ?? DownloadBytesPerSecondPerConnection) is not null;

    /// <summary>A shape by its name: none, seed-16mbit, office-100mbit, same-region, tokyo-virginia.</summary>
    /// <exception cref="ArgumentException">There is none of this name; the message lists those there are.</exception>
    public static S3Shaping Named(string name) => name switch
    {
        "none" => None,
        "seed-16mbit" => Seed16Mbit,
        "office-100mbit" => Office100Mbit,
        "same-region" => SameRegion,
        "tokyo-virginia" => TokyoVirginia,
        _ => throw new ArgumentException(
            $"There is no shape '{name}'; there are none, seed-16mbit, office-100mbit, same-region, tokyo-virginia.",
            nameof(name)),
    };
}
