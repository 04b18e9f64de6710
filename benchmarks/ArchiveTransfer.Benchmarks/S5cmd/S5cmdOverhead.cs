using System.Diagnostics;
using System.Globalization;
using Amazon.Runtime;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Benchmarks.S5cmd;

/// <summary>
/// What the library adds to an s5cmd that it drives: processor time of this process beside that of the child, for the same objects, the store in a
/// process of its own. Listing both sides, comparing, feeding, reading the output and proving each copy by the listing are all on this side.
/// </summary>
internal static class S5cmdOverhead
{
    private const int Size = 20_000;

    /// <summary>Arguments: path of s5cmd, objects, lines in flight, rounds; all optional.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        string? tool = arguments.ElementAtOrDefault(0) ?? Environment.GetEnvironmentVariable("ARCHIVETRANSFER_S5CMD")?.Split(Path.PathSeparator)[0];
        int objects = Argument(arguments, 1, 20_000);
        int concurrency = Argument(arguments, 2, 64);
        int rounds = Argument(arguments, 3, 5);
        await using S3SimulatorProcess store = await S3Simulator.StartProcessAsync(static options => options.KeepRequestLog = false);
        await store.AddBucketAsync("archive");
        await store.AddBucketAsync("lake");
        await store.AddVirtualAsync("archive", objects, "data/spot/daily/klines/BTCUSDT/1m/BTCUSDT-1m-{0:D8}.zip", Size);

        Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}, {objects} objects of {Size} bytes, {concurrency} lines in flight, plain HTTP over loopback; load {LoadAverage()}");
        Console.WriteLine();
        Console.WriteLine("| round | wall | s5cmd, CPU | library, CPU | library adds | library, CPU per object | copies and listings |");
        Console.WriteLine("|---|---|---|---|---|---|---|");

        // The first includes the start of this process and the compilation of everything it runs.
        TimeSpan before = TimeSpan.Zero;
        for (int round = 0; round <= rounds; round++)
        {
            TimeSpan childrenBefore = ChildrenTime();
            long begun = Stopwatch.GetTimestamp();
            ArchiveCollectionResult result = await CollectAsync(store, tool, $"{round}/", concurrency);
            TimeSpan wall = Stopwatch.GetElapsedTime(begun);
            using Process self = Process.GetCurrentProcess();
            TimeSpan own = self.TotalProcessorTime - before;
            TimeSpan child = ChildrenTime() - childrenBefore;
            if (result.Totals.Copied != objects || result.Strategies.Any(static strategy => strategy.Strategy != TransferStrategyNames.S5cmd))
            {
                throw new InvalidDataException($"{result.Totals.Copied} of {objects} copied: {result.Error?.Message} {string.Join(' ', result.Warnings)}");
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {(round == 0 ? "first, process start and compilation included" : round)} | {wall.TotalSeconds:F2} s | {child.TotalSeconds:F2} s | {own.TotalSeconds:F2} s | {100 * own / child:F1} % | {own.TotalMicroseconds / objects:F0} us | {result.Measurements.Requests["CopyObject"]} + {result.Measurements.Requests["ListObjectsV2"]} |"));
            self.Refresh();
            before = self.TotalProcessorTime;
        }

        Console.WriteLine($"\nload at the end {LoadAverage()}");
        return 0;
    }

    private static async Task<ArchiveCollectionResult> CollectAsync(S3SimulatorProcess store, string? tool, string prefix, int concurrency)
    {
        await using ArchiveCollectionWorkflow workflow = ArchiveCollectionWorkflow.Create(
            options =>
            {
                options.Source.Bucket = "archive";
                options.Source.ServiceUrl = store.Endpoint;
                options.Destination.Bucket = "lake";
                options.Destination.Prefix = prefix;
                options.Destination.ServiceUrl = store.Endpoint;
                options.DirectEngine = DirectEngine.S5cmd;
                options.S5cmd.ExecutablePath = tool;
                options.Tags = TagHandling.Any;
                options.MaxConcurrency = concurrency;
                options.BatchSize = concurrency;
            },
            new ArchiveCollectionComponents
            {
                SourceCredentials = new BasicAWSCredentials(store.Owner.AccessKey, store.Owner.SecretKey),
                DestinationCredentials = new BasicAWSCredentials(store.Owner.AccessKey, store.Owner.SecretKey),
            });
        return await workflow.ExecuteAsync();
    }

    /// <summary>Processor time of children that have ended and were waited for; the store's process still runs.</summary>
    private static TimeSpan ChildrenTime()
    {
        const int TicksPerSecond = 100;
        string stat = File.ReadAllText("/proc/self/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds((long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture)) / (double)TicksPerSecond);
    }

    private static int Argument(string[] arguments, int position, int otherwise) =>
        position < arguments.Length ? int.Parse(arguments[position], CultureInfo.InvariantCulture) : otherwise;

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";
}
