using System.Globalization;
using ArchiveTransfer.Benchmarks.Peers;
using ArchiveTransfer.ClaimScenarios.Scenarios;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Benchmarks.Scale;

/// <summary>
/// Whether requests are kept in flight: every request takes 50 ms, 64 are allowed at once. No client can be faster than its listing, then one copy after the other on each of 64 places.
/// </summary>
internal static class CopyLatency
{
    private const int Places = 64;

    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(50);

    /// <summary>Arguments: objects, rounds, <c>http</c> or <c>https</c>; all optional.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        int objects = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 20_000;
        int rounds = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 5;
        bool tls = arguments.ElementAtOrDefault(2) != "http";
        var tools = new ClaimTools();
        await using PeerStage stage = await PeerStage.StartAsync(tls, options => options.Shaping = new S3Shaping { Latency = Latency });
        await stage.Store.AddVirtualAsync("archive", objects, "data/spot/daily/klines/BTCUSDT/1m/BTCUSDT-1m-{0:D8}.zip", 20_000);
        await PeerStage.WriteHeaderAsync(tools, $"{objects:N0} objects copied inside the store, {Latency.TotalMilliseconds} ms each, {Places} in flight, {(tls ? "TLS" : "plain http")}");

        var peers = stage.CopyPeers(tools, objects, Places).Where(static peer => peer.Name is PeerStage.Ours or PeerStage.OursJit or "s5cmd cp" or "rclone copy").ToList();
        var results = new PeerRounds(stage.Store, stage.Environment, objects, PeerStage.ClientCore);
        await results.RunAsync(peers, rounds);

        // A page of the listing, the last copies, and all of them in their turns.
        TimeSpan least = (2 + Math.Ceiling((double)objects / Places)) * Latency;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nLeast possible {least.TotalSeconds:F2} s. Medians of {rounds} interleaved rounds; of ours from ExecuteAsync to its result, of others the process:\n\n| who | wall | times the least |\n|---|---|---|"));
        foreach (string name in peers.Select(static peer => peer.Name))
        {
            double wall = results.MedianWall(name);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {wall:F2} s | {wall / least.TotalSeconds:F3} |"));
        }

        Console.WriteLine($"\nload at the end {PeerStage.LoadAverage()}");
        return 0;
    }
}
