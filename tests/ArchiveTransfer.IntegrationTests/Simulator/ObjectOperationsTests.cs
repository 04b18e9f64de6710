using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Xunit;

namespace ArchiveTransfer.Simulator;

public sealed class ObjectOperationsTests : SimulatorTest
{
    [Fact]
    public async Task An_object_put_comes_back_with_content_headers_metadata_and_tags()
    {
        var content = Bytes(100_000);
        var put = new PutObjectRequest
        {
            BucketName = "bucket",
            Key = "a/b.zip",
            InputStream = new MemoryStream(content),
            UseChunkEncoding = false,
            ContentType = "application/zip",
            StorageClass = S3StorageClass.StandardInfrequentAccess,
            TagSet = [new Tag { Key = "team", Value = "a b+c" }],
        };
        put.Headers.CacheControl = "max-age=60";
        put.Headers.ContentEncoding = "gzip";
        put.Metadata.Add("origin", "here");

        var answer = await Client.PutObjectAsync(put, Cancellation);
        using var got = await Client.GetObjectAsync("bucket", "a/b.zip", Cancellation);
        using var received = new MemoryStream();
        await got.ResponseStream.CopyToAsync(received, Cancellation);

        Assert.Equal($"\"{Md5Of(content)}\"", answer.ETag);
        Assert.Equal(content, received.ToArray());
        Assert.Equal("application/zip", got.Headers.ContentType);
        Assert.Equal("max-age=60", got.Headers.CacheControl);
        Assert.Equal("gzip", got.Headers.ContentEncoding);
        Assert.Equal("here", got.Metadata["origin"]);
        Assert.Equal("STANDARD_IA", got.StorageClass.Value);
        var tags = await Client.GetObjectTaggingAsync(new GetObjectTaggingRequest { BucketName = "bucket", Key = "a/b.zip" }, Cancellation);
        Assert.Equal("a b+c", Assert.Single(tags.Tagging).Value);
    }

