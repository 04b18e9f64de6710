using System.Globalization;
using ArchiveTransfer.ClaimScenarios.Scenarios;

namespace ArchiveTransfer.Benchmarks.Peers;

/// <summary>
/// What a byte that flows through the client costs it, against rclone: whole processes on one core, the store in a process of its own on another. Over plain http every byte is
/// hashed with SHA-256 for its signature.
/// </summary>
internal static class PeerStreams
{
    private const long MiB = 1 << 20;
    private const int AtOnce = 4;

    /// <summary>Arguments: objects, MiB of each, rounds, <c>http</c> or <c>https</c>; all optional.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        int objects = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 40;
        int size = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 64;
        int rounds = arguments.Length > 2 ? int.Parse(arguments[2], CultureInfo.InvariantCulture) : 5;
        bool tls = arguments.ElementAtOrDefault(3) == "https";
        long bytes = objects * size * MiB;
        var tools = new ClaimTools();
        await using PeerStage stage = await PeerStage.StartAsync(tls);
        await stage.Store.AddVirtualAsync("archive", objects, "data/spot/monthly/trades/BTCUSDT/BTCUSDT-trades-{0:D4}.zip", size * MiB);
        await PeerStage.WriteHeaderAsync(tools, $"{objects} objects of {size} MiB streamed, {AtOnce} at a time, {(tls ? "TLS" : "plain http, signed payloads")}");

        var peers = stage.StreamPeers(tools, AtOnce).ToList();
        var results = new PeerRounds(stage.Store, stage.Environment, objects, PeerStage.ClientCore, bytes);
        await results.RunAsync(peers, rounds);

        Console.WriteLine($"\nMedians of {rounds} interleaved rounds:\n\n| who | client user+sys per GB | MB per CPU second | wall | peak memory |\n|---|---|---|---|---|");
        foreach (string name in peers.Select(static peer => peer.Name))
        {
            double cpu = results.MedianCpu(name);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {cpu / (bytes / 1e9):F2} s | {bytes / cpu / 1e6:F0} | {results.MedianWall(name):F1} s | {results.MedianPeakMegabytes(name):F0} MB |"));
        }

        Console.WriteLine($"\nload at the end {PeerStage.LoadAverage()}");
        return 0;
    }
}
