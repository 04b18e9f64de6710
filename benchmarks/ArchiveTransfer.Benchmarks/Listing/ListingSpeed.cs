using System.Diagnostics;
using System.Globalization;
using ArchiveTransfer.Benchmarks.InMemory;
using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Sources;

namespace ArchiveTransfer.Benchmarks.Listing;

/// <summary>
/// What reading one prefix by many requests brings against one page after the other, in order, from a store in memory that takes 50 ms for each answer. Each measurement is
/// a process of its own.
/// </summary>
internal static class ListingSpeed
{
    public const string Name = "listing";

    private const string Serial = "serial";
    private const string Parallel = "parallel";
    private const string Both = "both-sides";

    /// <summary>Keys that the other side lacks at its beginning, so that its pages end elsewhere.</summary>
    private const int Shift = SlowListedStore.PageSize / 2;
    private const string ResetPeak = "5";

    private static readonly TimeSpan PerPage = TimeSpan.FromMilliseconds(50);

    /// <summary>Arguments: keys, rounds.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is ["one", string shape, string mode, string keys])
        {
            await MeasureAsync(shape, mode, int.Parse(keys, CultureInfo.InvariantCulture));
            return 0;
        }

        string count = arguments.ElementAtOrDefault(0) ?? "1000000";
        int rounds = int.Parse(arguments.ElementAtOrDefault(1) ?? "1", CultureInfo.InvariantCulture);
        Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}, {count} keys, {PerPage.TotalMilliseconds} ms a page; load {LoadAverage()}");
        Console.WriteLine();
        Console.WriteLine("| round | keys | mode | wall | times as fast | requests | pages | requests per page | peak working set above the start | CPU |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        for (int round = 1; round <= rounds; round++)
        {
            foreach (string name in ListingShape.Names)
            {
                double serial = await ReportAsync(round, name, Serial, count, null);
                await ReportAsync(round, name, Parallel, count, serial);
                await ReportAsync(round, name, Both, count, serial);
            }
        }

        Console.WriteLine();
        Console.WriteLine($"load at the end {LoadAverage()}");
        return 0;
    }

    private static async Task<double> ReportAsync(int round, string shape, string mode, string count, double? serial)
    {
        using Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Name, "one", shape, mode, count]) { RedirectStandardOutput = true })!;
        string[] values = (await process.StandardOutput.ReadToEndAsync()).Trim().Split(' ');
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidDataException($"Listing {shape} {mode} ended with {process.ExitCode}.");
        }

        double[] numbers = [.. values.Select(static value => double.Parse(value, CultureInfo.InvariantCulture))];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {round} | {shape} | {mode} | {numbers[0]:F2} s | {(serial is { } wall ? wall / numbers[0] : 1):F1} | {numbers[1]:F0} | {numbers[2]:F0} | {numbers[1] / numbers[2]:F2} | {numbers[3]:F1} MB | {numbers[4]:F1} s |"));
        return numbers[0];
    }

    private static async Task MeasureAsync(string shape, string mode, int count)
    {
        string[] keys = ListingShape.Create(shape, count);
        var other = new SlowListedStore(keys[Shift..], PerPage);
        var store = new SlowListedStore(keys, PerPage);
        using var run = new RunInMemory(store, other);
        var waits = new ListingWaits();
        var reader = new ListingReader(store, run.Run.SourceSender, "archive", ListingShape.Prefix) { Waits = waits };
        await using IAsyncEnumerator<ListedObject>? beside = mode == Both ? ReadKeysAsync(new ListingReader(other, run.Run.DestinationSender, "lake", ListingShape.Prefix) { Waits = waits }).GetAsyncEnumerator() : null;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        long before = ReadStatus("VmRSS:");
        await File.WriteAllTextAsync("/proc/self/clear_refs", ResetPeak);
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long begun = Stopwatch.GetTimestamp();
        int read = 0;
        await foreach (IReadOnlyList<ListedObject> page in mode == Serial ? ReadSeriallyAsync(store, run.Run.SourceSender) : reader.ReadAsync(startAfter: null, until: null, CancellationToken.None))
        {
            foreach (ListedObject item in page)
            {
                if (item.Key != keys[read++])
                {
                    throw new InvalidDataException($"'{item.Key}' is not the key number {read}.");
                }

                if (beside is not null && read > Shift && !(await beside.MoveNextAsync() && beside.Current.Key == item.Key))
                {
                    throw new InvalidDataException($"The other side does not list '{item.Key}' beside.");
                }
            }
        }

        TimeSpan wall = Stopwatch.GetElapsedTime(begun);
        if (read != keys.Length)
        {
            throw new InvalidDataException($"{read} of {keys.Length} keys.");
        }

        int pages = (keys.Length + SlowListedStore.PageSize - 1) / SlowListedStore.PageSize;
        double peak = (ReadStatus("VmHWM:") - before) / 1e6;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{wall.TotalSeconds} {store.Requests + other.Requests} {(mode == Both ? 2 * pages : pages)} {peak} {(Environment.CpuUsage.TotalTime - cpu).TotalSeconds}"));
    }

    private static async IAsyncEnumerable<ListedObject> ReadKeysAsync(ListingReader reader)
    {
        await foreach (IReadOnlyList<ListedObject> page in reader.ReadAsync(startAfter: null, until: null, CancellationToken.None))
        {
            for (int index = 0; index < page.Count; index++)
            {
                yield return page[index];
            }
        }
    }

    /// <summary>One page after the other, the next one asked for while this one is read.</summary>
    private static async IAsyncEnumerable<IReadOnlyList<ListedObject>> ReadSeriallyAsync(SlowListedStore store, RequestSender sender)
    {
        Task<StoreResult<ObjectPage>>? ahead = SendAsync(new ListRequest("archive", ListingShape.Prefix));
        while (ahead is not null)
        {
            ObjectPage page = (await ahead).Value;
            ahead = page.NextToken is { } token ? SendAsync(new ListRequest("archive", ListingShape.Prefix, ContinuationToken: token)) : null;
            yield return page.Objects;
        }

        Task<StoreResult<ObjectPage>> SendAsync(ListRequest request) => sender
            .SendAsync(
                StoreOperation.ListObjectsV2,
                static (call, attempt) => call.Store.ListAsync(call.Request, attempt.Token),
                (Store: store, Request: request),
                tally: null,
                UnitOptions.Aside,
                CancellationToken.None)
            .AsTask();
    }

    private static long ReadStatus(string name)
    {
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^2].Split('\t')[^1], CultureInfo.InvariantCulture) * 1024;
    }

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";
}
