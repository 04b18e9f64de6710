using System.Globalization;
using Amazon.S3.Model;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Simulator;

public sealed class VirtualObjectTests : SimulatorTest
{
    private const long SixGiB = 6L << 30;

    private static string Key(long i) => string.Create(CultureInfo.InvariantCulture, $"k{i:D9}");

    [Fact]
    public async Task A_virtual_object_is_like_any_other()
    {
        Bucket.AddVirtual(10, Key, static i => 1_000 * i);
        var content = ContentOf(Bucket.Get(Key(7)));

        using var got = await Client.GetObjectAsync(
            new GetObjectRequest { BucketName = "bucket", Key = Key(7), ByteRange = new ByteRange(13, 4_321) },
            Cancellation);
        using var received = new MemoryStream();
        await got.ResponseStream.CopyToAsync(received, Cancellation);

        Assert.Equal(7_000, content.Length);
        Assert.Equal($"\"{Md5Of(content)}\"", got.ETag);
        Assert.Equal(content[13..4_322], received.ToArray());
        Assert.Equal(0, Bucket.Get(Key(0))!.Size);
    }

    [Fact]
    public void Content_follows_from_key_and_size_in_every_process()
    {
        Bucket.AddVirtual(2, Key, static _ => 100);
        using var expected = S3StoredObject.OpenVirtual(Key(1), 100);
        using var copy = new MemoryStream();
        expected.CopyTo(copy);

        Assert.Equal(copy.ToArray(), ContentOf(Bucket.Get(Key(1))));
        Assert.NotEqual(copy.ToArray(), ContentOf(Bucket.Get(Key(0))));
        Assert.Equal("5ea4a30862693781", Convert.ToHexString(copy.ToArray()[..8]).ToLowerInvariant());
    }

    [Fact]
    public async Task Real_objects_and_deletions_go_before_virtual_ones()
    {
        Bucket.AddVirtual(4, Key, static _ => 1);
        Bucket.Put(Key(1), Bytes("real"));
        Bucket.Put("k000000001+", Bytes("between"));
        await Client.DeleteObjectAsync("bucket", Key(2), Cancellation);

        Assert.Equal([Key(0), Key(1), "k000000001+", Key(3)], Bucket.Keys);
        Assert.Equal(4, Bucket.Count);
        Assert.Equal(4, Bucket.Get(Key(1))!.Size);
        Assert.Null(Bucket.Get(Key(2)));

        await Client.DeleteObjectAsync("bucket", Key(1), Cancellation);
        Bucket.Put(Key(2), Bytes("back"));
        Assert.Equal([Key(0), "k000000001+", Key(2), Key(3)], Bucket.Keys);
    }

    [Fact]
    public async Task A_million_keys_are_listed_from_anywhere()
    {
        const int Count = 1_000_000;
        Bucket.AddVirtual(Count, Key, static _ => 1);
        Assert.Equal(Count, Bucket.Keys.Count());

        foreach (var i in (int[])[0, 1, 499_999, 999_998])
        {
            var page = await Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "bucket", StartAfter = Key(i), MaxKeys = 2 }, Cancellation);
            Assert.Equal(Key(i + 1), page.S3Objects[0].Key);
        }

        var prefixed = await Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "bucket", Prefix = "k0005432", Delimiter = "9" }, Cancellation);
        Assert.Equal((81, 10), (prefixed.S3Objects.Count, prefixed.CommonPrefixes.Count));
        Assert.Equal("k00054329", prefixed.CommonPrefixes[^1]);
    }

    [Fact]
    public void Keys_out_of_order_are_refused()
    {
        var thrown = Assert.Throws<ArgumentException>(() => Bucket.AddVirtual(3, static i => $"{3 - i}", static _ => 1));
        Assert.Contains("ascend", thrown.Message, StringComparison.Ordinal);

        // Beyond what is looked at in the beginning, the listing finds it.
        Bucket.AddVirtual(5_000_000, static i => Key(i == 1_234_567 ? 0 : i), static _ => 1);
        Assert.Throws<ArgumentException>(() => Bucket.Keys.Count());
    }

    [Fact]
    public async Task Six_GiB_are_copied_by_parts_and_read_by_ranges_without_memory()
    {
        Bucket.AddVirtual(1, Key, static _ => SixGiB);
        var upload = await Client.InitiateMultipartUploadAsync("bucket", "copy", Cancellation);
        var parts = new List<PartETag>();
        for (var i = 0; i < 6; i++)
        {
            var part = await Client.CopyPartAsync(
                new CopyPartRequest
                {
                    SourceBucket = "bucket",
                    SourceKey = Key(0),
                    DestinationBucket = "bucket",
                    DestinationKey = "copy",
                    UploadId = upload.UploadId,
                    PartNumber = i + 1,
                    FirstByte = (long)i << 30,
                    LastByte = ((i + 1L) << 30) - 1,
                },
                Cancellation);
            parts.Add(new PartETag(i + 1, part.ETag));
        }

        await Client.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest { BucketName = "bucket", Key = "copy", UploadId = upload.UploadId, PartETags = parts },
            Cancellation);
        using var got = await Client.GetObjectAsync(
            new GetObjectRequest { BucketName = "bucket", Key = "copy", ByteRange = new ByteRange((3L << 30) - 5, (3L << 30) + 4) },
            Cancellation);
        using var received = new MemoryStream();
        await got.ResponseStream.CopyToAsync(received, Cancellation);

        using var source = Bucket.Get(Key(0))!.Open();
        source.Position = (3L << 30) - 5;
        var expected = new byte[10];
        source.ReadExactly(expected);
        Assert.Equal(expected, received.ToArray());
        Assert.Equal(SixGiB, Bucket.Get("copy")!.Size);
        Assert.EndsWith("-6", Bucket.Get("copy")!.ETag, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{32}-768$", Bucket.Get(Key(0))!.ETag);
    }

    [Fact]
    public async Task A_long_body_is_made_up_while_it_is_sent()
    {
        const long Size = 1L << 30;
        Bucket.AddVirtual(1, Key, static _ => Size);
        Bucket.IsPublic = true;
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(Simulator.Endpoint, "/bucket/" + Key(0)), HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await using var body = await response.Content.ReadAsStreamAsync(Cancellation);
        var allocated = GC.GetTotalMemory(forceFullCollection: false);
        var buffer = new byte[1 << 20];
        long total = 0;
        for (int read; (read = await body.ReadAsync(buffer, Cancellation)) > 0;)
        {
            total += read;
        }

        Assert.Equal(Size, total);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - allocated, long.MinValue, Size / 4);
    }
}
