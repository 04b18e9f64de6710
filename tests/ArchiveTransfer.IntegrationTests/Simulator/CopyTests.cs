using System.Xml.Linq;
using Amazon.S3;
using Amazon.S3.Model;
using Xunit;

namespace ArchiveTransfer.Simulator;

public sealed class CopyTests : SimulatorTest
{
    [Fact]
    public async Task A_copy_keeps_content_metadata_and_tags_but_not_the_class()
    {
        Bucket.Put("a", Bytes("content"), new Dictionary<string, string>
        {
            ["Content-Type"] = "text/csv",
            ["x-amz-meta-origin"] = "here",
            ["x-amz-tagging"] = "k=v",
            ["x-amz-storage-class"] = "GLACIER_IR",
        });

        var answer = await Client.CopyObjectAsync("bucket", "a", "bucket", "b", Cancellation);

        var copy = Bucket.Get("b")!;
        Assert.Equal($"\"{Md5Of(Bytes("content"))}\"", answer.ETag);
        Assert.Equal(Bytes("content"), ContentOf(copy));
        Assert.Equal(("text/csv", "here", "v", "STANDARD"), (copy.Headers["content-type"], copy.Headers["x-amz-meta-origin"], copy.Tags["k"], copy.StorageClass));
    }

    [Fact]
    public async Task Directives_replace_metadata_and_tags()
    {
        Bucket.Put("a", Bytes("content"), new Dictionary<string, string> { ["x-amz-meta-old"] = "1", ["x-amz-tagging"] = "old=1" });
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);

        var (status, _) = await raw.SendAsync(
            HttpMethod.Put,
            "/bucket/b",
            Cancellation,
            null,
            null,
            ("x-amz-copy-source", "bucket/a"),
            ("x-amz-metadata-directive", "REPLACE"),
            ("x-amz-meta-new", "2"),
            ("x-amz-tagging-directive", "REPLACE"),
            ("x-amz-tagging", "new=2"));

