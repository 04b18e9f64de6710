using System.Globalization;
using ArchiveTransfer.ClaimScenarios.Scenarios;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Benchmarks.Peers;

/// <summary>
/// What a server-side copy costs the client, against s5cmd, rclone and <c>aws s3 sync</c>: whole processes on one core, the store in a process of its own on another,
/// answering at once, the same objects for everybody.
/// </summary>
internal static class PeerCopies
{
    private const int Size = 20_000;
    private const int Places = 64;

    /// <summary>Arguments: objects, rounds, <c>http</c> or <c>https</c>; all optional; then names of peers to leave out.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        int objects = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 20_000;
        int rounds = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 5;
        bool tls = arguments.ElementAtOrDefault(2) != "http";
        string[] without = [.. arguments.Skip(3)];
        var tools = new ClaimTools();
        await using PeerStage stage = await PeerStage.StartAsync(tls);
        await stage.Store.AddVirtualAsync("archive", objects, "data/spot/daily/klines/BTCUSDT/1m/BTCUSDT-1m-{0:D8}.zip", Size);
        await PeerStage.WriteHeaderAsync(tools, $"{objects:N0} objects of {Size:N0} bytes copied inside the store, {Places} in flight, {(tls ? "TLS" : "plain http")}");

        var peers = stage.CopyPeers(tools, objects, Places).Where(peer => !without.Contains(peer.Name)).ToList();
        var results = new PeerRounds(stage.Store, stage.Environment, objects, PeerStage.ClientCore);
        await results.RunAsync(peers, rounds);

        Console.WriteLine($"\nMedians of {rounds} interleaved rounds:\n\n| who | client user+sys per object | times ours | times ours, JIT | peak memory |\n|---|---|---|---|---|");
        double ours = results.MedianCpu(PeerStage.Ours);
        double jit = results.Has(PeerStage.OursJit) ? results.MedianCpu(PeerStage.OursJit) : double.NaN;
        foreach (string name in peers.Select(static peer => peer.Name))
        {
            double cpu = results.MedianCpu(name);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {name} | {1000 * cpu / objects:F4} ms | {cpu / ours:F2} | {cpu / jit:F2} | {results.MedianPeakMegabytes(name):F0} MB |"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nallocated per copied object, whole process: {results.MedianAllocated(PeerStage.Ours):F0} B; load at the end {PeerStage.LoadAverage()}"));
        return 0;
    }
}
