using System.Diagnostics;
using System.Reflection;
using Xunit;

namespace ArchiveTransfer.S5cmd;

/// <summary>The stand-in for s5cmd, which behaves as was recorded of the real one, or worse where it is told to.</summary>
internal static class FakeS5cmd
{
    private static string Program => typeof(FakeS5cmd).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static attribute => attribute.Key == "FakeS5cmd").Value!;

    private static string RuntimeDirectory => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));

    /// <summary>Writes an executable <c>s5cmd</c> that needs nothing of its environment, and returns its path; skips the test where there is no sh.</summary>
    /// <param name="behaviour">What is wrong with it: <c>panic:2,noise</c>. Empty: nothing.</param>
    public static string Install(string directory, string behaviour = "")
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The launcher of the stand-in for s5cmd is a script for sh.");
        var path = Path.Combine(directory, "s5cmd");
        WriteExecutable(
            path,
            $"""
            #!/bin/sh
            export FAKE_S5CMD={Quote(behaviour)}
            export DOTNET_ROOT={Quote(RuntimeDirectory)}
            export DOTNET_EnableDiagnostics=0
            exec {Quote(Path.Combine(RuntimeDirectory, "dotnet"))} {Quote(Program)} "$@"

            """);
        return path;
    }

    /// <summary>
    /// Writes a script that can be run at once. A child writes it: what this process has open for writing, a child that another test starts at that moment holds on to, and a
    /// file that is open for writing cannot be executed ("Text file busy").
    /// </summary>
    public static void WriteExecutable(string path, string script)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", "cat > \"$1\" && chmod 755 \"$1\"", "sh", path]) { RedirectStandardInput = true };
        using var writer = Process.Start(start)!;
        writer.StandardInput.Write(script);
        writer.StandardInput.Close();
        writer.WaitForExit();
        Assert.Equal(0, writer.ExitCode);
    }

    private static string Quote(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
