using System.Globalization;
using System.Text.Json;
using ArchiveTransfer.Benchmarks.Client;
using ArchiveTransfer.Benchmarks.Peers;
using ArchiveTransfer.ClaimScenarios.Scenarios;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Benchmarks.Scale;

/// <summary>Whether memory and the cost of an object depend on how many there are: planned, and copied inside the store, each count in a process of its own.</summary>
internal static class CopyScale
{
    private const int Places = 64;

    /// <summary>Arguments: most objects to copy (1,000,000), most to plan (10,000,000), <c>http</c> or <c>https</c>; all optional. Tenfold from 10,000, and 20,000.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        int copied = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 1_000_000;
        int planned = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 10_000_000;
        bool tls = arguments.ElementAtOrDefault(2) != "http";
        await using PeerStage stage = await PeerStage.StartAsync(tls);
        await PeerStage.WriteHeaderAsync(new ClaimTools(), $"Objects of 20,000 bytes, {Places} in flight, {(tls ? "TLS" : "plain http")}");
        Console.WriteLine("| what | compiled | objects | wall | user+sys per object | peak memory | requests | per object beside pages | allocated per object | failed |\n|---|---|---|---|---|---|---|---|---|---|");
        int rounds = 0;
        foreach (Compilation compilation in Enum.GetValues<Compilation>())
        {
            foreach (int count in Counts(planned))
            {
                await RunOnceAsync(stage, compilation, count, ++rounds, "plan=only");
            }

            foreach (int count in Counts(copied))
            {
                await RunOnceAsync(stage, compilation, count, ++rounds);
            }
        }

        Console.WriteLine($"\nload at the end {PeerStage.LoadAverage()}");
        return 0;
    }

    private static IEnumerable<int> Counts(int most)
    {
        for (long count = 10_000; count <= most; count *= 10)
        {
            yield return (int)count;
            if (count == 10_000 && most >= 20_000)
            {
                yield return 20_000;
            }
        }
    }

    private static async Task RunOnceAsync(PeerStage stage, Compilation compilation, int objects, int round, params string[] settings)
    {
        string bucket = $"archive-{round}";
        await stage.Store.AddBucketAsync(bucket);
        await stage.Store.AddVirtualAsync(bucket, objects, "data/spot/daily/klines/BTCUSDT/1m/BTCUSDT-1m-{0:D8}.zip", 20_000);
        await stage.Store.ReadCountersAsync(reset: true);
        string[] command = stage.Collect(compilation, $"{round}/", [$"places={Places}", .. settings]);
        command[2] = bucket;
        MeasuredProcess process = await MeasuredProcess.RunAsync(command, stage.Environment, PeerStage.ClientCore);
        S3Counters counters = await stage.Store.ReadCountersAsync();
        CollectOutcome outcome = JsonSerializer.Deserialize<CollectOutcome>(process.Output.Trim().Split('\n')[^1])!;
        if (process.ExitCode != 0 || outcome.Copied != objects)
        {
            throw new InvalidDataException($"exit code {process.ExitCode}; {process.Errors[..Math.Min(2000, process.Errors.Length)]} {outcome}");
        }

        long requests = counters.Requests.Values.Sum();
        long pages = counters.Requests.GetValueOrDefault("ListObjectsV2");
        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"| {(settings.Length == 0 ? "copy" : "plan")} | {compilation} | {objects:N0} | {process.Wall.TotalSeconds:F1} s | {process.Cpu.TotalMilliseconds / objects:F4} ms | {process.PeakBytes / 1e6:F1} MB | {requests:N0} | {(double)(requests - pages) / objects:F3} | {outcome.AllocatedBytes / objects} B | {outcome.Failed} |"));
    }
}
