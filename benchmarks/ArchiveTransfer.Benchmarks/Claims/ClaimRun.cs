using System.Globalization;
using System.Runtime.InteropServices;
using ArchiveTransfer.ClaimScenarios.Rendering;
using ArchiveTransfer.ClaimScenarios.Reporting;
using ArchiveTransfer.ClaimScenarios.Scenarios;

namespace ArchiveTransfer.Benchmarks.Claims;

/// <summary>Every promise, measured: <c>-- claims</c>. The exit code says whether it was measured, never what came of it.</summary>
internal static class ClaimRun
{
    private const string Quick = "--quick";
    private const string Only = "only=";

    private static readonly string[] Families = ["epyc", "xeon", "ryzen", "core"];

    /// <summary>Arguments: a directory for the results, <c>--quick</c>, and <c>only=</c> with the name of a scenario, any number of times; all optional.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        ClaimExtent extent = arguments.Contains(Quick) ? ClaimExtent.Quick : ClaimExtent.Full;
        string[] only = [.. arguments.Where(static argument => argument.StartsWith(Only, StringComparison.Ordinal)).Select(static argument => argument[Only.Length..])];
        string[] others = [.. arguments.Where(static argument => argument != Quick && !argument.StartsWith(Only, StringComparison.Ordinal))];
        if (others.Length > 1 || others.Any(static other => other.StartsWith('-')) || only.Except(ClaimComparison.Names).Any())
        {
            await Console.Error.WriteLineAsync($"claims: arguments are {Quick}, {Only}NAME (of {string.Join(", ", ClaimComparison.Names)}) and one directory, not '{string.Join(' ', arguments)}'.");
            return 2;
        }

        string directory = others.FirstOrDefault() ?? Path.Combine("benchmarks", "results", MachineName(), "claims");
        var files = new ClaimFiles(directory);
        if (File.Exists(files.RoundsPath))
        {
            await Console.Error.WriteLineAsync($"claims: '{files.RoundsPath}' holds rounds already; give another directory, or move them.");
            return 2;
        }

        using var stop = new CancellationTokenSource();
        using PosixSignalRegistration interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        string command = string.Join(' ', ["dotnet run -c Release --project benchmarks/ArchiveTransfer.Benchmarks -- claims", .. arguments.Except(others)]);
        ClaimResult result;
        await using (StreamWriter rounds = files.CreateRounds())
        {
            result = await new ClaimComparison(extent, Console.Error.WriteLine, command).RunAsync(measured => ClaimFiles.Write(rounds, measured), only, stop.Token);
        }

        files.Write(result.Rounds);
        await files.WriteAsync(result.Report);
        ConsoleReport.Write(result.Report, Console.Out, tables: true);
        return stop.IsCancellationRequested ? 130 : 0;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    /// <summary>The day, the number of cores and who made them.</summary>
    private static string MachineName()
    {
        string model = ClaimMachineReader.Processor;
        string family = Families.FirstOrDefault(name => model.Contains(name, StringComparison.OrdinalIgnoreCase)) ?? "machine";
        return string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}-{Environment.ProcessorCount}-core-{family}");
    }
}
