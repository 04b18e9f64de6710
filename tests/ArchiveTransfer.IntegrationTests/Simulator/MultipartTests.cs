using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Simulator;

public sealed class MultipartTests : SimulatorTest
{
    private const int MiB = 1 << 20;

    [Fact]
    public async Task Parts_become_one_object_whose_ETag_is_the_hash_of_their_hashes()
    {
        byte[][] parts = [Bytes(5 * MiB, 1), Bytes(5 * MiB, 2), Bytes(100, 3)];
        var id = await BeginAsync("key");
        var etags = new List<PartETag>();
        for (var i = 0; i < parts.Length; i++)
        {
            etags.Add(await UploadAsync("key", id, i + 1, parts[i]));
        }

        Assert.Null(Bucket.Get("key"));
        Assert.Equal(1, Bucket.OpenUploads);
        var answer = await CompleteAsync("key", id, etags);

        var hashes = parts.SelectMany(static part => CryptographicOperations.HashData(HashAlgorithmName.MD5, part)).ToArray();
        Assert.Equal($"\"{Md5Of(hashes)}-3\"", answer.ETag);
        Assert.Equal(parts.SelectMany(static part => part).ToArray(), ContentOf(Bucket.Get("key")));
        Assert.Equal(0, Bucket.OpenUploads);
    }

    [Fact]
    public async Task Copied_parts_are_the_ranges_of_their_source()
    {
        var content = Bytes((5 * MiB) + 10);
        Bucket.Put("source", content);
        var id = await BeginAsync("key");

        var first = await CopyPartAsync(id, 1, 0, (5 * MiB) - 1);
        var second = await CopyPartAsync(id, 2, 5 * MiB, content.Length - 1);
        await CompleteAsync("key", id, [new PartETag(1, first.ETag), new PartETag(2, second.ETag)]);

        Assert.Equal($"\"{Md5Of(content[..(5 * MiB)])}\"", first.ETag);
        Assert.Equal(content, ContentOf(Bucket.Get("key")));
        Assert.Equal(content.Length, Simulator.ReadCounters().StoreBytesCopied);
    }

    [Fact]
    public async Task A_range_beyond_the_source_is_refused()
    {
        Bucket.Put("source", Bytes("0123456789"));
        var id = await BeginAsync("key");

        await RefusedAsync("InvalidArgument", 400, () => CopyPartAsync(id, 1, 0, 10));
    }

    [Fact]
    public async Task A_part_shows_its_checksum_before_anything_is_visible()
    {
        var content = Bytes(1_000);
        Bucket.Put("source", content);
        var begun = await Client.InitiateMultipartUploadAsync(
            new InitiateMultipartUploadRequest { BucketName = "bucket", Key = "key", ChecksumAlgorithm = ChecksumAlgorithm.SHA256 },
            Cancellation);

        var part = await CopyPartAsync(begun.UploadId, 1, 0, content.Length - 1);

        Assert.Equal(Convert.ToBase64String(SHA256.HashData(content)), part.ChecksumSHA256);
        Assert.Null(Bucket.Get("key"));
    }

    [Fact]
    public async Task Completing_refuses_what_does_not_fit()
    {
        var id = await BeginAsync("key");
        var small = await UploadAsync("key", id, 1, Bytes(10, 1));
        var last = await UploadAsync("key", id, 2, Bytes(10, 2));

        await RefusedAsync("InvalidPart", 400, () => CompleteAsync("key", id, [new PartETag(1, small.ETag), new PartETag(3, last.ETag)]));
        await RefusedAsync("InvalidPart", 400, () => CompleteAsync("key", id, [new PartETag(1, last.ETag)]));
        await RefusedAsync("EntityTooSmall", 400, () => CompleteAsync("key", id, [small, last]));
        await RefusedAsync("NoSuchUpload", 404, () => CompleteAsync("other", id, [small]));
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        var xml = $"<CompleteMultipartUpload>{PartXml(last)}{PartXml(small)}</CompleteMultipartUpload>";
        var (status, body) = await raw.SendAsync(HttpMethod.Post, $"/bucket/key?uploadId={id}", Cancellation, Bytes(xml));

        Assert.Equal(400, status);
        Assert.Contains("InvalidPartOrder", body, StringComparison.Ordinal);
        Assert.Null(Bucket.Get("key"));
        Assert.Equal(1, Bucket.OpenUploads);

        static string PartXml(PartETag part) => $"<Part><PartNumber>{part.PartNumber}</PartNumber><ETag>{part.ETag}</ETag></Part>";
    }

    [Theory]
    [InlineData("10", 200)]
    [InlineData("11", 400)]
    [InlineData("9", 400)]
    [InlineData("-10", 400)]
    [InlineData("ten", 400)]
    public async Task Completing_checks_the_size_that_is_expected(string size, int expected)
    {
        var id = await BeginAsync("key");
        var part = await UploadAsync("key", id, 1, Bytes(10));
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        var xml = $"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{part.ETag}</ETag></Part></CompleteMultipartUpload>";

        var (status, body) = await raw.SendAsync(HttpMethod.Post, $"/bucket/key?uploadId={id}", Cancellation, Bytes(xml), null, ("x-amz-mp-object-size", size));

        Assert.Equal(expected, status);
        Assert.Equal(expected == 400, body.Contains("<Code>InvalidRequest</Code>", StringComparison.Ordinal));
        Assert.Equal(expected == 200, Bucket.Get("key") is not null);
        Assert.Equal(expected == 200 ? 0 : 1, Bucket.OpenUploads);
    }

