using System.Security.Cryptography;
using Amazon.S3;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.ObjectStorage.Sdk;
using ArchiveTransfer.Verification;
using Xunit;

namespace ArchiveTransfer.RealStore;

/// <summary>The same collections on a store nobody here wrote.</summary>
public sealed class CephCollectionTests : CephTest
{
    [Fact]
    public async Task Three_thousand_objects_of_a_public_source_are_copied_unsigned_to_signed_and_again_nothing_is()
    {
        string source = await Ceph.AddBucketAsync(Ceph.Publisher, isPublic: true);
        string lake = await Ceph.AddBucketAsync(Ceph.Collector);
        await PutManyAsync(Ceph.Publisher, source, Enumerable.Range(0, 3_000).Select(i => ($"data/spot/{i:D5}.zip", Bytes(2_000 + i, i))));

        ArchiveCollectionResult first = await CollectAsync(source, lake);
        ArchiveCollectionResult second = await CollectAsync(source, lake);

        AssertSucceeded(first);
        Assert.Equal((3_000, 3_000), (first.Totals.Planned, first.Totals.Copied));
        Assert.Equal([new("CopyObject", 3_000L), new("ListObjectsV2", 4L)], first.Measurements.Requests.OrderBy(entry => entry.Key));
        Assert.Equal((0, 0), (first.Measurements.BytesReceived, first.Measurements.BytesSent));
        AssertSucceeded(second);
        Assert.Equal((3_000, 0), (second.Totals.Skipped, second.Totals.Copied));
        await AssertSameAsync(source, lake);
    }

    [Fact]
    public async Task A_large_object_goes_by_part_copy_where_one_user_owns_both_buckets()
    {
        string source = await Ceph.AddBucketAsync(Ceph.Collector);
        string lake = await Ceph.AddBucketAsync(Ceph.Collector);
        await PutLargeAsync(Ceph.Collector, source, "large.zip", 200 << 20);

        ArchiveCollectionResult result = await CollectAsync(source, lake, options =>
        {
            options.Source.Anonymous = false;
            options.MultipartThresholdMiB = 64;
        }, new ArchiveCollectionComponents { SourceCredentials = CephStore.CollectorCredentials });

        AssertSucceeded(result);
        Assert.Equal(4, result.Measurements.Requests["UploadPartCopy"]);
        Assert.Equal((0, 0), (result.Measurements.BytesReceived, result.Measurements.BytesSent));
        Assert.Equal(TransferStrategyNames.ServerSideCopy, Assert.Single(result.Strategies).Strategy);
        Assert.Equal(await Sha256Async(Ceph.Collector, source, "large.zip"), await Sha256Async(Ceph.Collector, lake, "large.zip"));
        Assert.Equal(0, await CephStore.OpenUploadsAsync(Ceph.Collector, lake));
    }

    [Fact]
    public async Task Of_another_owners_public_bucket_the_part_copy_is_refused_and_another_way_is_taken_and_said()
    {
        string source = await Ceph.AddBucketAsync(Ceph.Publisher, isPublic: true);
        string lake = await Ceph.AddBucketAsync(Ceph.Collector);
        await PutLargeAsync(Ceph.Publisher, source, "large.zip", 200 << 20);
        TransferOutcome? outcome = null;

        ArchiveCollectionResult result = await CollectAsync(source, lake, options => options.MultipartThresholdMiB = 64, run: new ArchiveCollectionRunOptions
        {
            OnOutcome = (ended, _) =>
            {
                outcome = ended;
                return default;
            },
        });

        AssertSucceeded(result);
        Assert.Contains("part copy refused", outcome!.Decision, StringComparison.Ordinal);
        Assert.Equal(await Sha256Async(Ceph.Publisher, source, "large.zip"), await Sha256Async(Ceph.Collector, lake, "large.zip"));
        Assert.Equal(0, await CephStore.OpenUploadsAsync(Ceph.Collector, lake));
    }

