using System.Globalization;
using System.Text.Json;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Simulator;

public sealed class ShapingTests : SimulatorTest
{
    private const string Source = "bucket/a";
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(1.6);
    private readonly SwiftClock _clock = new();

    [Theory]
    [InlineData("GET", "/bucket/a", null, 20)]
    [InlineData("GET", "/bucket?list-type=2", null, 20)]
    [InlineData("PUT", "/bucket/b", null, 20)]
    [InlineData("PUT", "/bucket/b", Source, 1_500)]
    [InlineData("HEAD", "/bucket/a", null, 0)]
    public async Task Every_request_waits_as_long_as_its_operation_says(string method, string target, string? source, int milliseconds)
    {
        Bucket.Put("a", Bytes("x"));
        Simulator.Shape(new S3Shaping
        {
            Latency = TimeSpan.FromMilliseconds(20),
            CopyBytesPerSecond = 1_000_000_000,
            OperationLatency = new Dictionary<string, TimeSpan> { ["CopyObject"] = TimeSpan.FromMilliseconds(1_500), ["HeadObject"] = TimeSpan.Zero },
        });

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), await TimeAsync(method, target, null, source));
    }

    [Fact]
    public async Task Jitter_differs_from_request_to_request_within_its_bounds_and_follows_the_seed()
    {
        var first = await LatenciesAsync(seed: 1);
        var again = await LatenciesAsync(seed: 1);
        var other = await LatenciesAsync(seed: 2);

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.All(first, static latency => Assert.InRange(latency.TotalMilliseconds, 20, 40));
        Assert.InRange(first.Distinct().Count(), 10, 40);

        static async Task<List<TimeSpan>> LatenciesAsync(int seed)
        {
            var clock = new SwiftClock();
            await using var simulator = await S3Simulator.StartAsync(
                options => (options.Seed, options.TimeProvider, options.Shaping) = (seed, clock, S3Shaping.SameRegion),
                Cancellation);
            simulator.AddBucket("bucket", isPublic: true);
            using var raw = new RawClient(simulator.Endpoint, null);
            var latencies = new List<TimeSpan>();
            for (var i = 0; i < 40; i++)
            {
                latencies.Add(await clock.MeasureAsync(() => raw.SendAsync(HttpMethod.Get, $"/bucket/{i % 20}", Cancellation)));
            }

            return latencies;
        }
    }

    [Theory]
    [InlineData(5_000_000, 200)]
    [InlineData(2_500_000, 400)]
    public async Task A_copy_takes_latency_and_its_size_by_the_rate(long rate, int milliseconds)
    {
        Bucket.AddVirtual(1, static _ => "a", static _ => 1_000_000);
        Simulator.Shape(new S3Shaping { Latency = TimeSpan.FromMilliseconds(30), CopyBytesPerSecond = rate });

        Near(milliseconds + 30, await TimeAsync("PUT", "/bucket/b", null, Source));
        Assert.Equal((1_000_000, 0, 0), Simulator.ReadCounters() is var counters ? (counters.StoreBytesCopied, counters.BytesIn, counters.BytesOut) : default);
    }

    [Fact]
    public async Task A_copied_part_takes_the_time_of_its_range()
    {
        Bucket.AddVirtual(1, static _ => "a", static _ => 1_000_000);
        var upload = await UploadIdAsync();
        Simulator.Shape(new S3Shaping { CopyBytesPerSecond = 1_000_000 });

        Near(250, await TimeAsync("PUT", $"/bucket/b?partNumber=1&uploadId={upload}", null, Source, ("x-amz-copy-source-range", "bytes=0-249999")));
    }

    [Fact]
    public async Task Copies_are_bound_by_the_bandwidth_of_the_store_too()
    {
        Bucket.AddVirtual(1, static _ => "a", static _ => 1_000_000);
        Simulator.Shape(new S3Shaping { TotalCopyBytesPerSecond = 500_000 });

        Near(2_000, await TimeAsync("PUT", "/bucket/b", null, Source));
    }

    [Fact]
    public async Task Copies_take_time_unless_there_is_no_shape_at_all()
    {
        Bucket.AddVirtual(1, static _ => "a", static _ => 80_000_000);

        Assert.Equal(TimeSpan.Zero, await TimeAsync("PUT", "/bucket/b", null, Source));

        Simulator.Shape(new S3Shaping());
        Near(1_000, await TimeAsync("PUT", "/bucket/b", null, Source));
        Simulator.Shape(S3Shaping.TokyoVirginia);
        Near(2_200, await TimeAsync("PUT", "/bucket/b", null, Source));
    }

    [Theory]
    [InlineData(nameof(S3Shaping.UploadBytesPerSecond), 300, 0)]
    [InlineData(nameof(S3Shaping.UploadBytesPerSecondPerConnection), 300, 0)]
    [InlineData(nameof(S3Shaping.DownloadBytesPerSecond), 0, 300)]
    [InlineData(nameof(S3Shaping.DownloadBytesPerSecondPerConnection), 0, 300)]
    public async Task Bandwidth_bounds_bodies_in_its_direction(string limit, int up, int down)
    {
        Simulator.Shape(limit switch
        {
            nameof(S3Shaping.UploadBytesPerSecond) => new S3Shaping { UploadBytesPerSecond = 1_000_000 },
            nameof(S3Shaping.UploadBytesPerSecondPerConnection) => new S3Shaping { UploadBytesPerSecondPerConnection = 1_000_000 },
            nameof(S3Shaping.DownloadBytesPerSecond) => new S3Shaping { DownloadBytesPerSecond = 1_000_000 },
            _ => new S3Shaping { DownloadBytesPerSecondPerConnection = 1_000_000 },
        });
        var content = Bytes(300_000);

        Near(up, await TimeAsync("PUT", "/bucket/a", content));
        Near(down, await TimeAsync("GET", "/bucket/a"));
        Assert.Equal(content, ContentOf(Bucket.Get("a")));
    }

    [Fact]
    public async Task Chunked_bodies_and_XML_count_too()
    {
        for (var i = 0; i < 1_000; i++)
        {
            Bucket.Put($"key-{i}", Bytes("x"));
        }

        using var raw = Client();
        var listing = await raw.SendAsync(HttpMethod.Get, "/bucket?list-type=2", Cancellation);
        var size = Bytes(listing.Body).Length;
        var chunk = Bytes(100_000);
        byte[] body = [.. Bytes("186a0\r\n"), .. chunk, .. Bytes("\r\n0\r\n\r\n")];
        Simulator.Shape(new S3Shaping { UploadBytesPerSecond = 100_000, DownloadBytesPerSecond = size });

        Near(1_000, await TimeAsync("GET", "/bucket?list-type=2"));
        Near(1_000 + (body.Length - chunk.Length) / 100.0, await _clock.MeasureAsync(async () => Assert.Equal(200, (await raw.SendAsync(
            HttpMethod.Put,
            "/bucket/a",
            Cancellation,
            body,
            "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            ("x-amz-decoded-content-length", "100000"),
            ("Content-Encoding", "aws-chunked"))).Status)));
    }

    [Fact]
    public async Task A_partition_refuses_what_exceeds_its_rate_after_the_usual_latency()
    {
        Simulator.Shape(new S3Shaping { Latency = TimeSpan.FromMilliseconds(100), WritesPerSecond = 5, RequestBurst = 3 });
        using var raw = Client();
        var statuses = new List<int>();
        var passed = await _clock.MeasureAsync(async () =>
        {
            for (var i = 0; i < 8; i++)
            {
                statuses.Add((await raw.SendAsync(HttpMethod.Put, "/bucket/a", Cancellation, [])).Status);
            }
        });

        // Three at once, and half a request comes back with every 100 ms.
        Assert.Equal([200, 200, 200, 200, 200, 503, 200, 503], statuses);
        Assert.Equal(TimeSpan.FromMilliseconds(800), passed);
        Assert.Equal("SlowDown", Simulator.Requests[5].ErrorCode);
    }

    [Theory]
    [InlineData(0, "PUT /bucket/a/1 503", "PUT /bucket/b/1 503", "PUT /other/a/1 200", "GET /bucket/a/1 404", "GET /bucket?list-type=2 503")]
    [InlineData(1, "PUT /bucket/a/2 503", "PUT /bucket/b/1 200", "GET /bucket/b/1 404", "GET /bucket?list-type=2&prefix=b/x 503", "GET /bucket?list-type=2 200")]
    [InlineData(2, "PUT /bucket/a/2 503", "PUT /bucket/a/x/1 200", "PUT /bucket/a/x/2 503", "PUT /bucket/a/y/1 200")]
    public async Task Partitions_are_buckets_and_leading_segments_of_keys_with_writes_and_reads_apart(int segments, params string[] requests)
    {
        Simulator.AddBucket("other");
        Simulator.Shape(new S3Shaping { WritesPerSecond = 1, ReadsPerSecond = 1, RequestBurst = 1, PartitionSegments = segments });
        using var raw = Client();
        await raw.SendAsync(HttpMethod.Put, "/bucket/a/0", Cancellation, []);
        Bucket.Delete("a/0");

        foreach (var request in requests.Select(static line => line.Split(' ')))
        {
            var isPut = request[0] == "PUT";
            var (status, _) = await raw.SendAsync(new HttpMethod(request[0]), request[1], Cancellation, isPut ? [] : null);
            if (status == 200 && isPut)
            {
                Bucket.Delete(request[1].Split('/', 3)[2]);
            }

            Assert.Equal((request[1], request[2]), (request[1], status.ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>The times that the benchmark protocol gives the named shapes, for 6,000,000 bytes.</summary>
    [Theory]
    [InlineData("seed-16mbit", "GET", 3_080, 3_080)]
    [InlineData("seed-16mbit", "PUT", 3_080, 3_080)]
    [InlineData("seed-16mbit", "copy", 155, 155)]
    [InlineData("office-100mbit", "GET", 560, 560)]
    [InlineData("office-100mbit", "PUT", 560, 560)]
    [InlineData("office-100mbit", "copy", 155, 155)]
    [InlineData("same-region", "GET", 86.7, 106.7)]
    [InlineData("same-region", "PUT", 86.7, 106.7)]
    [InlineData("same-region", "copy", 95, 115)]
    [InlineData("tokyo-virginia", "GET", 560, 560)]
    [InlineData("tokyo-virginia", "PUT", 86.7, 86.7)]
    [InlineData("tokyo-virginia", "copy", 350, 350)]
    public async Task A_named_shape_takes_the_time_that_it_stands_for(string name, string transfer, double least, double most)
    {
        const int Size = 6_000_000;
        Bucket.AddVirtual(1, static _ => "a", static _ => Size);
        Simulator.Shape(S3Shaping.Named(name));

        var passed = transfer switch
        {
            "GET" => await TimeAsync("GET", "/bucket/a"),
            "PUT" => await TimeAsync("PUT", "/bucket/b", new byte[Size]),
            _ => await TimeAsync("PUT", "/bucket/b", null, Source),
        };

        Between(least, most, passed);
    }

    [Theory]
    [InlineData("seed-16mbit", 80, 80, 2_000_000)]
    [InlineData("office-100mbit", 80, 80, 12_500_000)]
    [InlineData("same-region", 20, 40, 90_000_000)]
    [InlineData("tokyo-virginia", 160, 160, 15_000_000)]
    public async Task A_page_of_a_named_shape_takes_latency_and_its_size_by_the_rate(string name, double least, double most, double bytesPerSecond)
    {
        Bucket.AddVirtual(1_000, static number => $"{number:D4}{new string('k', 1_000)}", static _ => 1);
        using var raw = Client();
        var page = Bytes((await raw.SendAsync(HttpMethod.Get, "/bucket?list-type=2", Cancellation)).Body).Length;
        Simulator.Shape(S3Shaping.Named(name));

        Assert.InRange(page, 1_000_000, 2_000_000);
        Between(least + page * 1_000 / bytesPerSecond, most + page * 1_000 / bytesPerSecond, await TimeAsync("GET", "/bucket?list-type=2"));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("seed-16mbit")]
    [InlineData("office-100mbit")]
    [InlineData("same-region")]
    [InlineData("tokyo-virginia")]
    public void A_named_shape_is_data(string name)
    {
        var shape = S3Shaping.Named(name);
        var text = JsonSerializer.Serialize(shape);

        var copy = JsonSerializer.Deserialize<S3Shaping>(text)!;

        Assert.Equal(text, JsonSerializer.Serialize(copy));
        Assert.Equal(shape, copy with { OperationLatency = shape.OperationLatency });
        Assert.Equal(shape.OperationLatency, copy.OperationLatency);
        Simulator.Shape(copy);
    }

    [Fact]
    public void A_name_that_there_is_not_is_refused_with_those_there_are() =>
        Assert.Contains("tokyo-virginia", Assert.Throws<ArgumentException>(() => S3Shaping.Named("mars")).Message, StringComparison.Ordinal);

    [Fact]
    public void Shapes_that_make_no_sense_are_refused()
    {
        S3Shaping[] shapes =
        [
            new() { CopyBytesPerSecond = null },
            new() { CrossRegionCopyBytesPerSecond = null },
            new() { TotalCopyBytesPerSecond = null },
            S3Shaping.None with { Latency = TimeSpan.FromMilliseconds(1) },
            new() { CopyBytesPerSecond = 0 },
            new() { UploadBytesPerSecond = 0 },
            new() { Latency = TimeSpan.FromMilliseconds(-1) },
            new() { OperationLatency = new Dictionary<string, TimeSpan> { ["Copy"] = TimeSpan.Zero } },
            new() { RequestBurst = 0 },
            new() { PartitionSegments = -1 },
        ];

        Assert.All(shapes, shape => Assert.Throws<ArgumentException>(() => Simulator.Shape(shape)));
    }

    protected override void Configure(S3SimulatorOptions options) => options.TimeProvider = _clock;

    private static void Near(double milliseconds, TimeSpan passed) => Between(milliseconds, milliseconds, passed);

    private static void Between(double least, double most, TimeSpan passed) =>
        Assert.InRange(passed, TimeSpan.FromMilliseconds(least) - Tolerance, TimeSpan.FromMilliseconds(most) + Tolerance);

    private new RawClient Client() => new(Simulator.Endpoint, Simulator.Owner) { SignedAt = _clock.GetUtcNow() };

    private async Task<string> UploadIdAsync()
    {
        using var raw = Client();
        var created = await raw.SendAsync(HttpMethod.Post, "/bucket/b?uploads", Cancellation);
        return created.Body.Split("<UploadId>")[1].Split('<')[0];
    }

    private async Task<TimeSpan> TimeAsync(string method, string target, byte[]? body = null, string? source = null, params (string Name, string Value)[] headers)
    {
        using var raw = Client();
        (string, string)[] all = source is null ? headers : [("x-amz-copy-source", source), .. headers];
        return await _clock.MeasureAsync(async () =>
        {
            var (status, _) = await raw.SendAsync(new HttpMethod(method), target, Cancellation, body ?? (method == "PUT" && source is null ? [] : null), null, all);
            Assert.Equal(200, status);
        });
    }
}
