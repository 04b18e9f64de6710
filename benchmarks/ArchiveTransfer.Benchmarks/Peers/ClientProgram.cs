using System.Diagnostics;

namespace ArchiveTransfer.Benchmarks.Peers;

/// <summary>Our side of a comparison: a program that uses the library.</summary>
internal static class ClientProgram
{
    private const string Project = "benchmarks/ArchiveTransfer.Benchmarks.Client";

    /// <returns>Path of the executable.</returns>
    public static async Task<string> PublishAsync(string directory, Compilation compilation)
    {
        string target = Path.Combine(directory, compilation.ToString());
        string[] how = compilation == Compilation.Ahead ? ["-p:PublishAot=true"] : ["--self-contained", "false", "-p:PublishReadyToRun=true"];
        var start = new ProcessStartInfo("dotnet", ["publish", Root(), "-c", "Release", "-r", $"{(OperatingSystem.IsMacOS() ? "osx" : "linux")}-{System.Runtime.InteropServices.RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}", .. how, "-p:RunAnalyzers=false", "-v", "quiet", "-o", target])
        {
            RedirectStandardOutput = true,
        };
        using Process publish = Process.Start(start)!;
        string output = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? Path.Combine(target, "collect") : throw new InvalidOperationException(output);
    }

    private static string Root()
    {
        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            string candidate = Path.Combine(directory.FullName, Project);
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new InvalidOperationException($"Run this from a checkout: {Project} is published for it.");
    }
}
