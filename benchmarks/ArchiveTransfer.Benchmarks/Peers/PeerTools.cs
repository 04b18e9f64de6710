using System.Diagnostics;

namespace ArchiveTransfer.Benchmarks.Peers;

/// <summary>The programs of others, where they are.</summary>
internal sealed class PeerTools
{
    public string? S5cmd { get; } = Environment.GetEnvironmentVariable("ARCHIVETRANSFER_S5CMD")?.Split(Path.PathSeparator)[0] is { Length: > 0 } named ? named : OnPath("s5cmd");

    public string? Rclone { get; } = OnPath("rclone");

    public string? Aws { get; } = File.Exists("/usr/bin/aws") ? "/usr/bin/aws" : OnPath("aws");

    public async Task WriteVersionsAsync(TextWriter output)
    {
        foreach ((string? tool, string argument) in new[] { (S5cmd, "version"), (Rclone, "version"), (Aws, "--version") })
        {
            if (tool is null)
            {
                continue;
            }

            using Process process = Process.Start(new ProcessStartInfo(tool, argument) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            string text = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            await output.WriteLineAsync($"- {Path.GetFileName(tool)}: {text.Trim().Split('\n')[0]}");
        }
    }

    private static string? OnPath(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(directory => Path.Combine(directory, name))
        .FirstOrDefault(File.Exists);
}