    [Fact]
    public async Task Completing_with_If_None_Match_keeps_what_is_there()
    {
        Bucket.Put("key", Bytes("old"));
        var id = await BeginAsync("key");
        var part = await UploadAsync("key", id, 1, Bytes("new"));

        await RefusedAsync("PreconditionFailed", 412, () => Client.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest { BucketName = "bucket", Key = "key", UploadId = id, PartETags = [part], IfNoneMatch = "*" },
            Cancellation));

        Assert.Equal(Bytes("old"), ContentOf(Bucket.Get("key")));
    }

    [Fact]
    public async Task An_aborted_upload_is_gone()
    {
        var id = await BeginAsync("key");
        var part = await UploadAsync("key", id, 1, Bytes("x"));

        await Client.AbortMultipartUploadAsync("bucket", "key", id, Cancellation);

        Assert.Equal(0, Bucket.OpenUploads);
        await RefusedAsync("NoSuchUpload", 404, () => UploadAsync("key", id, 2, Bytes("x")));
        await RefusedAsync("NoSuchUpload", 404, () => CompleteAsync("key", id, [part]));
        await RefusedAsync("NoSuchUpload", 404, () => Client.AbortMultipartUploadAsync("bucket", "key", id, Cancellation));
        await RefusedAsync("NoSuchUpload", 404, () => Client.ListPartsAsync("bucket", "key", id, Cancellation));
    }

    [Fact]
    public async Task Uploads_and_parts_are_listed_in_pages()
    {
        var id = await BeginAsync("b");
        await BeginAsync("a");
        await BeginAsync("c");
        foreach (var number in (int[])[3, 1, 2])
        {
            await UploadAsync("b", id, number, Bytes(number));
        }

        var first = await Client.ListPartsAsync(new ListPartsRequest { BucketName = "bucket", Key = "b", UploadId = id, MaxParts = 2 }, Cancellation);
        var second = await Client.ListPartsAsync(
            new ListPartsRequest { BucketName = "bucket", Key = "b", UploadId = id, PartNumberMarker = first.NextPartNumberMarker?.ToString(System.Globalization.CultureInfo.InvariantCulture) },
            Cancellation);
        var uploads = await Client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = "bucket", MaxUploads = 2 }, Cancellation);
        var more = await Client.ListMultipartUploadsAsync(
            new ListMultipartUploadsRequest { BucketName = "bucket", KeyMarker = uploads.NextKeyMarker, UploadIdMarker = uploads.NextUploadIdMarker },
            Cancellation);

        Assert.Equal([1, 2], first.Parts.Select(static part => part.PartNumber!.Value));
        Assert.Equal([3], second.Parts.Select(static part => part.PartNumber!.Value));
        Assert.Equal(["a", "b"], uploads.MultipartUploads.Select(static upload => upload.Key));
        Assert.Equal(["c"], more.MultipartUploads.Select(static upload => upload.Key));
        Assert.Equal(Simulator.Owner.AccessKey, uploads.MultipartUploads[0].Initiator.Id);
    }

    [Theory]
    [InlineData(true, 60)]
    [InlineData(false, 120)]
    public async Task A_multipart_object_is_dated_as_the_store_does(bool byInitiation, int seconds)
    {
        var clock = new ManualClock();
        await using var simulator = await S3Simulator.StartAsync(
            options =>
            {
                options.TimeProvider = clock;
                options.DatesMultipartByInitiation = byInitiation;
            },
            Cancellation);
        var bucket = simulator.AddBucket("bucket");
        using var raw = new RawClient(simulator.Endpoint, simulator.Owner) { SignedAt = clock.GetUtcNow() };
        clock.Advance(TimeSpan.FromSeconds(60));
        var begun = await raw.SendAsync(HttpMethod.Post, "/bucket/key?uploads", Cancellation);
        var id = System.Xml.Linq.XElement.Parse(begun.Body).Elements().Single(static element => element.Name.LocalName == "UploadId").Value;
        await raw.SendAsync(HttpMethod.Put, $"/bucket/key?partNumber=1&uploadId={id}", Cancellation, Bytes("x"));
        clock.Advance(TimeSpan.FromSeconds(60));
        var xml = $"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{Md5Of(Bytes("x"))}</ETag></Part></CompleteMultipartUpload>";
        await raw.SendAsync(HttpMethod.Post, $"/bucket/key?uploadId={id}", Cancellation, Bytes(xml));

        Assert.Equal(ManualClock.Start.AddSeconds(seconds), bucket.Get("key")!.LastModified);
    }

    private async Task<string> BeginAsync(string key) => (await Client.InitiateMultipartUploadAsync("bucket", key, Cancellation)).UploadId;

    private async Task<PartETag> UploadAsync(string key, string id, int number, byte[] content)
    {
        var answer = await Client.UploadPartAsync(
            new UploadPartRequest
            {
                BucketName = "bucket",
                Key = key,
                UploadId = id,
                PartNumber = number,
                InputStream = new MemoryStream(content),
                UseChunkEncoding = false,
            },
            Cancellation);
        return new PartETag(number, answer.ETag);
    }

    private Task<CopyPartResponse> CopyPartAsync(string id, int number, long first, long last) => Client.CopyPartAsync(
        new CopyPartRequest
        {
            SourceBucket = "bucket",
            SourceKey = "source",
            DestinationBucket = "bucket",
            DestinationKey = "key",
            UploadId = id,
            PartNumber = number,
            FirstByte = first,
            LastByte = last,
        },
        Cancellation);

    private Task<CompleteMultipartUploadResponse> CompleteAsync(string key, string id, List<PartETag> parts) => Client.CompleteMultipartUploadAsync(
        new CompleteMultipartUploadRequest { BucketName = "bucket", Key = key, UploadId = id, PartETags = parts },
        Cancellation);
}