        var copy = Bucket.Get("b")!;
        Assert.Equal(200, status);
        Assert.Equal("x-amz-meta-new", Assert.Single(copy.Headers).Key);
        Assert.Equal("new", Assert.Single(copy.Tags).Key);
    }

    [Fact]
    public async Task Conditions_on_the_source_are_checked()
    {
        Bucket.Put("a", Bytes("content"));
        var request = new CopyObjectRequest { SourceBucket = "bucket", SourceKey = "a", DestinationBucket = "bucket", DestinationKey = "b" };

        request.ETagToMatch = "\"other\"";
        await RefusedAsync("PreconditionFailed", 412, () => Client.CopyObjectAsync(request, Cancellation));
        Assert.Null(Bucket.Get("b"));

        request.ETagToMatch = Bucket.Get("a")!.ETag;
        await Client.CopyObjectAsync(request, Cancellation);
        Assert.NotNull(Bucket.Get("b"));
    }

    [Fact]
    public async Task A_copy_with_If_None_Match_does_not_replace()
    {
        Bucket.Put("a", Bytes("new"));
        Bucket.Put("b", Bytes("old"));
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);

        var (status, _) = await raw.SendAsync(HttpMethod.Put, "/bucket/b", Cancellation, null, null, ("x-amz-copy-source", "bucket/a"), ("If-None-Match", "*"));

        Assert.Equal(412, status);
        Assert.Equal(Bytes("old"), ContentOf(Bucket.Get("b")));
    }

    [Fact]
    public async Task A_copy_onto_itself_must_change_something()
    {
        Bucket.Put("a", Bytes("content"));
        var request = new CopyObjectRequest { SourceBucket = "bucket", SourceKey = "a", DestinationBucket = "bucket", DestinationKey = "a" };

        await RefusedAsync("InvalidRequest", 400, () => Client.CopyObjectAsync(request, Cancellation));
        request.StorageClass = S3StorageClass.StandardInfrequentAccess;
        await Client.CopyObjectAsync(request, Cancellation);

        Assert.Equal("STANDARD_IA", Bucket.Get("a")!.StorageClass);
    }

    [Theory]
    [InlineData(5L << 30, true)]
    [InlineData((5L << 30) + 1, false)]
    public async Task One_request_copies_five_GiB_at_most(long size, bool isCopied)
    {
        Bucket.AddVirtual(1, static _ => "large", _ => size);
        Task Copy() => Client.CopyObjectAsync("bucket", "large", "bucket", "copy", Cancellation);

        if (isCopied)
        {
            await Copy();
        }
        else
        {
            await RefusedAsync("InvalidRequest", 400, Copy);
        }

        Assert.Equal(isCopied ? size : null, Bucket.Get("copy")?.Size);
        Assert.Equal(isCopied ? size : 0, Simulator.ReadCounters().StoreBytesCopied);
    }

    [Theory]
    [InlineData("CRC32")]
    [InlineData("CRC32C")]
    [InlineData("CRC64NVME")]
    [InlineData("SHA1")]
    [InlineData("SHA256")]
    public async Task A_checksum_asked_for_in_whatever_case_comes_with_the_answer_and_stays(string algorithm)
    {
        var content = Bytes(1_000);
        Bucket.Put("a", content);

        foreach (var asked in new[] { algorithm, algorithm.ToLowerInvariant() })
        {
            Assert.Equal((ExpectedChecksum.Of(algorithm, content), "FULL_OBJECT"), await CopiedChecksumAsync(algorithm, ("x-amz-checksum-algorithm", asked)));
        }
    }

    [Fact]
    public async Task A_checksum_that_there_is_not_is_refused()
    {
        Bucket.Put("a", Bytes("content"));
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);

        var (status, body) = await raw.SendAsync(HttpMethod.Put, "/bucket/b", Cancellation, null, null, ("x-amz-copy-source", "bucket/a"), ("x-amz-checksum-algorithm", "MD4"));

        Assert.Equal(400, status);
        Assert.Contains("<Code>InvalidRequest</Code>", body, StringComparison.Ordinal);
        Assert.Null(Bucket.Get("b"));
    }

    [Theory]
    [InlineData("CRC32")]
    [InlineData("CRC32C")]
    [InlineData("SHA1")]
    [InlineData("SHA256")]
    public async Task A_copy_of_a_composite_has_the_checksum_of_the_whole(string algorithm)
    {
        var content = Bytes(1_000);
        var composite = await UploadInOnePartAsync(algorithm, content);

        var kept = await CopiedChecksumAsync(algorithm);
        var other = await CopiedChecksumAsync("CRC64NVME", ("x-amz-checksum-algorithm", "CRC64NVME"));

        Assert.EndsWith("-1", composite, StringComparison.Ordinal);
        Assert.Equal((ExpectedChecksum.Of(algorithm, content), "FULL_OBJECT"), kept);
        Assert.Equal((ExpectedChecksum.Of("CRC64NVME", content), "FULL_OBJECT"), other);
    }

    [Theory]
    [InlineData("CRC32", "CRC32", true)]
    [InlineData("CRC32", "SHA256", true)]
    [InlineData("CRC32", "SHA1", false)]
    [InlineData("SHA1", "CRC64NVME", false)]
    public async Task Without_content_a_copy_has_the_checksum_of_its_source_or_SHA256(string sent, string asked, bool isKnown)
    {
        Bucket.KeepsContent = false;
        var content = Bytes(1_000);
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        await raw.SendAsync(HttpMethod.Put, "/bucket/a", Cancellation, content, null, ("x-amz-checksum-" + sent.ToLowerInvariant(), ExpectedChecksum.Of(sent, content)));

        var (value, _) = await CopiedChecksumAsync(asked, ("x-amz-checksum-algorithm", asked));

        Assert.Equal(isKnown ? ExpectedChecksum.Of(asked, content) : null, value);
    }

    [Fact]
    public async Task Copied_parts_and_copies_of_multipart_objects_have_their_true_MD5_beyond_64_MiB_too()
    {
        var content = Bytes(70 << 20);
        byte[] turned = [.. content[1..], content[0]];
        Bucket.Put("a", content);
        var upload = await Client.InitiateMultipartUploadAsync("bucket", "multipart", Cancellation);
        var complete = new CompleteMultipartUploadRequest { BucketName = "bucket", Key = "multipart", UploadId = upload.UploadId };
        foreach (var (number, first, last) in new[] { (1, 1L, content.Length - 1L), (2, 0L, 0L) })
        {
            var part = await Client.CopyPartAsync(
                new CopyPartRequest
                {
                    SourceBucket = "bucket",
                    SourceKey = "a",
                    DestinationBucket = "bucket",
                    DestinationKey = "multipart",
                    UploadId = upload.UploadId,
                    PartNumber = number,
                    FirstByte = first,
                    LastByte = last,
                },
                Cancellation);
            Assert.Equal($"\"{Md5Of(content[(int)first..((int)last + 1)])}\"", part.ETag);
            complete.AddPartETags(new PartETag(number, part.ETag));
        }

        var source = await Client.CompleteMultipartUploadAsync(complete, Cancellation);
        var answer = await Client.CopyObjectAsync("bucket", "multipart", "bucket", "copy", Cancellation);

        Assert.EndsWith("-2\"", source.ETag, StringComparison.Ordinal);
        Assert.Equal($"\"{Md5Of(turned)}\"", answer.ETag);
    }

    [Fact]
    public async Task A_missing_source_leaves_nothing_behind()
    {
        await RefusedAsync("NoSuchKey", 404, () => Client.CopyObjectAsync("bucket", "none", "bucket", "b", Cancellation));

        Assert.Empty(Bucket.Keys);
    }

    [Fact]
    public async Task A_put_of_the_bucket_with_a_copy_source_is_200_and_empty()
    {
        Bucket.Put("a", Bytes("content"));
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);

        var answer = await raw.SendAsync(HttpMethod.Put, "/bucket/", Cancellation, null, null, ("x-amz-copy-source", "bucket/a"));

        Assert.Equal((200, ""), answer);
        Assert.Equal(["a"], Bucket.Keys);
    }

    private static string? Text(string xml, string name) => XElement.Parse(xml).Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;

    /// <summary>What a copy of "a" answers, which is what is told of it afterwards.</summary>
    private async Task<(string? Value, string? Type)> CopiedChecksumAsync(string algorithm, params (string Name, string Value)[] headers)
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        var (status, body) = await raw.SendAsync(HttpMethod.Put, "/bucket/b", Cancellation, null, null, [("x-amz-copy-source", "bucket/a"), .. headers]);
        using var head = await raw.SendAsync(raw.Create(HttpMethod.Head, "/bucket/b", null, null, ("x-amz-checksum-mode", "ENABLED")), Cancellation);

        Assert.Equal(200, status);
        var value = Text(body, "Checksum" + algorithm);
        Assert.Equal(value, head.Headers.TryGetValues("x-amz-checksum-" + algorithm.ToLowerInvariant(), out var told) ? Assert.Single(told) : null);
        return (value, Text(body, "ChecksumType"));
    }

    /// <summary>The checksum of the checksums that it ends with.</summary>
    private async Task<string> UploadInOnePartAsync(string algorithm, byte[] content)
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        var begun = await raw.SendAsync(HttpMethod.Post, "/bucket/a?uploads", Cancellation, null, null, ("x-amz-checksum-algorithm", algorithm));
        var id = Text(begun.Body, "UploadId");
        var checksum = ExpectedChecksum.Of(algorithm, content);
        await raw.SendAsync(HttpMethod.Put, $"/bucket/a?partNumber=1&uploadId={id}", Cancellation, content, null, ("x-amz-checksum-" + algorithm.ToLowerInvariant(), checksum));
        var part = $"<Part><PartNumber>1</PartNumber><ETag>{Md5Of(content)}</ETag><Checksum{algorithm}>{checksum}</Checksum{algorithm}></Part>";
        var done = await raw.SendAsync(HttpMethod.Post, $"/bucket/a?uploadId={id}", Cancellation, Bytes($"<CompleteMultipartUpload>{part}</CompleteMultipartUpload>"));
        return Text(done.Body, "Checksum" + algorithm)!;
    }
}