    [Theory]
    [InlineData(OperationMode.Auto, false)]
    [InlineData(OperationMode.DirectSync, false)]
    [InlineData(OperationMode.Hybrid, false)]
    [InlineData(OperationMode.Traditional, false)]
    [InlineData(OperationMode.Auto, true)]
    public async Task Every_key_round_trips_with_content_type_and_metadata_by_every_strategy(OperationMode mode, bool foreignPrivateSource)
    {
        // A private source of another owner cannot be copied server side: the objects stream.
        string source = await Ceph.AddBucketAsync(Ceph.Publisher, isPublic: !foreignPrivateSource);
        string lake = await Ceph.AddBucketAsync(Ceph.Collector);
        string[] keys =
        [
            "lead", "/lead", "//lead", "/", "sp ace.zip", "sp+ace.zip", "sp%20ace.zip", "%2B", "quote'\"", "new\nline", "tab\tkey", "a&=;#?*[]b", "back\\slash",
            "./dot", "../dotdot", "a/../b", "a//b", "a", "a/b", "dir/", "trailing/x/", "\U0001F600", "日本語/é", "\u0001control",
        ];
        using SdkObjectStore store = Ceph.Seam(Ceph.Publisher);
        for (int i = 0; i < keys.Length; i++)
        {
            // The last ones are large enough to flow.
            int size = i >= keys.Length - 2 ? (2 << 20) + i : i == 0 ? 0 : 100 + i;
            var attributes = new WriteAttributes { Headers = new ObjectHeaders { ContentType = $"text/x-{i}", Metadata = [new("index", $"{i}")] } };
            StoreResult<WrittenObject> put = await store.PutAsync(new PutRequest(new ObjectAddress(source, keys[i]), StoreBody.Buffered(Bytes(size, i)), attributes), Cancellation);
            Assert.True(put.IsSuccess, $"{keys[i]}: {put.Error}");
        }

        Assert.Equal(keys.Order(StringComparer.Ordinal), (await Ceph.ListAsync(Ceph.Publisher, source)).Select(item => item.Key).Order(StringComparer.Ordinal));

        ArchiveCollectionResult result = await CollectAsync(source, lake, options =>
        {
            options.OperationMode = mode;
            options.Source.Anonymous = !foreignPrivateSource;
        }, new ArchiveCollectionComponents { SourceCredentials = foreignPrivateSource ? CephStore.PublisherCredentials : null });

        AssertSucceeded(result);
        Assert.Equal(keys.Length, result.Totals.Copied);
        Assert.Equal(foreignPrivateSource ? TransferStrategyNames.Streaming : mode == OperationMode.Traditional ? TransferStrategyNames.Traditional : TransferStrategyNames.ServerSideCopy, result.Strategies.MaxBy(strategy => strategy.Copied)!.Strategy);
        await AssertSameAsync(source, lake);
        using SdkObjectStore copies = Ceph.Seam(Ceph.Collector);
        for (int i = 0; i < keys.Length; i++)
        {
            ObjectHead head = (await copies.HeadAsync(new HeadRequest(new ObjectAddress(lake, keys[i])), Cancellation)).Value;
            Assert.Equal(($"text/x-{i}", null), (head.Headers.ContentType, head.Headers.ContentEncoding));
            Assert.Equal([new("index", $"{i}")], head.Headers.Metadata);
            if (head.Size > 0)
            {
                Assert.Equal(Convert.ToHexString(SHA256.HashData(Bytes((int)head.Size, i))), await Sha256Async(Ceph.Collector, lake, keys[i]));
            }
        }
    }

    [Theory]
    [InlineData("no-such-bucket", null, null, TransferErrorCodes.BucketNotFound)]
    [InlineData(null, "http://127.0.0.1:1", null, TransferErrorCodes.EndpointUnreachable)]
    [InlineData(null, null, "wrong", TransferErrorCodes.InvalidCredentials)]
    public async Task What_is_wrong_with_a_side_is_one_clear_error(string? bucket, string? endpoint, string? secret, string code)
    {
        string source = await Ceph.AddBucketAsync(Ceph.Publisher, isPublic: true);
        string lake = await Ceph.AddBucketAsync(Ceph.Collector);

        ArchiveTransferException exception = await Assert.ThrowsAsync<ArchiveTransferException>(() => CollectAsync(bucket ?? source, lake, options =>
        {
            options.Retry.MaxRetryAttempts = 1;
            if (endpoint is not null)
            {
                options.Source.ServiceUrl = new Uri(endpoint);
            }

            options.Source.Anonymous = secret is null;
        }, new ArchiveCollectionComponents { SourceCredentials = secret is null ? null : new Amazon.Runtime.BasicAWSCredentials("AKSRC", secret) }));

        Assert.Equal(code, exception.ErrorCode);
    }

