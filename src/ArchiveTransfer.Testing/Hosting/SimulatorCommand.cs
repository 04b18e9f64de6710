using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;

namespace ArchiveTransfer.Testing.Hosting;

/// <summary>How this assembly is started by itself: with the runtime, the dependencies and the settings of the program that references it.</summary>
internal static class SimulatorCommand
{
    private const string Advice = "Run it framework-dependent (dotnet run, dotnet test, publish without self-contained), or use S3Simulator.StartAsync.";

    /// <param name="wakesByTheClock">It has bodies to pass on a hundred times a second each.</param>
    public static ProcessStartInfo Create(bool wakesByTheClock)
    {
        var dependencies = Dependencies();
        var start = new ProcessStartInfo(Runtime())
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            CreateNoWindow = true,
        };
        if (wakesByTheClock)
        {
            // Threads that look for more work for a while before they sleep find none until the next tick: measured, half of what a paced body costs.
            start.Environment["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0";
        }

        start.ArgumentList.Add("exec");
        start.ArgumentList.Add("--depsfile");
        start.ArgumentList.Add(dependencies);
        start.ArgumentList.Add("--runtimeconfig");
        start.ArgumentList.Add(RuntimeConfiguration(dependencies));
        start.ArgumentList.Add(Program());
        return start;
    }

    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "Empty in a single file, which is refused.")]
    private static string Program() => typeof(SimulatorCommand).Assembly.Location is { Length: > 0 } location
        ? location
        : throw new PlatformNotSupportedException($"A program that is a single file cannot start a simulator as a process of its own. {Advice}");

    /// <summary>The host that runs this very process has the runtime that this process needs: it lies above <c>shared/Microsoft.NETCore.App/version</c>.</summary>
    private static string Runtime()
    {
        var framework = Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory());
        var host = Path.Combine(framework, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return Path.GetFileName(Path.GetDirectoryName(framework)) == "Microsoft.NETCore.App" && File.Exists(host)
            ? Path.GetFullPath(host)
            : throw new PlatformNotSupportedException($"A self-contained program cannot start a simulator as a process of its own: it has no dotnet to start it with. {Advice}");
    }

    private static string Dependencies()
    {
        var files = (AppContext.GetData("APP_CONTEXT_DEPS_FILES") as string)?.Split(';') ?? [];
        return files.Length > 0 && File.Exists(files[0])
            ? files[0]
            : throw new PlatformNotSupportedException($"This program runs without a .deps.json, so a simulator as a process of its own would not find its dependencies. {Advice}");
    }

    private static string RuntimeConfiguration(string dependencies)
    {
        const string Ending = ".deps.json";
        var file = dependencies.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) ? dependencies[..^Ending.Length] + ".runtimeconfig.json" : dependencies;
        return File.Exists(file)
            ? file
            : throw new PlatformNotSupportedException($"There is no {file}, which says what runtime a simulator as a process of its own is to run on. {Advice}");
    }
}
