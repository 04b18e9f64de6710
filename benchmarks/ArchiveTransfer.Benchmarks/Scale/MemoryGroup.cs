using System.Globalization;

namespace ArchiveTransfer.Benchmarks.Scale;

/// <summary>A control group with bounded memory, of either version of the interface; gone when disposed.</summary>
internal sealed class MemoryGroup : IDisposable
{
    private static readonly bool IsVersion2 = File.Exists("/sys/fs/cgroup/cgroup.controllers");

    private readonly string directory;

    public MemoryGroup(long limit)
    {
        directory = Path.Combine(IsVersion2 ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory", $"archivetransfer-{Environment.ProcessId}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, IsVersion2 ? "memory.max" : "memory.limit_in_bytes"), limit.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The command, begun inside the group.</summary>
    public string[] Run(string[] command) => ["sh", "-c", $"echo $$ > {directory}/cgroup.procs && exec \"$@\"", "sh", .. command];

    /// <summary>Pages of files included.</summary>
    public long ReadPeak() => long.Parse(File.ReadAllText(Path.Combine(directory, IsVersion2 ? "memory.peak" : "memory.max_usage_in_bytes")), CultureInfo.InvariantCulture);

    /// <summary>How often memory had to be taken back before more was given.</summary>
    public long ReadLimitHits() => IsVersion2
        ? long.Parse(File.ReadLines(Path.Combine(directory, "memory.events")).First(static line => line.StartsWith("max ", StringComparison.Ordinal))[4..], CultureInfo.InvariantCulture)
        : long.Parse(File.ReadAllText(Path.Combine(directory, "memory.failcnt")), CultureInfo.InvariantCulture);

    public void Dispose() => Directory.Delete(directory);
}
