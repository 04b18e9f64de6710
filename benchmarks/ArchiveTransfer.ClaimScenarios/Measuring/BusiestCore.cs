using System.Globalization;

namespace ArchiveTransfer.ClaimScenarios.Measuring;

/// <summary>How busy the busiest core was with anything, this process included, since the start of the measurement; Linux only, 0 elsewhere.</summary>
internal sealed class BusiestCore
{
    private const string Source = "/proc/stat";

    private readonly List<(long Busy, long All)> start = Read();

    public double Share => start.Zip(Read(), static (before, after) => after.All > before.All ? (double)(after.Busy - before.Busy) / (after.All - before.All) : 0)
        .DefaultIfEmpty()
        .Max();

    // cpuN user nice system idle iowait irq softirq steal …
    private static List<(long Busy, long All)> Read() => !File.Exists(Source)
        ? []
        : [.. File.ReadLines(Source)
            .Where(static line => line.StartsWith("cpu", StringComparison.Ordinal) && char.IsAsciiDigit(line[3]))
            .Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(static text => long.Parse(text, CultureInfo.InvariantCulture)).ToArray())
            .Select(static times => (times.Sum() - times[3] - times[4], times.Sum()))];
}
