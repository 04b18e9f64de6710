using System.Diagnostics;
using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Benchmarks.Shapes;

/// <summary>Measures one shape.</summary>
internal sealed class ShapeProbe : IAsyncDisposable
{
    private const int WarmUps = 10;
    private const int LatencySamples = 41;
    private const int JitteredSamples = 100;
    private const int JitteredConnections = 4;
    private const int SmallCopies = 9;
    private const int MostAttempts = 5;
    private const double BusyFrom = 0.7;
    private const double SecondsOfTransfer = 3;
    private const long Megabyte = 1_000_000;

    private static readonly (string Operation, ShapeRequest Request)[] SmallRequests =
    [
        ("HeadObject", new("HEAD", "/bucket/small")),
        ("GetObject", new("GET", "/bucket/small")),
        ("ListObjectsV2", new("GET", "/bucket", "list-type=2&max-keys=1")),
        ("PutObject", new("PUT", "/bucket/put", Body: 1)),
        ("CopyObject", new("PUT", "/bucket/copy", CopySource: "bucket/small")),
        ("DeleteObject", new("DELETE", "/bucket/none")),
    ];

    private readonly string _name;
    private readonly S3Shaping _shape;
    private readonly S3Simulator _simulator;
    private readonly List<ShapeRow> _rows = [];

    private ShapeProbe(string name, S3Shaping shape, S3Simulator simulator)
    {
        _name = name;
        _shape = shape;
        _simulator = simulator;
    }

    public static async Task<ShapeProbe> StartAsync(string name, S3Shaping shape)
    {
        var simulator = await S3Simulator.StartAsync(options =>
        {
            options.Shaping = shape;
            options.KeepRequestLog = false;
        });
        var bucket = simulator.AddBucket("bucket");
        bucket.KeepsContent = false;
        bucket.Put("small", new byte[1]);

        // Sizes in bytes are the keys.
        long[] sizes = [10 * Megabyte, 80 * Megabyte, 400 * Megabyte];
        bucket.AddVirtual(sizes.Length, index => $"virtual/{sizes[index]:D12}", index => sizes[index]);
        return new ShapeProbe(name, shape, simulator);
    }

    public async Task<IReadOnlyList<ShapeRow>> MeasureAsync()
    {
        await MeasureLatenciesAsync();
        await MeasureTransfersAsync("down", _shape.DownloadBytesPerSecondPerConnection, _shape.DownloadBytesPerSecond);
        await MeasureTransfersAsync("up", _shape.UploadBytesPerSecondPerConnection, _shape.UploadBytesPerSecond);
        await MeasureCopiesAsync();
        await MeasureThrottleAsync();
        return _rows;
    }

    public ValueTask DisposeAsync() => _simulator.DisposeAsync();

    private double LatencyOf(string operation) => _shape.OperationLatency.GetValueOrDefault(operation, _shape.Latency).TotalMilliseconds + _shape.Jitter.TotalMilliseconds / 2;

