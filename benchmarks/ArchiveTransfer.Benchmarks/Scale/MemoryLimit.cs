using System.Globalization;
using System.Text.Json;
using ArchiveTransfer.Benchmarks.Client;
using ArchiveTransfer.Benchmarks.Peers;
using ArchiveTransfer.ClaimScenarios.Scenarios;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Benchmarks.Scale;

/// <summary>Whole runs in a control group with so much memory, on one core, in every mode; what swaps or is killed shows. Linux, as root.</summary>
internal static class MemoryLimit
{
    private const long MiB = 1 << 20;

    /// <summary>Arguments: objects (100,000), MiB (256), <c>http</c> or <c>https</c>; all optional; then names of the rows to run, all where there are none.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        int objects = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 100_000;
        int limit = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 256;
        bool tls = arguments.ElementAtOrDefault(2) != "http";
        string[] only = [.. arguments.Skip(3)];
        var tools = new ClaimTools();
        await using PeerStage stage = await PeerStage.StartAsync(tls);
        await stage.Store.AddVirtualAsync("archive", objects, "data/spot/daily/klines/BTCUSDT/1m/BTCUSDT-1m-{0:D8}.zip", 20_000);
        await PeerStage.WriteHeaderAsync(tools, $"{objects:N0} objects of 20,000 bytes within {limit} MiB, children included, {(tls ? "TLS" : "plain http")}");
        Console.WriteLine("| mode | compiled | transferred | failed | by | wall | most memory of the group | ran into the limit |\n|---|---|---|---|---|---|---|---|");
        List<(string What, string[] Settings)> rows =
        [
            .. Enum.GetValues<OperationMode>().Select(static mode => ($"{mode}", new[] { $"mode={mode}" })),
            ("Hybrid, streamed", ["mode=Hybrid", stage.OtherName]),
        ];
        if (tools.S5cmd is { } s5cmd)
        {
            rows.Add(("DirectSync, s5cmd", ["mode=DirectSync", "engine=S5cmd", "tags=Any", $"s5cmd={s5cmd}"]));
        }

        bool all = true;
        foreach (Compilation compilation in Enum.GetValues<Compilation>())
        {
            foreach ((string what, string[] settings) in rows.Where(row => only.Length == 0 || only.Contains(row.What)))
            {
                all &= await RunOnceAsync(stage, what, compilation, objects, limit * MiB, settings);
            }
        }

        Console.WriteLine($"\nload at the end {PeerStage.LoadAverage()}");
        return all ? 0 : 1;
    }

    private static async Task<bool> RunOnceAsync(PeerStage stage, string what, Compilation compilation, int objects, long limit, params string[] settings)
    {
        using var group = new MemoryGroup(limit);
        string prefix = $"{compilation}-{what.Replace(", ", "-", StringComparison.Ordinal)}/";
        string staging = Directory.CreateDirectory(Path.Combine(stage.Directory, "staging", prefix)).FullName;
        MeasuredProcess process = await MeasuredProcess.RunAsync(group.Run(stage.Collect(compilation, prefix, [$"staging={staging}", .. settings])), stage.Environment, PeerStage.ClientCore);
        string last = process.Output.Trim().Split('\n')[^1];
        CollectOutcome? outcome = last.StartsWith('{') ? JsonSerializer.Deserialize<CollectOutcome>(last) : null;
        bool done = process.ExitCode == 0 && outcome?.Copied == objects;
        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"| {what} | {compilation} | {outcome?.Copied:N0} | {outcome?.Failed} | {outcome?.Strategies} | {process.Wall.TotalSeconds:F1} s | {group.ReadPeak() / (double)MiB:F0} MiB | {group.ReadLimitHits()} times |"));
        if (!done)
        {
            await Console.Out.WriteLineAsync($"\n{what}: exit code {process.ExitCode}; {outcome?.Error} {process.Errors[..Math.Min(2000, process.Errors.Length)]}\n");
        }

        return done;
    }
}
