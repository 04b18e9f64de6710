using System.Diagnostics;
using System.Globalization;
using Amazon.Runtime;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Benchmarks.CrossRegion;

/// <summary>
/// What <see cref="ArchiveCollectionOptions.CrossRegionOptimization"/> makes of server-side copies between regions: the shape <c>tokyo-virginia</c>, virtual objects, real
/// time, the store in a process of its own. One address serves both regions, as one request that reaches both needs.
/// </summary>
internal static class CrossRegionCopies
{
    private const string Tokyo = "ap-northeast-1";
    private const string Virginia = "us-east-1";

    private static readonly int[] Ceilings = [64, 128, 256, 512];
    private static readonly int[] PartSizes = [50, 128, 256];
    private static readonly bool[] Settings = [false, true];

    /// <summary>Arguments: objects, MiB of each, rounds; or <c>sweep</c>, objects, MiB of each: explicit part sizes and ceilings side by side.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        bool sweep = arguments is ["sweep", ..];
        string[] numbers = sweep ? arguments[1..] : arguments;
        int objects = Argument(numbers, 0, 200);
        long mebibytes = Argument(numbers, 1, 1024);
        int rounds = Argument(numbers, 2, 3);
        await using S3SimulatorProcess store = await S3Simulator.StartProcessAsync(static options =>
        {
            options.KeepRequestLog = false;
            options.Region = Virginia;
            options.AcceptedRegions.Add(Tokyo);
            options.Shaping = S3Shaping.TokyoVirginia;
        });
        await store.AddBucketAsync("archive");
        // Encrypted parts have ETags that are no MD5s; hashing parts of 50 MiB would keep the store busier than the network that it plays.
        await store.AddBucketAsync("lake", defaultKms: true);
        await store.AddVirtualAsync("archive", objects, "data/spot/daily/aggTrades/BTCUSDT/BTCUSDT-aggTrades-{0:D6}.zip", mebibytes << 20);

        Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}, {objects} objects of {mebibytes} MiB, shape tokyo-virginia; load {LoadAverage()}");
        Console.WriteLine();
        Console.WriteLine("| round | setting | wall | copied per second | part copies | most requests in flight | throttled |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        if (sweep)
        {
            foreach ((int part, int concurrency) in from concurrency in Ceilings from part in PartSizes select (part, concurrency))
            {
                await MeasureAsync(store, 0, $"{part} MiB, {concurrency} in flight", objects, options => (options.PartSizeMiB, options.MaxConcurrency) = (part, concurrency));
            }
        }
        else
        {
            var times = new Dictionary<bool, List<double>> { [false] = [], [true] = [] };
            for (int round = 1; round <= rounds; round++)
            {
                foreach (bool on in Settings)
                {
                    times[on].Add(await MeasureAsync(store, round, on ? "on" : "off", objects, options => options.CrossRegionOptimization = on));
                }
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"\nmedians: off {Median(times[false]):F1} s, on {Median(times[true]):F1} s, {Median(times[false]) / Median(times[true]):F2} times as fast"));
        }

        Console.WriteLine($"load at the end {LoadAverage()}");
        return 0;
    }

    private static async Task<double> MeasureAsync(S3SimulatorProcess store, int round, string setting, int objects, Action<ArchiveCollectionOptions> configure)
    {
        await store.ReadCountersAsync(reset: true);
        var credentials = new BasicAWSCredentials(store.Owner.AccessKey, store.Owner.SecretKey);
        await using ArchiveCollectionWorkflow workflow = ArchiveCollectionWorkflow.Create(
            options =>
            {
                (options.Source.Bucket, options.Source.ServiceUrl, options.Source.Region) = ("archive", store.Endpoint, Tokyo);
                (options.Destination.Bucket, options.Destination.ServiceUrl, options.Destination.Region) = ("lake", store.Endpoint, Virginia);
                options.Destination.Prefix = $"{round}/{setting}/";
                options.OperationMode = OperationMode.DirectSync;
                configure(options);
            },
            new ArchiveCollectionComponents { SourceCredentials = credentials, DestinationCredentials = credentials });
        long begun = Stopwatch.GetTimestamp();
        ArchiveCollectionResult result = await workflow.ExecuteAsync();
        TimeSpan wall = Stopwatch.GetElapsedTime(begun);
        if (result.Totals.Copied != objects)
        {
            throw new InvalidDataException($"{result.Totals.Copied} of {objects} copied: {result.Error?.Message} {string.Join(' ', result.Warnings)}");
        }

        S3Counters counters = await store.ReadCountersAsync();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {round} | {setting} | {wall.TotalSeconds:F1} s | {counters.StoreBytesCopied / wall.TotalSeconds / 1e9:F2} GB | {counters.Requests.GetValueOrDefault("UploadPartCopy")} | {counters.PeakInFlight} | {result.Measurements.Throttles} |"));
        return wall.TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static int Argument(string[] arguments, int position, int otherwise) =>
        position < arguments.Length ? int.Parse(arguments[position], CultureInfo.InvariantCulture) : otherwise;

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";
}
