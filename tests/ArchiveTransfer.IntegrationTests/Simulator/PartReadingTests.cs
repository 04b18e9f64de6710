using System.Globalization;
using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Xunit;

namespace ArchiveTransfer.Simulator;

/// <summary>Reading by part, by range and with chosen headers, and what is told of an object.</summary>
public sealed class PartReadingTests : SimulatorTest
{
    private const int MiB = 1 << 20;
    private static readonly byte[] First = Bytes(5 * MiB, 1);
    private static readonly byte[] Last = Bytes(100, 2);

    [Theory]
    [InlineData(2, 0, 5 * MiB)]
    [InlineData(5, 5 * MiB, 100)]
    public async Task A_part_is_read_by_the_number_it_was_uploaded_with(int number, int offset, int length)
    {
        await UploadAsync(null);

        using var got = await Client.GetObjectAsync(new GetObjectRequest { BucketName = "bucket", Key = "key", PartNumber = number }, Cancellation);
        using var received = new MemoryStream();
        await got.ResponseStream.CopyToAsync(received, Cancellation);
        var head = await Client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = "bucket", Key = "key", PartNumber = number }, Cancellation);

        Assert.Equal((HttpStatusCode.PartialContent, HttpStatusCode.PartialContent), (got.HttpStatusCode, head.HttpStatusCode));
        Assert.Equal((2, 2), (got.PartsCount, head.PartsCount));
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"bytes {offset}-{offset + length - 1}/{First.Length + Last.Length}"), got.ContentRange);
        Assert.Equal(length, head.ContentLength);
        Assert.Equal(offset == 0 ? First : Last, received.ToArray());
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(3, true)]
    [InlineData(2, false)]
    public async Task A_part_that_is_not_there_is_416(int number, bool isMultipart)
    {
        if (isMultipart)
        {
            await UploadAsync(null);
        }
        else
        {
            Bucket.Put("key", Last);
        }

        await RefusedAsync("InvalidPartNumber", 416, () => Client.GetObjectAsync(new GetObjectRequest { BucketName = "bucket", Key = "key", PartNumber = number }, Cancellation));
    }

    [Fact]
    public async Task An_object_put_at_once_is_its_own_first_part_and_has_no_parts_count()
    {
        Bucket.Put("key", Last);

        var head = await Client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = "bucket", Key = "key", PartNumber = 1 }, Cancellation);

        Assert.Equal((HttpStatusCode.PartialContent, Last.Length, (int?)null), (head.HttpStatusCode, head.ContentLength, head.PartsCount));
    }

    [Fact]
    public async Task A_virtual_multipart_object_has_the_parts_its_ETag_speaks_of()
    {
        const long Size = 20L * MiB;
        Bucket.AddVirtual(1, static _ => "virtual", static _ => Size);
        var total = 0L;
        var count = int.Parse(Bucket.Get("virtual")!.ETag.Split('-')[1], CultureInfo.InvariantCulture);

        for (var number = 1; number <= count; number++)
        {
            var head = await Client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = "bucket", Key = "virtual", PartNumber = number }, Cancellation);
            Assert.Equal(count, head.PartsCount);
            total += head.ContentLength;
        }

        Assert.Equal(Size, total);
    }

    [Fact]
    public async Task A_store_that_ignores_part_numbers_answers_with_the_whole()
    {
        await using var simulator = await ArchiveTransfer.Testing.S3Simulator.StartAsync(static options => options.HonorsPartNumber = false, Cancellation);
        simulator.AddBucket("bucket").Put("key", Last);
        using var client = simulator.CreateClient(simulator.Owner);

        var head = await client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = "bucket", Key = "key", PartNumber = 9 }, Cancellation);

        Assert.Equal((HttpStatusCode.OK, Last.Length), (head.HttpStatusCode, head.ContentLength));
    }

    [Fact]
    public async Task Parts_survive_new_tags()
    {
        await UploadAsync(null);
        await Client.PutObjectTaggingAsync(
            new PutObjectTaggingRequest { BucketName = "bucket", Key = "key", Tagging = new Tagging { TagSet = [new Tag { Key = "a", Value = "1" }] } },
            Cancellation);

        var head = await Client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = "bucket", Key = "key", PartNumber = 5 }, Cancellation);

        Assert.Equal(Last.Length, head.ContentLength);
    }

    [Fact]
    public async Task Attributes_tell_what_is_asked_for()
    {
        await UploadAsync(ChecksumAlgorithm.SHA256);

        var all = await AttributesAsync(null, "ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize");
        var one = await AttributesAsync(null, "ObjectSize");

        Assert.Equal(Bucket.Get("key")!.ETag, all.ETag);
        Assert.Equal(("STANDARD", First.Length + Last.Length), (all.StorageClass.Value, all.ObjectSize));
        Assert.Equal((2, false), (all.ObjectParts.TotalPartsCount, all.ObjectParts.IsTruncated));
        Assert.Equal([2, 5], all.ObjectParts.Parts.Select(static part => part.PartNumber!.Value));
        Assert.Equal([First.Length, Last.Length], all.ObjectParts.Parts.Select(static part => part.Size!.Value));
        Assert.Equal(Sha256(Last), all.ObjectParts.Parts[1].ChecksumSHA256);
        Assert.Equal(ChecksumType.COMPOSITE, all.Checksum.ChecksumType);
        Assert.Equal((null, null, First.Length + Last.Length), (one.ETag, one.ObjectParts, one.ObjectSize));
    }

    [Fact]
    public async Task Parts_are_told_in_pages()
    {
        await UploadAsync(ChecksumAlgorithm.SHA256);

        var first = await AttributesAsync(null, "ObjectParts");
        var page = await AttributesAsync(1, "ObjectParts");

        Assert.Equal(2, first.ObjectParts.Parts.Count);
        Assert.Equal((true, 2), (page.ObjectParts.IsTruncated, page.ObjectParts.NextPartNumberMarker));
        Assert.Equal([2], page.ObjectParts.Parts.Select(static part => part.PartNumber!.Value));
    }

    [Fact]
    public async Task Parts_without_checksums_of_their_own_are_only_counted()
    {
        await UploadAsync(null);

        var told = await AttributesAsync(null, "ObjectParts", "Checksum");

        Assert.Equal(2, told.ObjectParts.TotalPartsCount);
        Assert.Empty(told.ObjectParts.Parts ?? []);
        Assert.Null(told.Checksum?.ChecksumSHA256);
    }

    [Fact]
    public async Task The_checksum_of_a_part_is_told_with_the_part()
    {
        await UploadAsync(ChecksumAlgorithm.SHA256);

        var part = await Client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = "bucket", Key = "key", PartNumber = 5, ChecksumMode = ChecksumMode.ENABLED }, Cancellation);
        var whole = await Client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = "bucket", Key = "key", ChecksumMode = ChecksumMode.ENABLED }, Cancellation);

        Assert.Equal(Sha256(Last), part.ChecksumSHA256);
        Assert.EndsWith("-2", whole.ChecksumSHA256, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_of_the_answer_can_be_chosen_by_whoever_signs()
    {
        Bucket.Put("key", Last, new Dictionary<string, string> { ["content-type"] = "application/zip" });
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        using var response = await raw.SendAsync(
            raw.Create(HttpMethod.Get, "/bucket/key?response-content-type=text%2Fplain&response-content-disposition=attachment&response-cache-control=no-store"),
            Cancellation);

        Assert.Equal(["text/plain"], response.Content.Headers.GetValues("Content-Type"));
        Assert.Equal(["attachment"], response.Content.Headers.GetValues("Content-Disposition"));
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.Equal("application/zip", Bucket.Get("key")!.Headers["content-type"]);
    }

    [Theory]
    [InlineData("same", HttpStatusCode.PartialContent)]
    [InlineData("\"other\"", HttpStatusCode.OK)]
    [InlineData("Wed, 01 Jan 2020 00:00:00 GMT", HttpStatusCode.OK)]
    [InlineData("date", HttpStatusCode.PartialContent)]
    public async Task A_range_counts_only_while_If_Range_names_the_object(string condition, HttpStatusCode status)
    {
        Bucket.Put("key", Last);
        var stored = Bucket.Get("key")!;
        condition = condition switch
        {
            "same" => $"\"{stored.ETag}\"",
            "date" => stored.LastModified.ToString("R", CultureInfo.InvariantCulture),
            _ => condition,
        };
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        using var response = await raw.SendAsync(raw.Create(HttpMethod.Get, "/bucket/key", null, null, ("Range", "bytes=0-9"), ("If-Range", condition)), Cancellation);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(status == HttpStatusCode.OK ? Last.Length : 10, (await response.Content.ReadAsByteArrayAsync(Cancellation)).Length);
    }

    private static string Sha256(byte[] content) => Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(content));

    private Task<GetObjectAttributesResponse> AttributesAsync(int? maxParts, params string[] names) => Client.GetObjectAttributesAsync(
        new GetObjectAttributesRequest { BucketName = "bucket", Key = "key", MaxParts = maxParts, ObjectAttributes = [.. names.Select(static name => new ObjectAttributes(name))] },
        Cancellation);

    /// <summary>Parts 2 and 5: numbers may leave gaps.</summary>
    private async Task UploadAsync(ChecksumAlgorithm? algorithm)
    {
        var begun = await Client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = "bucket", Key = "key", ChecksumAlgorithm = algorithm }, Cancellation);
        var parts = new List<PartETag>();
        foreach (var (number, content) in new[] { (2, First), (5, Last) })
        {
            var answer = await Client.UploadPartAsync(
                new UploadPartRequest { BucketName = "bucket", Key = "key", UploadId = begun.UploadId, PartNumber = number, InputStream = new MemoryStream(content), UseChunkEncoding = false, ChecksumSHA256 = algorithm is null ? null : Sha256(content) },
                Cancellation);
            parts.Add(new PartETag(number, answer.ETag) { ChecksumSHA256 = algorithm is null ? null : Sha256(content) });
        }

        await Client.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { BucketName = "bucket", Key = "key", UploadId = begun.UploadId, PartETags = parts }, Cancellation);
    }
}
