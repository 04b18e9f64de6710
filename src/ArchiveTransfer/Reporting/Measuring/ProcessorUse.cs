using System.Diagnostics;
using System.Globalization;

namespace ArchiveTransfer.Reporting.Measuring;

/// <summary>Processor time of this process, and of its children that have ended.</summary>
internal readonly record struct ProcessorUse(TimeSpan Own, TimeSpan? Children)
{
    /// <summary>Of all of Linux' architectures that .NET runs on; sysconf(_SC_CLK_TCK).</summary>
    private const int TicksPerSecond = 100;

    private const string Statistics = "/proc/self/stat";

    /// <summary>Fields after the name, which may hold anything: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html, 16 and 17.</summary>
    private const int ChildrenUser = 16 - 3;
    private const int ChildrenSystem = 17 - 3;

    public static ProcessorUse Read()
    {
        using var process = Process.GetCurrentProcess();
        return new ProcessorUse(process.TotalProcessorTime, OperatingSystem.IsLinux() ? ReadChildren() : null);
    }

    public static ProcessorUse operator -(ProcessorUse end, ProcessorUse begin) => new(end.Own - begin.Own, end.Children - begin.Children);

    private static TimeSpan? ReadChildren()
    {
        try
        {
            string text = File.ReadAllText(Statistics);
            string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            long ticks = long.Parse(fields[ChildrenUser], CultureInfo.InvariantCulture) + long.Parse(fields[ChildrenSystem], CultureInfo.InvariantCulture);
            return TimeSpan.FromSeconds((double)ticks / TicksPerSecond);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException or IndexOutOfRangeException)
        {
            return null;
        }
    }
}