    private static byte[] Bytes(int count, int seed)
    {
        byte[] bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static void AssertSucceeded(ArchiveCollectionResult result) => Assert.True(
        result.Status == ArchiveCollectionStatus.Succeeded,
        $"{result.Status}: {result.Error?.Message} {string.Join(" | ", result.Failures.Take(5).Select(failure => failure.Error?.Message))}");

    private async Task PutManyAsync(IAmazonS3 client, string bucket, IEnumerable<(string Key, byte[] Content)> objects)
    {
        using SdkObjectStore store = Ceph.Seam(client);
        await Parallel.ForEachAsync(objects, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancellation }, async (item, token) =>
        {
            StoreResult<WrittenObject> put = await store.PutAsync(new PutRequest(new ObjectAddress(bucket, item.Key), StoreBody.Buffered(item.Content), new WriteAttributes()), token);
            Assert.True(put.IsSuccess, put.Error?.ToString());
        });
    }

    private static async Task PutLargeAsync(IAmazonS3 client, string bucket, string key, int size)
    {
        using var content = new MemoryStream(Bytes(size, 7));
        await client.PutObjectAsync(new Amazon.S3.Model.PutObjectRequest { BucketName = bucket, Key = key, InputStream = content, UseChunkEncoding = false }, Cancellation);
    }

    /// <summary>The same keys, sizes and content by their ETags, of which one may be the one-part form.</summary>
    private async Task AssertSameAsync(string source, string lake)
    {
        List<ListedObject> published = await Ceph.ListAsync(Ceph.Publisher, source);
        List<ListedObject> collected = await Ceph.ListAsync(Ceph.Collector, lake);
        Assert.Equal(published.Select(item => (item.Key, item.Size)), collected.Select(item => (item.Key, item.Size)));
        Assert.All(published.Zip(collected), pair => Assert.True(EntityTag.ProveEqual(pair.First.ETag, pair.Second.ETag), $"'{pair.First.Key}': {pair.First.ETag} {pair.Second.ETag}"));
    }

    private async Task<string> Sha256Async(IAmazonS3 client, string bucket, string key)
    {
        using SdkObjectStore store = Ceph.Seam(client);
        long size = (await store.HeadAsync(new HeadRequest(new ObjectAddress(bucket, key)), Cancellation)).Value.Size;
        using ObjectBody body = (await store.GetAsync(new GetRequest(new ObjectAddress(bucket, key), 0, size), Cancellation)).Value;
        return Convert.ToHexString(await SHA256.HashDataAsync(body.Content, Cancellation));
    }

    private async Task<ArchiveCollectionResult> CollectAsync(
        string source, string lake, Action<ArchiveCollectionOptions>? configure = null, ArchiveCollectionComponents? components = null, ArchiveCollectionRunOptions? run = null)
    {
        components ??= new ArchiveCollectionComponents();
        components.DestinationCredentials = CephStore.CollectorCredentials;
        await using ArchiveCollectionWorkflow workflow = ArchiveCollectionWorkflow.Create(
            options =>
            {
                options.Source.Bucket = source;
                options.Source.ServiceUrl = Ceph.Endpoint;
                options.Source.Anonymous = true;
                options.Destination.Bucket = lake;
                options.Destination.ServiceUrl = Ceph.Endpoint;
                options.MaxConcurrency = 32;
                configure?.Invoke(options);
            },
            components);
        return await workflow.ExecuteAsync(run, Cancellation);
    }
}
