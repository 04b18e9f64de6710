using System.Diagnostics;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Benchmarks.Simulator;

/// <summary>Sends requests made beforehand over as many connections as wanted, one after the other on each, and checks every answer.</summary>
internal sealed class Load(S3Simulator simulator, int connections)
{
    /// <summary>Whether an answer's body is what it should be.</summary>
    public delegate bool BodyCheck(ReadOnlySpan<byte> body);

    public async Task<Measurement> RunAsync(string name, byte[][] requests, bool hasBody, BodyCheck check, string note = "")
    {
        LoadConnection[] open = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => LoadConnection.OpenAsync(simulator.Endpoint, simulator.CertificatePem)));
        GC.Collect();
        simulator.ReadCounters(reset: true);
        int next = -1;
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(open.Select(connection => Task.Run(() => DriveAsync(connection))));
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        var measured = new Measurement(
            name,
            requests.Length,
            elapsed,
            Environment.CpuUsage.TotalTime - cpu,
            GC.GetTotalAllocatedBytes(precise: true) - allocated,
            simulator.ReadCounters().PeakInFlight,
            note);
        foreach (LoadConnection connection in open)
        {
            connection.Dispose();
        }

        return measured;

        async Task DriveAsync(LoadConnection connection)
        {
            for (int i; (i = Interlocked.Increment(ref next)) < requests.Length;)
            {
                int status = await connection.ExchangeAsync(requests[i], hasBody);
                if (status != 200 || !check(connection.Body))
                {
                    throw new InvalidDataException($"{name}: request {i} was answered with {status}: {System.Text.Encoding.UTF8.GetString(connection.Body)}");
                }
            }
        }
    }
}
