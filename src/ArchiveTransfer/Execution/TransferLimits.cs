namespace ArchiveTransfer.Execution;

/// <summary>Limits of S3 and defaults that follow from them.</summary>
internal static class TransferLimits
{
    public const long MiB = 1024 * 1024;

    /// <summary>Largest object of one CopyObject or PutObject, and largest part.</summary>
    public const long MaxSingleRequestBytes = 5L * 1024 * MiB;

    public const int MaxParts = 10_000;

    public const int DefaultPartSizeMiB = 50;

    /// <summary>Requests that carry bytes of objects through this machine, and objects that do so, where the ceiling is not set: each costs memory and a connection, and staged ones disk.</summary>
    public const int DefaultThroughClient = 64;

    /// <summary>Measured for copies between regions: benchmarks, <c>cross-region</c>.</summary>
    public const int CrossRegionPartSizeMiB = 128;

    /// <summary>With that many in flight copies between regions begin.</summary>
    public const int CrossRegionConcurrency = 256;

    public const int MaxKeyBytes = 1024;

    /// <summary>Bytes per second that a server-side copy is expected to reach at the least; slower ones look like a store that does not answer.</summary>
    public const long SlowestCopyBytesPerSecond = 5_000_000;

    /// <summary>Largest object that is held in memory whole.</summary>
    public const long SmallObjectBytes = MiB;
}
