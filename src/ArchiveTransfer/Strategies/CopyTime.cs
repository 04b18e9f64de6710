using ArchiveTransfer.Execution;

namespace ArchiveTransfer.Strategies;

/// <summary>How long a server-side copy may take: it shows no progress, and repeating a slow one doubles the load.</summary>
internal static class CopyTime
{
    public static TimeSpan For(ArchiveCollectionOptions options, long bytes)
    {
        var slowest = TimeSpan.FromSeconds((double)bytes / TransferLimits.SlowestCopyBytesPerSecond);
        return slowest > options.AttemptTimeout ? slowest : options.AttemptTimeout;
    }
}