    [Theory]
    [InlineData("bytes=0-0", 206, "bytes 0-0/10", "0")]
    [InlineData("bytes=3-5", 206, "bytes 3-5/10", "345")]
    [InlineData("bytes=8-", 206, "bytes 8-9/10", "89")]
    [InlineData("bytes=8-99", 206, "bytes 8-9/10", "89")]
    [InlineData("bytes=-3", 206, "bytes 7-9/10", "789")]
    [InlineData("bytes=-99", 206, "bytes 0-9/10", "0123456789")]
    [InlineData("bytes=5-3", 200, null, "0123456789")]
    [InlineData("bytes=0-1,3-4", 200, null, "0123456789")]
    public async Task A_range_is_answered_as_RFC_9110_says(string range, int status, string? contentRange, string content)
    {
        Bucket.IsPublic = true;
        Bucket.Put("key", Bytes("0123456789"));
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Simulator.Endpoint, "/bucket/key"));
        request.Headers.TryAddWithoutValidation("Range", range);

        using var response = await http.SendAsync(request, Cancellation);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(contentRange, response.Content.Headers.ContentRange?.ToString());
        Assert.Equal(content, await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData(0, "bytes=0-0")]
    [InlineData(0, "bytes=-1")]
    [InlineData(10, "bytes=10-")]
    [InlineData(10, "bytes=-0")]
    public async Task A_range_that_no_byte_satisfies_is_416(int size, string range)
    {
        Bucket.Put("key", Bytes(size));
        var request = new GetObjectRequest { BucketName = "bucket", Key = "key", ByteRange = new ByteRange(range) };

        await RefusedAsync("InvalidRange", 416, () => Client.GetObjectAsync(request, Cancellation));
    }

    [Fact]
    public async Task Conditions_on_reading_are_checked()
    {
        Bucket.Put("key", Bytes("x"));
        var etag = Bucket.Get("key")!.ETag;

        await RefusedAsync("PreconditionFailed", 412, () => Client.GetObjectAsync(new GetObjectRequest { BucketName = "bucket", Key = "key", EtagToMatch = "\"other\"" }, Cancellation));
        using var same = await Client.GetObjectAsync(new GetObjectRequest { BucketName = "bucket", Key = "key", EtagToMatch = etag }, Cancellation);
        var notModified = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => Client.GetObjectAsync(new GetObjectRequest { BucketName = "bucket", Key = "key", EtagToNotMatch = etag }, Cancellation));

        Assert.Equal(HttpStatusCode.OK, same.HttpStatusCode);
        Assert.Equal(HttpStatusCode.NotModified, notModified.StatusCode);
    }

    [Fact]
    public async Task Put_with_If_None_Match_does_not_replace()
    {
        var request = new PutObjectRequest { BucketName = "bucket", Key = "key", ContentBody = "first", IfNoneMatch = "*" };
        await Client.PutObjectAsync(request, Cancellation);

        await RefusedAsync("PreconditionFailed", 412, () => Client.PutObjectAsync(
            new PutObjectRequest { BucketName = "bucket", Key = "key", ContentBody = "second", IfNoneMatch = "*" },
            Cancellation));

        Assert.Equal(Bytes("first"), ContentOf(Bucket.Get("key")));
    }

    [Fact]
    public async Task A_missing_key_is_404_and_a_head_of_it_has_no_body()
    {
        await RefusedAsync("NoSuchKey", 404, () => Client.GetObjectAsync("bucket", "none", Cancellation));
        await RefusedAsync("NoSuchBucket", 404, () => Client.GetObjectAsync("none", "none", Cancellation));
        var head = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => Client.GetObjectMetadataAsync("bucket", "none", Cancellation));

        Assert.Equal(HttpStatusCode.NotFound, head.StatusCode);
    }

    [Fact]
    public async Task Deleting_removes_and_deleting_again_is_no_error()
    {
        Bucket.Put("a", Bytes("x"));
        Bucket.Put("b", Bytes("x"));
        Bucket.Put("c ", Bytes("x"));

        await Client.DeleteObjectAsync("bucket", "a", Cancellation);
        await Client.DeleteObjectAsync("bucket", "a", Cancellation);
        var batch = await Client.DeleteObjectsAsync(
            new DeleteObjectsRequest { BucketName = "bucket", Objects = [new KeyVersion { Key = "c " }, new KeyVersion { Key = "none" }] },
            Cancellation);

        Assert.Equal(2, batch.DeletedObjects.Count);
        Assert.Equal(["b"], Bucket.Keys);
    }

    [Fact]
    public async Task Tags_can_be_replaced()
    {
        Bucket.Put("key", Bytes("x"), new Dictionary<string, string> { ["x-amz-tagging"] = "a=1" });

        await Client.PutObjectTaggingAsync(
            new PutObjectTaggingRequest { BucketName = "bucket", Key = "key", Tagging = new Tagging { TagSet = [new Tag { Key = "b", Value = "2" }] } },
            Cancellation);

        Assert.Equal("b", Assert.Single(Bucket.Get("key")!.Tags).Key);
    }

    [Fact]
    public async Task A_key_of_more_than_1024_bytes_is_refused()
    {
        await Client.PutObjectAsync(new PutObjectRequest { BucketName = "bucket", Key = new string('ä', 512), ContentBody = "" }, Cancellation);

        await RefusedAsync("KeyTooLongError", 400, () => Client.PutObjectAsync(
            new PutObjectRequest { BucketName = "bucket", Key = new string('ä', 512) + "x", ContentBody = "" },
            Cancellation));
    }

    [Fact]
    public async Task Buckets_can_be_created_headed_and_located()
    {
        await Client.PutBucketAsync("created", Cancellation);
        var location = await Client.GetBucketLocationAsync("created", Cancellation);
        var buckets = await Client.ListBucketsAsync(Cancellation);

        Assert.True(string.IsNullOrEmpty(location.Location?.Value));
        Assert.Equal(["bucket", "created"], buckets.Buckets.Select(static bucket => bucket.BucketName));
        Assert.NotNull(Simulator.FindBucket("created"));
    }

    [Fact]
    public async Task What_the_simulator_leaves_out_is_501()
    {
        Bucket.Put("key", Bytes("x"));
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);

        var torrent = await raw.SendAsync(HttpMethod.Get, "/bucket/key?torrent", Cancellation);
        var policy = await raw.SendAsync(HttpMethod.Put, "/bucket?policy", Cancellation, Bytes("{}"));

        Assert.Equal((501, 501), (torrent.Status, policy.Status));
    }

    [Fact]
    public async Task A_parameter_that_S3_does_not_know_is_ignored()
    {
        Bucket.Put("key", Bytes("content"));
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);

        Assert.Equal((200, "content"), await raw.SendAsync(HttpMethod.Get, "/bucket/key?whatever", Cancellation));
    }
}