    private async Task MeasureLatenciesAsync()
    {
        // The median of something random needs more samples than that of something fixed.
        var (connections, samples) = _shape.Jitter > TimeSpan.Zero ? (JitteredConnections, JitteredSamples) : (1, LatencySamples);
        foreach (var (operation, request) in SmallRequests)
        {
            if (LatencyOf(operation) > 0)
            {
                await AddAsync($"latency of {operation}, median of {connections * samples}", LatencyOf(operation), "ms", async () =>
                {
                    var times = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => TimesAsync(request, samples)));
                    return Median([.. times.SelectMany(static some => some)]);
                });
            }
        }
    }

    private async Task<List<double>> TimesAsync(ShapeRequest request, int samples)
    {
        using var client = new ShapeClient(_simulator);
        for (var i = 0; i < WarmUps; i++)
        {
            await client.TimeAsync(request);
        }

        var times = new List<double>();
        for (var i = 0; i < samples; i++)
        {
            times.Add((await client.TimeAsync(request)).TotalMilliseconds);
        }

        return times;
    }

    private async Task MeasureTransfersAsync(string direction, long? perConnection, long? host)
    {
        if (host is null && perConnection is null)
        {
            return;
        }

        // More than two of 90 MB/s would measure two cores.
        int[] connections = [1, perConnection > 50 * Megabyte ? 2 : 4];
        foreach (var count in connections)
        {
            var rate = Math.Min(host ?? long.MaxValue, count * (perConnection ?? long.MaxValue / count));
            var size = (long)(rate * SecondsOfTransfer) / count;
            _simulator.FindBucket("bucket")!.AddVirtual(1, _ => $"{direction}/{count}-{size}", _ => size);
            await AddAsync($"{direction}, {count} connection{(count > 1 ? "s" : "")}", (double)rate / Megabyte, "MB/s", () => MeasureTransferAsync(direction, count, size));
        }
    }

    /// <summary>All bytes by the time from the end of the latency to the last byte.</summary>
    private async Task<double> MeasureTransferAsync(string direction, int connections, long size)
    {
        var isDown = direction == "down";
        var clients = await ConnectAsync(connections);
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(clients.Select((client, index) => client.TimeAsync(isDown
            ? new ShapeRequest("GET", $"/bucket/down/{connections}-{size}")
            : new ShapeRequest("PUT", $"/bucket/put/{index}", Body: size))));
        var time = Stopwatch.GetElapsedTime(start).TotalSeconds - (LatencyOf(isDown ? "GetObject" : "PutObject") / 1_000);
        clients.ForEach(static client => client.Dispose());
        return size * connections / time / Megabyte;
    }

    private async Task<List<ShapeClient>> ConnectAsync(int connections)
    {
        var clients = Enumerable.Range(0, connections).Select(_ => new ShapeClient(_simulator)).ToList();
        await Task.WhenAll(clients.Select(client => client.TimeAsync(SmallRequests[0].Request)));
        return clients;
    }

    private async Task MeasureCopiesAsync()
    {
        if (_shape.CopyBytesPerSecond is not { } rate || _shape.TotalCopyBytesPerSecond is not { } total)
        {
            return;
        }

        foreach (var (size, copies) in (IEnumerable<(long, int)>)[(10, 1), (80, 1), (400, 1), (80, 4)])
        {
            var each = Math.Min(rate, total / copies);
            if (size * Megabyte / each > 10)
            {
                continue;
            }

            var samples = size == 10 ? SmallCopies : 1;
            var how = (copies > 1 ? $", {copies} at once, slowest" : "") + (samples > 1 ? $", median of {samples}" : "");
            await AddAsync(
                $"copy of {size} MB{how}",
                LatencyOf("CopyObject") + (1_000.0 * size * Megabyte / each),
                "ms",
                () => MeasureCopyAsync(size * Megabyte, copies, samples));
        }
    }

    private async Task<double> MeasureCopyAsync(long size, int copies, int samples)
    {
        var clients = await ConnectAsync(copies);
        var slowest = new List<double>();
        for (var i = 0; i < samples; i++)
        {
            var times = await Task.WhenAll(clients.Select((client, index) =>
                client.TimeAsync(new ShapeRequest("PUT", $"/bucket/copy/{index}", CopySource: $"bucket/virtual/{size:D12}"))));
            slowest.Add(times.Max().TotalMilliseconds);
        }

        clients.ForEach(static client => client.Dispose());
        return Median(slowest);
    }

    private async Task MeasureThrottleAsync()
    {
        if (_shape.WritesPerSecond is not { } rate)
        {
            return;
        }

        const int Seconds = 4;
        const int Clients = 8;
        await AddAsync($"deletions accepted in {Seconds} s, asked for by {Clients}", (rate * Seconds) + _shape.RequestBurst, "", async () =>
        {
            var clients = await ConnectAsync(Clients);
            var start = Stopwatch.GetTimestamp();
            var accepted = await Task.WhenAll(clients.Select(async client =>
            {
                var count = 0;
                while (Stopwatch.GetElapsedTime(start).TotalSeconds < Seconds)
                {
                    count += (await client.SendAsync(new ShapeRequest("DELETE", "/bucket/none"))).Status == 204 ? 1 : 0;
                }

                return count;
            }));
            clients.ForEach(static client => client.Dispose());
            return accepted.Sum();
        });
    }

    // A deviation on a machine that is busy says nothing; one on a machine that is not is final.
    private async Task AddAsync(string what, double setting, string unit, Func<Task<double>> measure)
    {
        for (var attempt = 1; ; attempt++)
        {
            var core = new BusiestCore();
            var measured = await measure();
            var row = new ShapeRow(_name, what, setting, measured, unit, core.Share, attempt);
            if (row.IsTrue || row.BusiestCore <= BusyFrom || attempt == MostAttempts)
            {
                _rows.Add(row);
                return;
            }
        }
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
