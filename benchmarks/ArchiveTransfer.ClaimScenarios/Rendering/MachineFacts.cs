using System.Globalization;
using ArchiveTransfer.ClaimScenarios.Reporting;

namespace ArchiveTransfer.ClaimScenarios.Rendering;

/// <summary>The header of every form of the report, by lines; without the command, which each shows in its own way.</summary>
internal static class MachineFacts
{
    private const double Gibibyte = 1L << 30;

    public static IReadOnlyList<(string Name, string Value)> Of(ClaimMachine machine) =>
    [
        ("measured", string.Create(CultureInfo.InvariantCulture, $"{machine.Begun.UtcDateTime:yyyy-MM-dd HH:mm} UTC, {Describe(machine.Duration)}")),
        ("extent", machine.Extent),
        ("machine", DescribeMachine(machine)),
        ("kernel", machine.Kernel),
        ("runtime", machine.Runtime),
        ("commit", machine.Commit ?? "not from a checkout"),
        .. machine.Tools.Select(static tool => ("tool", tool)),
    ];

    private static string DescribeMachine(ClaimMachine machine)
    {
        string size = string.Create(CultureInfo.InvariantCulture, $"{machine.Cores} {(machine.Cores == 1 ? "core" : "cores")}, {machine.MemoryBytes / Gibibyte:F1} GiB");
        return machine.Processor.Length == 0 ? size : $"{machine.Processor}, {size}";
    }

    private static string Describe(TimeSpan duration) => duration switch
    {
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{(long)duration.TotalHours} h {duration.Minutes} min"),
        { TotalMinutes: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{duration.Minutes} min {duration.Seconds} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:F1} s"),
    };
}
