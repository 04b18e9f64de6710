using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Collection;

public sealed class ServerSideCopyTests : CollectionTest
{
    [Fact]
    public async Task Every_object_is_copied_by_one_request_and_no_object_byte_passes_through_the_client()
    {
        Source.AddVirtual(2_500, index => $"data/{index:D6}.zip", index => 1_000 + index);
        Simulator.ReadCounters(reset: true);

        ArchiveCollectionResult result = await CollectAsync();

        AssertSucceeded(result);
        S3Counters counters = Simulator.ReadCounters();
        Assert.Equal(2_500, result.Totals.Copied);
        Assert.Equal(2_500, counters.Requests["CopyObject"]);
        // Three pages of the source, one of the empty destination.
        Assert.Equal(4, counters.Requests["ListObjectsV2"]);
        Assert.Equal(2_504, counters.Requests.Values.Sum());
        Assert.Equal((0, 0), (counters.BytesIn, counters.BytesOut));
        Assert.Equal((0, 0), (result.Measurements.BytesReceived, result.Measurements.BytesSent));
        Assert.Equal(counters.Requests.OrderBy(entry => entry.Key), result.Measurements.Requests.OrderBy(entry => entry.Key));
        AssertMirrored();
    }

    [Fact]
    public async Task Collecting_again_copies_nothing_and_costs_listing_pages_only()
    {
        Source.AddVirtual(1_500, index => $"data/{index:D6}.zip", _ => 100);
        await CollectAsync();
        Simulator.ReadCounters(reset: true);

        ArchiveCollectionResult result = await CollectAsync();

        AssertSucceeded(result);
        Assert.Equal((1_500, 1_500, 0), (result.Totals.Planned, result.Totals.Skipped, result.Totals.Copied));
        Assert.Equal([new("ListObjectsV2", 4L)], Simulator.ReadCounters().Requests);
    }

    [Fact]
    public async Task Reads_of_an_anonymous_source_are_unsigned_and_every_write_is_signed_by_the_destination()
    {
        Source.Put("a.zip", Bytes(10));
        Source.Put("large.zip", Bytes(6 << 20));

        AssertSucceeded(await CollectAsync(options => options.MultipartThresholdMiB = 5));

        Assert.All(Simulator.Requests, request => Assert.Equal(request.Bucket == Lake.Name ? Collector.AccessKey : null, request.AccessKey));
        Assert.Contains(Simulator.Requests, request => request.Operation == "UploadPartCopy");
    }

    [Fact]
    public async Task Prefixes_are_exchanged_byte_for_byte()
    {
        Source.Put("data/spot/a b+c%20.zip", Bytes(3));
        Source.Put("data//x", Bytes(3));
        Source.Put("other/y", Bytes(3));

        ArchiveCollectionResult result = await CollectAsync(options =>
        {
            options.Source.Prefix = "data/";
            options.Destination.Prefix = "lake/2026";
        });

        AssertSucceeded(result);
        Assert.Equal(["lake/2026/x", "lake/2026spot/a b+c%20.zip"], Lake.Keys);
    }

    [Fact]
    public async Task Globs_narrow_what_is_collected()
    {
        Source.Put("a/1.zip", Bytes(1));
        Source.Put("a/1.zip.CHECKSUM", Bytes(1));
        Source.Put("b/1.zip", Bytes(1));

        AssertSucceeded(await CollectAsync(options =>
        {
            options.Include.Add("*.zip");
            options.Exclude.Add("b/**");
        }));

        Assert.Equal(["a/1.zip"], Lake.Keys);
    }

    [Fact]
    public async Task A_re_published_object_is_copied_again_and_counted()
    {
        Source.Put("a.zip", Bytes(10, seed: 1));
        await CollectAsync();
        Source.Put("a.zip", Bytes(10, seed: 2));

        ArchiveCollectionResult result = await CollectAsync();

        AssertSucceeded(result);
        Assert.Equal((1, 1), (result.Totals.Copied, result.Totals.Republished));
        AssertMirrored();
    }

    [Fact]
    public async Task Metadata_and_content_type_are_the_same_at_every_size_and_by_every_mode()
    {
        var headers = new Dictionary<string, string>
        {
            ["Content-Type"] = "application/zip",
            ["Cache-Control"] = "max-age=60",
            ["Content-Disposition"] = "attachment; filename=\"x.zip\"",
            ["x-amz-meta-origin"] = "archive",
        };
        int[] sizes = [0, 1, 5 << 20, (5 << 20) - 1, (5 << 20) + 1, 10 << 20, (10 << 20) + 1, 11 << 20];
        foreach (int size in sizes)
        {
            Source.Put($"{size:D9}", Bytes(size, size), headers);
        }

        foreach (OperationMode mode in Enum.GetValues<OperationMode>())
        {
            string prefix = $"{mode}/";
            (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(options =>
            {
                options.OperationMode = mode;
                options.Destination.Prefix = prefix;
                options.MultipartThresholdMiB = 5;
                options.PartSizeMiB = 5;
            });

            AssertSucceeded(result);
            Assert.All(outcomes.Values, outcome => Assert.True(outcome.Evidence >= VerificationEvidence.SizeOnly, $"{mode} {outcome.Source.Key}: {outcome.Evidence}"));
            AssertMirrored(prefix);
        }

        Assert.Equal(0, Lake.OpenUploads);
    }

    [Fact]
    public async Task Streaming_keeps_metadata_and_leaves_no_trace_of_the_transfer()
    {
        var headers = new Dictionary<string, string> { ["Content-Type"] = "application/zip", ["x-amz-meta-origin"] = "archive" };
        foreach (int size in new[] { 0, 1, 1 << 20, (1 << 20) + 1, 5 << 20, (5 << 20) + 1, (11 << 20) + 1 })
        {
            Source.Put($"{size:D9}", Bytes(size, size), headers);
        }

        Source.DenyCopyOf(_ => true);
        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(options =>
        {
            options.MultipartThresholdMiB = 5;
            options.PartSizeMiB = 5;
        });

        AssertSucceeded(result);
        Assert.All(outcomes.Values, outcome => Assert.Equal(TransferStrategyNames.Streaming, outcome.Strategy));
        AssertMirrored();
        Assert.Equal(0, Lake.OpenUploads);
        Assert.True(result.Degraded);
    }

    [Fact]
    public async Task Keys_that_tempt_clients_to_tidy_them_arrive_as_they_are()
    {
        string[] keys =
        [
            "lead", "/lead", "//lead", "a", "a/b", "dir/", "sp ace.zip", "sp+ace.zip", "sp%20ace.zip", "sp%2Bace.zip", "q?uestion", "h#ash", "am&p=;",
            "./dot", "../dotdot", "a/../b", "a//b", "back\\slash", "quote'\"", "tab\tkey", "line\nfeed", "[br]{ace}*", "é/ü", "日本語", "\U0001F600", "trailing/",
        ];
        for (int i = 0; i < keys.Length; i++)
        {
            Source.Put(keys[i], Bytes(20 + i, i), new Dictionary<string, string> { ["Content-Type"] = $"text/x-{i}", ["x-amz-meta-index"] = $"{i}" });
        }

        foreach (OperationMode mode in Enum.GetValues<OperationMode>())
        {
            ArchiveCollectionResult result = await CollectAsync(options =>
            {
                options.OperationMode = mode;
                options.Overwrite = OverwriteMode.Always;
            });

            AssertSucceeded(result);
            AssertMirrored();
            foreach (string key in keys)
            {
                Assert.True(Lake.Delete(key));
            }

            Assert.Empty(Lake.Keys);
        }
    }
}
