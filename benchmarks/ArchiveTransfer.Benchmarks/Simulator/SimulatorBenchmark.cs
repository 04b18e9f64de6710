using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Benchmarks.Simulator;

/// <summary>
/// How many requests the simulator answers when nothing is slowed down, client and simulator in one process. The client is as cheap as an honest one can be:
/// raw sockets, each request signed before the clock starts, one at a time on each connection, every answer checked.
/// </summary>
internal static class SimulatorBenchmark
{
    private const int Size = 1_000;
    private const int PageSize = 1_000;

    /// <summary>Arguments: requests per row, connections, keys of the long listing; all optional.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        int requests = Argument(arguments, 0, 100_000);
        int connections = Argument(arguments, 1, 32);
        int keys = Argument(arguments, 2, 10_000_000);
        Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}, {connections} connections, server GC {System.Runtime.GCSettings.IsServerGC}; load {LoadAverage()}");
        Console.WriteLine();
        Console.WriteLine(Measurement.Header);
        await using (S3Simulator simulator = await StartAsync(static _ => { }, requests))
        {
            // Compiled, and compiled again with what the first runs taught.
            await CopyAsync(simulator, connections, "warm-up", Math.Max(30_000, requests / 4), "warm-up/");
            Console.WriteLine(await CopyAsync(simulator, connections, "CopyObject", requests, "a/"));
            Console.WriteLine(await CopyAsync(simulator, connections: 1, "CopyObject, one connection", requests / 5, "b/"));
            Console.WriteLine(await HeadAsync(simulator, connections, requests));
            Console.WriteLine(await PutAsync(simulator, connections, requests));
            Console.WriteLine(await ListAsync(simulator, connections, requests));
        }

        await using (S3Simulator simulator = await StartAsync(static options => options.KeepRequestLog = true, requests))
        {
            Console.WriteLine(await CopyAsync(simulator, connections, "CopyObject, request log kept", requests, "c/"));
        }

        await using (S3Simulator simulator = await StartAsync(static options => options.UseTls = true, requests))
        {
            Console.WriteLine(await CopyAsync(simulator, connections, "CopyObject over TLS", requests, "d/"));
        }

        await using (S3Simulator simulator = await StartAsync(static _ => { }, requests))
        {
            simulator.FindBucket("lake")!.RememberCopiesOf(simulator.FindBucket("archive")!, "e/");
            Console.WriteLine(await CopyAsync(simulator, connections, "CopyObject, remembered in bits", requests, "e/"));
        }

        Console.WriteLine();
        await CompareETagsAsync();
        await WalkAsync(Math.Min(keys, 1_000_000));
        await WalkAsync(keys);
        Console.WriteLine($"\nload at the end {LoadAverage()}");
        return 0;
    }

    private static int Argument(string[] arguments, int position, int otherwise) =>
        position < arguments.Length ? int.Parse(arguments[position], CultureInfo.InvariantCulture) : otherwise;

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";

    private static string Key(long number) => string.Create(CultureInfo.InvariantCulture, $"data/spot/daily/klines/BTCUSDT/1m/{number:D9}.zip");

    private static async Task<S3Simulator> StartAsync(Action<S3SimulatorOptions> configure, int objects)
    {
        S3Simulator simulator = await S3Simulator.StartAsync(options =>
        {
            options.KeepRequestLog = false;
            configure(options);
        });
        simulator.AddBucket("archive").AddVirtual(Math.Max(objects, 30_000), Key, static _ => Size);
        simulator.AddBucket("lake");
        return simulator;
    }

    private static async Task<Measurement> CopyAsync(S3Simulator simulator, int connections, string name, int count, string prefix)
    {
        var signer = new RequestSigner(simulator.Endpoint, simulator.Owner);
        byte[][] requests = [.. Enumerable.Range(0, count).Select(i => signer.Sign("PUT", $"/lake/{prefix}{Key(i)}", copySource: $"/archive/{Key(i)}"))];
        Measurement measured = await new Load(simulator, connections).RunAsync(
            name,
            requests,
            hasBody: true,
            static body => body.IndexOf("<CopyObjectResult"u8) > 0 && body.IndexOf("<ETag>"u8) > 0);

        // What was answered is there: each with the ETag of its source.
        using IEnumerator<string> source = simulator.FindBucket("archive")!.Keys.GetEnumerator();
        int found = 0;
        foreach (string key in simulator.FindBucket("lake")!.Keys.SkipWhile(key => string.CompareOrdinal(key, prefix) < 0).TakeWhile(key => key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            source.MoveNext();
            found++;
            if (key != prefix + source.Current || simulator.FindBucket("lake")!.Get(key)!.ETag != simulator.FindBucket("archive")!.Get(source.Current)!.ETag)
            {
                throw new InvalidDataException($"{key} is not a copy of {source.Current}.");
            }
        }

        return found == count ? measured : throw new InvalidDataException($"{found} of {count} copies are there.");
    }

    private static Task<Measurement> HeadAsync(S3Simulator simulator, int connections, int count)
    {
        var signer = new RequestSigner(simulator.Endpoint, simulator.Owner);
        byte[][] requests = [.. Enumerable.Range(0, count).Select(i => signer.Sign("HEAD", $"/archive/{Key(i)}"))];
        return new Load(simulator, connections).RunAsync("HeadObject", requests, hasBody: false, static _ => true);
    }

    private static async Task<Measurement> PutAsync(S3Simulator simulator, int connections, int count)
    {
        var signer = new RequestSigner(simulator.Endpoint, simulator.Owner);
        byte[] body = new byte[Size];
        new Random(1).NextBytes(body);
        byte[][] requests = [.. Enumerable.Range(0, count).Select(i => signer.Sign("PUT", $"/lake/put/{Key(i)}", body: body))];
        Measurement measured = await new Load(simulator, connections).RunAsync("PutObject, 1 kB", requests, hasBody: true, static body => body.IsEmpty);
        int found = simulator.FindBucket("lake")!.Keys.Count(static key => key.StartsWith("put/", StringComparison.Ordinal));
        return found == count ? measured : throw new InvalidDataException($"{found} of {count} objects are there.");
    }

    private static async Task<Measurement> ListAsync(S3Simulator simulator, int connections, int objects)
    {
        var signer = new RequestSigner(simulator.Endpoint, simulator.Owner);
        int pages = Math.Max(1, (objects / PageSize) - 1);
        byte[][] requests = [.. Enumerable.Range(0, pages).Select(i => signer.Sign("GET", "/archive/", "list-type=2&start-after=" + Uri.EscapeDataString(Key((long)i * PageSize))))];
        Measurement measured = await new Load(simulator, connections).RunAsync("ListObjectsV2, page of 1,000", requests, hasBody: true, static body => KeysIn(body) == PageSize);
        return measured with { Note = string.Create(CultureInfo.InvariantCulture, $"{pages * (double)PageSize / measured.Elapsed.TotalSeconds:N0} keys/s") };
    }

    private static int KeysIn(ReadOnlySpan<byte> body)
    {
        int count = 0;
        for (int at; (at = body.IndexOf("<Key>"u8)) >= 0; body = body[(at + 5)..])
        {
            count++;
        }

        return count;
    }

    // ETags of objects that nobody reads, as pages of a listing need them, beside what hashing such an object takes.
    private static async Task CompareETagsAsync()
    {
        const int Large = 1_500_000;
        const int Read = 20;
        await using S3Simulator simulator = await S3Simulator.StartAsync();
        S3Bucket bucket = simulator.AddBucket("archive");
        bucket.AddVirtual(2 * PageSize, Key, static _ => Large);
        TimeSpan first = Time(0, PageSize, static found => found.ETag);
        TimeSpan second = Time(PageSize, 2 * PageSize, static found => found.ETag);
        TimeSpan read = Time(0, Read, static found =>
        {
            using Stream content = found.Open();
            return Convert.ToHexStringLower(MD5.HashData(content));
        });
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"ETags of objects of {Large:N0} bytes: {first.TotalMicroseconds / PageSize:N1} us each for the first {PageSize:N0}, {second.TotalMicroseconds / PageSize:N1} us for the next; reading and hashing one takes {read.TotalMicroseconds / Read:N0} us"));

        TimeSpan Time(int from, int to, Func<S3StoredObject, string> hash)
        {
            TimeSpan start = Environment.CpuUsage.TotalTime;
            for (int i = from; i < to; i++)
            {
                S3StoredObject found = bucket.Get(Key(i))!;
                if (hash(found) != found.ETag)
                {
                    throw new InvalidDataException($"The ETag of {found.Key} is not the MD5 of its content.");
                }
            }

            return Environment.CpuUsage.TotalTime - start;
        }
    }

    // One reader who follows the tokens, as a planner does, and compares every key with the one that must come next.
    private static async Task WalkAsync(int keys)
    {
        await using S3Simulator simulator = await S3Simulator.StartAsync(static options => options.KeepRequestLog = false);
        simulator.AddBucket("archive").AddVirtual(keys, Key, static _ => Size);
        var signer = new RequestSigner(simulator.Endpoint, simulator.Owner);
        using LoadConnection connection = await LoadConnection.OpenAsync(simulator.Endpoint, certificatePem: null);

        // What was measured before this must not count as memory of the listing.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        long workingSetBefore = Environment.WorkingSet;
        long largest = 0;
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        long found = 0;
        string? token = null;
        do
        {
            string query = (token is null ? "" : $"continuation-token={Uri.EscapeDataString(token)}&") + "list-type=2";
            int status = await connection.ExchangeAsync(signer.Sign("GET", "/archive/", query), hasBody: true);
            if (status != 200)
            {
                throw new InvalidDataException($"Page after {found} keys was answered with {status}.");
            }

            found = CheckPage(connection.Body, found);
            token = Text(connection.Body, "<NextContinuationToken>"u8);
            largest = Math.Max(largest, Environment.WorkingSet);
        }
        while (token is not null);

        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        if (found != keys)
        {
            throw new InvalidDataException($"{found} of {keys} keys were listed.");
        }

        GC.Collect();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{keys:N0} keys of {Size:N0} bytes listed over HTTP, one page after the other: {elapsed.TotalSeconds:N1} s, {keys / elapsed.TotalSeconds:N0} keys/s, CPU {cpu.TotalMicroseconds / keys:N2} us per key; working set {workingSetBefore / 1e6:N0} MB before, at most {largest / 1e6:N0} MB; managed heap afterwards {GC.GetTotalMemory(forceFullCollection: true) / 1e6:N1} MB"));
    }

    private static long CheckPage(ReadOnlySpan<byte> body, long next)
    {
        Span<byte> expected = stackalloc byte[128];
        ReadOnlySpan<byte> open = "<Key>"u8;
        for (int at; (at = body.IndexOf(open)) >= 0; next++)
        {
            body = body[(at + open.Length)..];
            int length = Encoding.UTF8.GetBytes(Key(next), expected);
            if (!body.StartsWith(expected[..length]) || body[length] != '<')
            {
                throw new InvalidDataException($"Key number {next} is not where it belongs.");
            }
        }

        return next;
    }

    private static string? Text(ReadOnlySpan<byte> body, ReadOnlySpan<byte> open)
    {
        int at = body.IndexOf(open);
        if (at < 0)
        {
            return null;
        }

        body = body[(at + open.Length)..];
        return Encoding.UTF8.GetString(body[..body.IndexOf((byte)'<')]);
    }
}
