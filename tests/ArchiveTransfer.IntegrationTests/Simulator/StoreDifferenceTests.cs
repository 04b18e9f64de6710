using Amazon.S3.Model;
using ArchiveTransfer.Testing;
using Xunit;
using S3Bucket = ArchiveTransfer.Testing.S3Bucket;

namespace ArchiveTransfer.Simulator;

public sealed class StoreDifferenceTests : IAsyncLifetime
{
    private S3Simulator _simulator = null!;
    private S3Bucket _bucket = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_simulator is not null)
        {
            await _simulator.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(false, 200)]
    [InlineData(true, 501)]
    public async Task Operations_can_be_missing(bool isMissing, int status)
    {
        using var raw = await StartAsync(options =>
        {
            if (isMissing)
            {
                options.NotImplemented.Add("CopyObject");
            }
        });
        _bucket.Put("a", "x"u8.ToArray());

        Assert.Equal(status, (await CopyAsync(raw)).Status);
    }

    [Theory]
    [InlineData(false, 200)]
    [InlineData(true, 403)]
    public async Task Parts_of_foreign_public_buckets_can_be_refused_where_whole_objects_are_not(bool isDenied, int status)
    {
        using var unused = await StartAsync(options => options.DenyPartCopyFromForeignBuckets = isDenied);
        var source = _simulator.AddBucket("source", isPublic: true);
        source.Put("a", "x"u8.ToArray());
        var other = _simulator.AddIdentity("other");
        _simulator.AddBucket("own", other);
        using var raw = new RawClient(_simulator.Endpoint, other);
        using var client = _simulator.CreateClient(other);
        var upload = await client.InitiateMultipartUploadAsync("own", "key", Cancellation);

        var whole = await raw.SendAsync(HttpMethod.Put, "/own/copy", Cancellation, null, null, ("x-amz-copy-source", "source/a"));
        var part = await raw.SendAsync(HttpMethod.Put, $"/own/key?partNumber=1&uploadId={upload.UploadId}", Cancellation, null, null, ("x-amz-copy-source", "source/a"));

        Assert.Equal((200, status), (whole.Status, part.Status));
    }

    [Theory]
    [InlineData(false, "gzip")]
    [InlineData(true, "aws-chunked,gzip")]
    public async Task The_coding_of_the_upload_can_stay_with_the_object(bool isKept, string encoding)
    {
        using var raw = await StartAsync(options => options.KeepAwsChunkedEncoding = isKept);

        await raw.SendAsync(HttpMethod.Put, "/bucket/a", Cancellation, "x"u8.ToArray(), null, ("Content-Encoding", "aws-chunked,gzip"));

        Assert.Equal(encoding, _bucket.Get("a")!.Headers["content-encoding"]);
    }

    [Theory]
    [InlineData(true, 412)]
    [InlineData(false, 200)]
    public async Task Conditions_of_copies_can_be_ignored(bool areHonored, int status)
    {
        using var raw = await StartAsync(options => (options.HonorsConditionsOnCopy, options.HonorsConditionsOnCopySource) = (areHonored, areHonored));
        _bucket.Put("a", "x"u8.ToArray());
        _bucket.Put("b", "y"u8.ToArray());

        Assert.Equal(status, (await CopyAsync(raw, ("If-None-Match", "*"))).Status);
        Assert.Equal(status, (await CopyAsync(raw, ("x-amz-copy-source-if-match", "other"))).Status);
        Assert.Equal(412, (await raw.SendAsync(HttpMethod.Put, "/bucket/b", Cancellation, [], null, ("If-None-Match", "*"))).Status);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task The_ETag_of_a_copy_can_lack_its_quotes(bool without, bool hasQuotes)
    {
        using var raw = await StartAsync(options => options.ETagWithoutQuotes = without);
        _bucket.Put("a", "x"u8.ToArray());

        Assert.Equal(hasQuotes, (await CopyAsync(raw)).Body.Contains("&quot;", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_ETag_of_a_multipart_source_can_stay_with_its_copy(bool isKept)
    {
        using var raw = await StartAsync(options => options.CopyKeepsMultipartETag = isKept);
        using var client = _simulator.CreateClient(_simulator.Owner);
        var upload = await client.InitiateMultipartUploadAsync("bucket", "a", Cancellation);
        var part = await client.UploadPartAsync(
            new UploadPartRequest { BucketName = "bucket", Key = "a", UploadId = upload.UploadId, PartNumber = 1, InputStream = new MemoryStream("x"u8.ToArray()) },
            Cancellation);
        await client.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest { BucketName = "bucket", Key = "a", UploadId = upload.UploadId, PartETags = [new PartETag(1, part.ETag)] },
            Cancellation);

        await CopyAsync(raw);

        Assert.Equal(isKept ? _bucket.Get("a")!.ETag : "9dd4e461268c8034f5c8564e155c67a6", _bucket.Get("b")!.ETag);
    }

    [Theory]
    [InlineData(true, 400)]
    [InlineData(false, 200)]
    public async Task Checksums_can_be_ignored(bool areHonored, int status)
    {
        using var raw = await StartAsync(options => options.HonorsChecksums = areHonored);

        var put = await raw.SendAsync(HttpMethod.Put, "/bucket/a", Cancellation, "x"u8.ToArray(), null, ("x-amz-checksum-crc32", "AAAAAA=="));
        _bucket.Put("a", "x"u8.ToArray());
        var copy = await CopyAsync(raw, ("x-amz-checksum-algorithm", "SHA256"));

        Assert.Equal(status, put.Status);
        Assert.Equal(areHonored, copy.Body.Contains("<ChecksumSHA256>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_encrypting_bucket_makes_random_ETags_and_says_so_everywhere_but_in_listings()
    {
        using var raw = await StartAsync(static _ => { });
        _bucket.DefaultKms = true;
        const string Header = "x-amz-server-side-encryption";

        using var put = await SendAsync(raw, HttpMethod.Put, "/bucket/a", "x"u8.ToArray());
        using var head = await SendAsync(raw, HttpMethod.Head, "/bucket/a");
        using var get = await SendAsync(raw, HttpMethod.Get, "/bucket/a");
        using var copy = await SendAsync(raw, HttpMethod.Put, "/bucket/b", null, ("x-amz-copy-source", "bucket/a"));
        var listing = await raw.SendAsync(HttpMethod.Get, "/bucket?list-type=2", Cancellation);

        Assert.All([put, head, get, copy], static answer => Assert.Equal("aws:kms", answer.Headers.GetValues(Header).Single()));
        Assert.DoesNotContain("kms", listing.Body, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{32}$", _bucket.Get("a")!.ETag);
        Assert.NotEqual("9dd4e461268c8034f5c8564e155c67a6", _bucket.Get("a")!.ETag);
        Assert.NotEqual(_bucket.Get("a")!.ETag, _bucket.Get("b")!.ETag);
    }

    [Fact]
    public async Task A_bucket_that_keeps_no_content_keeps_the_hashes()
    {
        using var raw = await StartAsync(static _ => { });
        _bucket.KeepsContent = false;
        var content = new byte[3 << 20];

        var put = await raw.SendAsync(HttpMethod.Put, "/bucket/a", Cancellation, content);
        var get = await raw.SendAsync(HttpMethod.Get, "/bucket/a", Cancellation);

        var stored = _bucket.Get("a")!;
        Assert.Equal((200, 500), (put.Status, get.Status));
        Assert.False(stored.HasContent);
        Assert.Equal((content.Length, RawClient.Sha256(content)), (stored.Size, stored.ComputeSha256()));
        Assert.Equal("d1dd210d6b1312cb342b56d02bd5e651", stored.ETag);
    }

    private async Task<RawClient> StartAsync(Action<S3SimulatorOptions> configure)
    {
        _simulator = await S3Simulator.StartAsync(configure, Cancellation);
        _bucket = _simulator.AddBucket("bucket");
        return new RawClient(_simulator.Endpoint, _simulator.Owner);
    }

    private static Task<(int Status, string Body)> CopyAsync(RawClient raw, params (string Name, string Value)[] headers) =>
        raw.SendAsync(HttpMethod.Put, "/bucket/b", Cancellation, null, null, [("x-amz-copy-source", "bucket/a"), .. headers]);

    private static async Task<HttpResponseMessage> SendAsync(RawClient raw, HttpMethod method, string target, byte[]? body = null, params (string Name, string Value)[] headers)
    {
        using var request = raw.Create(method, target, body, null, headers);
        return await raw.SendAsync(request, Cancellation);
    }
}
