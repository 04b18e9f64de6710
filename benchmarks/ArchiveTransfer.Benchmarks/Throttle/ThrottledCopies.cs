using System.Diagnostics;
using System.Globalization;
using Amazon.Runtime;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Benchmarks.Throttle;

/// <summary>
/// Copies against a store that refuses more than so many writes a second, after the same latency: how much of that rate is reached, what share
/// of requests is refused, and how the limit moves. The store in a process of its own, virtual objects, real time.
/// </summary>
internal static class ThrottledCopies
{
    private const int Burst = 350;

    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(100);

    /// <summary>Arguments: objects (100,000), writes a second (3,500; 0: no limit), MaxConcurrency (0: not set).</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        int objects = Argument(arguments, 0, 100_000);
        int perSecond = Argument(arguments, 1, 3_500);
        int ceiling = Argument(arguments, 2, 0);
        await using S3SimulatorProcess store = await S3Simulator.StartProcessAsync(options =>
        {
            options.KeepRequestLog = false;
            options.Shaping = new S3Shaping { Latency = Latency, WritesPerSecond = perSecond == 0 ? null : perSecond, RequestBurst = Burst };
        });
        await store.AddBucketAsync("archive");
        await store.AddBucketAsync("lake");
        await store.AddVirtualAsync("archive", objects, "data/spot/daily/klines/BTCUSDT-{0:D8}.zip", 1);
        await store.RememberCopiesAsync("lake", "archive");
        string limit = perSecond == 0 ? "no limit" : string.Create(CultureInfo.InvariantCulture, $"{perSecond} writes a second (burst {Burst})");
        Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}, {objects} objects, {Latency.TotalMilliseconds} ms, {limit}, MaxConcurrency {(ceiling == 0 ? "not set" : ceiling)}; load {LoadAverage()}");

        var credentials = new BasicAWSCredentials(store.Owner.AccessKey, store.Owner.SecretKey);
        await using ArchiveCollectionWorkflow workflow = ArchiveCollectionWorkflow.Create(
            options =>
            {
                (options.Source.Bucket, options.Source.ServiceUrl) = ("archive", store.Endpoint);
                (options.Destination.Bucket, options.Destination.ServiceUrl) = ("lake", store.Endpoint);
                options.OperationMode = OperationMode.DirectSync;
                options.MaxConcurrency = ceiling == 0 ? null : ceiling;
                options.ProgressInterval = TimeSpan.FromMilliseconds(250);
            },
            new ArchiveCollectionComponents { SourceCredentials = credentials, DestinationCredentials = credentials });

        var samples = new Samples();
        TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime;
        long begun = Stopwatch.GetTimestamp();
        ArchiveCollectionResult result = await workflow.ExecuteAsync(new ArchiveCollectionRunOptions { Progress = samples });
        TimeSpan wall = Stopwatch.GetElapsedTime(begun);
        TimeSpan spent = Process.GetCurrentProcess().TotalProcessorTime - processor;

        // The half of the objects that came last, by the server's own count of what it took and what it refused.
        S3Counters counters = await store.ReadCountersAsync();
        Report("all", result.Totals.Copied, result.Measurements.Throttles, wall, perSecond);
        if (samples.All.FirstOrDefault(sample => sample.Totals.Copied >= objects / 2) is { } half && samples.All.LastOrDefault(static sample => sample.IsFinal) is { } last)
        {
            S3LoadSample[] second = [.. counters.Timeline.Where(sample => sample.Start >= counters.TimelineInterval * counters.Timeline.Count - (wall - half.Elapsed))];
            long refused = second.Sum(static sample => sample.Rejected);
            Report("second half", last.Totals.Copied - half.Totals.Copied, refused, last.Elapsed - half.Elapsed, perSecond);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"failed {result.Totals.Failed}; most in flight {counters.PeakInFlight}; client CPU {spent.TotalMilliseconds / objects:F3} ms per object; load {LoadAverage()}"));
        Console.WriteLine();
        Console.WriteLine("| at | limit | copied | copied per second since |");
        Console.WriteLine("|---|---|---|---|");
        ArchiveCollectionProgress? before = null;
        foreach (ArchiveCollectionProgress sample in samples.Spread(40))
        {
            double rate = before is null ? 0 : (sample.Totals.Copied - before.Totals.Copied) / (sample.Elapsed - before.Elapsed).TotalSeconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {sample.Elapsed.TotalSeconds:F1} s | {sample.ConcurrencyLimit} | {sample.Totals.Copied} | {rate:F0} |"));
            before = sample;
        }

        return result.Totals.Copied == objects ? 0 : 1;
    }

    private static void Report(string what, long copied, long refused, TimeSpan wall, int perSecond)
    {
        double rate = copied / wall.TotalSeconds;
        string share = perSecond == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({100 * rate / perSecond:F1} % of the limit)");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{what}: {copied} copied in {wall.TotalSeconds:F1} s, {rate:F0} a second{share}, {100.0 * refused / Math.Max(1, copied + refused):F2} % of requests refused"));
    }

    private static int Argument(string[] arguments, int position, int otherwise) =>
        position < arguments.Length ? int.Parse(arguments[position], CultureInfo.InvariantCulture) : otherwise;

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";

    /// <summary>Keeps what the run reports, in its order.</summary>
    private sealed class Samples : IProgress<ArchiveCollectionProgress>
    {
        public List<ArchiveCollectionProgress> All { get; } = [];

        public void Report(ArchiveCollectionProgress value) => All.Add(value);

        public IEnumerable<ArchiveCollectionProgress> Spread(int rows)
        {
            int step = Math.Max(1, All.Count / rows);
            return All.Where((_, index) => index % step == 0);
        }
    }
}
