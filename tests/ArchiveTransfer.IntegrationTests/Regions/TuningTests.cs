using System.Collections.Concurrent;
using System.Globalization;
using ArchiveTransfer.S5cmd;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Regions;

/// <summary>Copies between known regions: larger parts, and more in flight, unless the options say how large and how many.</summary>
public sealed class TuningTests : AwsTest
{
    private readonly ConcurrentQueue<string> _log = new();

    private IEnumerable<string> Tuned => _log.Where(static line => line.Contains("requests in flight", StringComparison.Ordinal));

    [Theory]
    [InlineData(null, null, 5, "parts of 128 MiB, 256 requests in flight to begin with")]
    [InlineData(100, null, 6, "parts of 100 MiB, 256 requests in flight to begin with")]
    [InlineData(null, 9, 5, "parts of 128 MiB, 9 requests in flight to begin with")]
    [InlineData(100, 9, 6, null)]
    public async Task What_is_configured_wins(int? partSize, int? concurrency, int parts, string? logged)
    {
        Prepare();

        AssertSucceeded(await CollectLargeAsync(options => (options.PartSizeMiB, options.MaxConcurrency) = (partSize, concurrency)));

        Assert.Equal(parts, Sent("UploadPartCopy").Count());
        Assert.Equal(logged is null ? [] : [true], Tuned.Select(line => line.EndsWith($"copies from {Tokyo} to {Ireland}: {logged}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Regions_that_are_set_are_known_as_well()
    {
        Prepare();

        AssertSucceeded(await CollectLargeAsync(options => (options.Source.Region, options.Destination.Region) = (Tokyo, Ireland)));

        Assert.Equal(5, Sent("UploadPartCopy").Count());
    }

    [Theory]
    [InlineData("one region")]
    [InlineData("switched off")]
    [InlineData("a guess")]
    public async Task Without_a_distance_that_is_known_nothing_is_tuned(string why)
    {
        Prepare();
        S3Bucket near = Simulator.AddBucket(Lake.Name + "-near", region: Tokyo);
        near.DefaultKms = true;
        using IDisposable? silence = why == "a guess" ? Simulator.Inject(new S3Fault { Kind = S3Fault.Error, StatusCode = 404, Code = "NoSuchBucket", Operation = "HeadBucket" }) : null;

        AssertSucceeded(await CollectLargeAsync(
            options =>
            {
                switch (why)
                {
                    case "one region":
                        options.Destination.Bucket = near.Name;
                        break;
                    case "switched off":
                        (options.Source.Region, options.Destination.Region, options.CrossRegionOptimization) = (Tokyo, Ireland, false);
                        break;
                    default:
                        options.Destination.Region = Ireland;
                        break;
                }
            },
            chainRegion: Tokyo));

        Assert.Equal(12, Sent("UploadPartCopy").Count());
        Assert.Empty(Tuned);
    }

    [Theory]
    [InlineData(null, 256)]
    [InlineData(9, 9)]
    public async Task So_many_copies_are_in_flight_and_no_more(int? configured, int most)
    {
        Source.AddVirtual(600, static index => $"{index:D4}", static _ => 100);
        // The first one shows that copies work; then as many are sent as may be.
        using IDisposable stalled = Simulator.Inject(new S3Fault { Kind = S3Fault.Stall, Operation = "CopyObject", Skip = 1 });
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task<ArchiveCollectionResult> running = CollectAsync(options => (options.MaxConcurrency, options.SettleTimeout) = (configured, TimeSpan.FromMilliseconds(100)), cancellationToken: cancellation.Token);
        while (Simulator.ReadCounters().Requests.GetValueOrDefault("CopyObject") < most + 1)
        {
            await Task.Delay(10, cancellation.Token);
        }

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.Equal(most + 1, Simulator.ReadCounters().Requests["CopyObject"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task One_large_object_has_no_more_parts_in_flight_than_are_allowed(int concurrency)
    {
        Prepare();
        using IDisposable stalled = Simulator.Inject(new S3Fault { Kind = S3Fault.Stall, Operation = "UploadPartCopy" });
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task<ArchiveCollectionResult> running = CollectAsync(
            options => (options.MaxConcurrency, options.SettleTimeout) = (concurrency, TimeSpan.FromMilliseconds(100)), cancellationToken: cancellation.Token);
        while (Simulator.ReadCounters().Requests.GetValueOrDefault("UploadPartCopy") < concurrency)
        {
            await Task.Delay(10, cancellation.Token);
        }

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.Equal(concurrency, Simulator.ReadCounters().Requests["UploadPartCopy"]);
    }

    /// <summary>600 MiB, and parts that the simulator need not hash.</summary>
    private void Prepare()
    {
        Source.AddVirtual(1, static _ => "large", static _ => 600L << 20);
        Lake.DefaultKms = true;
    }

    private Task<ArchiveCollectionResult> CollectLargeAsync(Action<ArchiveCollectionOptions> configure, string chainRegion = Virginia) =>
        CollectAsync(configure, components => components.LoggerFactory = new DisturbedLogger(_log.Enqueue), chainRegion);
}
