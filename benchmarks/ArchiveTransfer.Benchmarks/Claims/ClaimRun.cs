using System.Globalization;
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
        string? directory = arguments.FirstOrDefault(static argument => argument != Quick && !argument.StartsWith(Only, StringComparison.Ordinal));
        string command = $"dotnet run -c Release --project benchmarks/ArchiveTransfer.Benchmarks -- claims{(extent == ClaimExtent.Quick ? " " + Quick : "")}";
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        var files = new ClaimFiles(directory ?? Path.Combine("benchmarks", "results", MachineName(), "claims"));
        await using StreamWriter rounds = files.CreateRounds();
        ClaimResult result = await new ClaimComparison(extent, Console.Error.WriteLine, command).RunAsync(measured => ClaimFiles.Write(rounds, measured), only, stop.Token);
        await files.WriteAsync(result.Report);
        ConsoleReport.Write(result.Report, Console.Out, tables: true);
        return 0;
    }

    /// <summary>The day, the number of cores and who made them.</summary>
    private static string MachineName()
    {
        string model = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(static line => line.StartsWith("model name", StringComparison.Ordinal)) ?? "" : "";
        string family = Families.FirstOrDefault(name => model.Contains(name, StringComparison.OrdinalIgnoreCase)) ?? "machine";
        return string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}-{Environment.ProcessorCount}-core-{family}");
    }
}
