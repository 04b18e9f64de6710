using System.ComponentModel;
using System.Diagnostics;

namespace ArchiveTransfer.ClaimScenarios.Scenarios;

/// <summary>The programs of others, where they are.</summary>
internal sealed class ClaimTools
{
    public string? S5cmd { get; } = Environment.GetEnvironmentVariable("ARCHIVETRANSFER_S5CMD")?.Split(Path.PathSeparator)[0] is { Length: > 0 } named ? named : OnPath("s5cmd");

    public string? Rclone { get; } = OnPath("rclone");

    /// <summary>What a distribution installed is preferred to what a user's environment has first.</summary>
    public string? Aws { get; } = File.Exists("/usr/bin/aws") ? "/usr/bin/aws" : OnPath("aws");

    public string? Strace { get; } = OnPath("strace");

    /// <summary>Makes a file system of its own for one process; Linux.</summary>
    public string? Unshare { get; } = OperatingSystem.IsLinux() ? OnPath("unshare") : null;

    /// <summary>A line for each: name, version, when it was built.</summary>
    public async Task<IReadOnlyList<string>> DescribeAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        foreach ((string? tool, string argument) in new[] { (S5cmd, "version"), (Rclone, "version"), (Aws, "--version"), (Strace, "--version") })
        {
            if (tool is null)
            {
                continue;
            }

            try
            {
                using Process process = Process.Start(new ProcessStartInfo(tool, argument) { RedirectStandardOutput = true, RedirectStandardError = true })!;
                using CancellationTokenRegistration stop = cancellationToken.Register(process.Kill);
                Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
                string output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None) + await errors;
                await process.WaitForExitAsync(CancellationToken.None);
                lines.Add($"{Path.GetFileName(tool)}: {output.Trim().Split('\n')[0].Trim()}, file of {File.GetLastWriteTimeUtc(tool):yyyy-MM-dd}");
            }
            catch (Exception exception) when (exception is Win32Exception or IOException)
            {
                lines.Add($"{tool}: does not start: {exception.Message}");
            }
        }

        return lines;
    }

    private static string? OnPath(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(directory => Path.Combine(directory, name))
        .FirstOrDefault(File.Exists);
}
