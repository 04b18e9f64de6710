using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ArchiveTransfer.ClaimScenarios.Reporting;

/// <summary>What the system tells of itself.</summary>
internal static class ClaimMachineReader
{
    private const int CommitLength = 12;

    /// <summary>What it calls itself; empty where the system does not say.</summary>
    public static string Processor => Field("/proc/cpuinfo", "model name") ?? "";

    public static async Task<ClaimMachine> ReadAsync(DateTimeOffset begun, TimeSpan duration, string extent, string command, IReadOnlyList<string>? tools, CancellationToken cancellationToken) => new()
    {
        Begun = begun,
        Duration = duration,
        Processor = Processor,
        Cores = Environment.ProcessorCount,
        MemoryBytes = Memory(),
        Kernel = Kernel(),
        Runtime = RuntimeInformation.FrameworkDescription,
        Commit = await CommitAsync(cancellationToken),
        Extent = extent,
        Command = command,
        Tools = tools ?? [],
    };

    /// <summary>On Linux the description names the distribution only.</summary>
    private static string Kernel()
    {
        const string release = "/proc/sys/kernel/osrelease";
        return File.Exists(release) ? $"{RuntimeInformation.OSDescription}, Linux {File.ReadAllText(release).Trim()}" : RuntimeInformation.OSDescription;
    }

    /// <summary>The machine's; where the system does not say, what a process may have of it.</summary>
    private static long Memory() =>
        Field("/proc/meminfo", "MemTotal") is { } text && long.TryParse(text.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out long kilobytes)
            ? kilobytes * 1024
            : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    private static string? Field(string file, string name) => File.Exists(file)
        ? File.ReadLines(file)
            .Select(static line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .FirstOrDefault(parts => parts.Length == 2 && parts[0] == name)?[1]
        : null;

    /// <summary>Of the checkout that the program lies in, wherever it was started.</summary>
    private static async Task<string?> CommitAsync(CancellationToken cancellationToken)
    {
        string? commit = await GitAsync(["rev-parse", "HEAD"], cancellationToken);
        return commit is not { Length: > CommitLength }
            ? null
            : $"{commit[..CommitLength]}{(await GitAsync(["status", "--porcelain", "-uno"], cancellationToken) is "" ? "" : "+changes")}";
    }

    /// <returns>What it wrote; null: there is no git, or it refused.</returns>
    private static async Task<string?> GitAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("git", ["-C", AppContext.BaseDirectory, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        try
        {
            using Process git = Process.Start(start)!;
            using CancellationTokenRegistration stop = cancellationToken.Register(git.Kill);
            Task<string> errors = git.StandardError.ReadToEndAsync(CancellationToken.None);
            string output = await git.StandardOutput.ReadToEndAsync(CancellationToken.None);
            await errors;
            await git.WaitForExitAsync(CancellationToken.None);
            return git.ExitCode == 0 ? output.Trim() : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
