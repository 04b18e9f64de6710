using System.Globalization;
using System.Text.Json;
using ArchiveTransfer.Benchmarks.Client;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Benchmarks.Peers;

/// <summary>Interleaved rounds of one case: the store warmed by one run that does not count, then every peer once, in turning order, and again; medians and ratios to ours.</summary>
/// <param name="bytesThroughClient">That each of them must take in and give out; 0: none is asked for.</param>
internal sealed class PeerRounds(S3SimulatorProcess store, IReadOnlyDictionary<string, string> environment, long objects, int? core, long bytesThroughClient = 0)
{
    private readonly Dictionary<string, List<(MeasuredProcess Process, CollectOutcome? Outcome)>> measured = [];

    public async Task RunAsync(IReadOnlyList<Peer> peers, int rounds)
    {
        // The store compiles itself while it is used: whoever came first would wait for it.
        _ = await ProcessOfAsync(peers[0], "uncounted/");
        await Console.Out.WriteLineAsync("| round | who | wall | client user+sys | per object | peak memory | requests | allocated per object |\n|---|---|---|---|---|---|---|---|");
        for (int round = 0; round < rounds; round++)
        {
            for (int turn = 0; turn < peers.Count; turn++)
            {
                Peer peer = peers[(turn + round) % peers.Count];
                await MeasureAsync(peer, round);
            }
        }
    }

    public double MedianCpu(string name) => Median(measured[name].Select(static entry => entry.Process.Cpu.TotalSeconds));

    public double MedianPeakMegabytes(string name) => Median(measured[name].Select(static entry => entry.Process.PeakBytes / 1e6));

    public double MedianWall(string name) => Median(measured[name].Select(static entry => entry.Outcome?.Seconds ?? entry.Process.Wall.TotalSeconds));

    public double MedianAllocated(string name) => Median(measured[name].Select(entry => (double)entry.Outcome!.AllocatedBytes / objects));

    public bool Has(string name) => measured.ContainsKey(name);

    private async Task MeasureAsync(Peer peer, int round)
    {
        string prefix = $"{round}/{peer.Name.Replace(' ', '-').Replace(",", "", StringComparison.Ordinal)}/";
        await store.ReadCountersAsync(reset: true);
        MeasuredProcess process = await ProcessOfAsync(peer, prefix);
        S3Counters counters = await store.ReadCountersAsync();
        long written = counters.Requests.GetValueOrDefault("CopyObject") + counters.Requests.GetValueOrDefault("PutObject") + counters.Requests.GetValueOrDefault("CompleteMultipartUpload");
        CollectOutcome? outcome = peer.IsOurs ? JsonSerializer.Deserialize<CollectOutcome>(process.Output.Trim().Split('\n')[^1]) : null;
        if (process.ExitCode != 0 || written < objects || counters.BytesIn < bytesThroughClient)
        {
            throw new InvalidDataException($"{peer.Name}: exit code {process.ExitCode}, {written} of {objects} written, {counters.BytesIn} bytes sent. {process.Errors[..Math.Min(2000, process.Errors.Length)]} {outcome}");
        }

        if (!measured.TryGetValue(peer.Name, out var list))
        {
            measured[peer.Name] = list = [];
        }

        list.Add((process, outcome));
        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"| {round + 1} | {peer.Name} | {process.Wall.TotalSeconds:F2} s | {process.Cpu.TotalSeconds:F2} s | {process.Cpu.TotalMilliseconds / objects:F4} ms | {process.PeakBytes / 1e6:F0} MB | {counters.Requests.Values.Sum()} | {(outcome is null ? "" : $"{outcome.AllocatedBytes / objects} B")} |"));
    }

    private Task<MeasuredProcess> ProcessOfAsync(Peer peer, string prefix) => MeasuredProcess.RunAsync(peer.Command(prefix), environment, core, peer.Input?.Invoke(prefix));

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
