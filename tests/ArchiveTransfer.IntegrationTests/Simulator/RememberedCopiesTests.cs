using System.Globalization;
using Amazon.S3.Model;
using ArchiveTransfer.Testing;
using ArchiveTransfer.Testing.Storage;
using Xunit;

namespace ArchiveTransfer.Simulator;

/// <summary>A destination that remembers of each right copy only that it is there.</summary>
public sealed class RememberedCopiesTests : SimulatorTest
{
    private const int Count = 300;

    private ArchiveTransfer.Testing.S3Bucket Lake { get; set; } = null!;

    private static string Key(long i) => string.Create(CultureInfo.InvariantCulture, $"data/{i:D9}");

    private static string Copied(long i) => string.Create(CultureInfo.InvariantCulture, $"lake/{i:D9}");

    private void Fill(long size = 5_000)
    {
        Bucket.AddVirtual(Count, Key, _ => size);
        Lake = Simulator.AddBucket("lake");
        Lake.RememberCopiesOf(Bucket, "lake/", "data/");
    }

    private Task<CopyObjectResponse> CopyAsync(long i, Action<CopyObjectRequest>? change = null, string? to = null)
    {
        var request = new CopyObjectRequest { SourceBucket = "bucket", SourceKey = Key(i), DestinationBucket = "lake", DestinationKey = to ?? Copied(i) };
        change?.Invoke(request);
        return Client.CopyObjectAsync(request, Cancellation);
    }

    [Fact]
    public async Task A_copy_is_listed_and_read_like_any_other_but_not_kept()
    {
        Fill();
        var answer = await CopyAsync(7);

        var page = await Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "lake" }, Cancellation);
        var listed = Assert.Single(page.S3Objects);
        var head = await Client.GetObjectMetadataAsync("lake", Copied(7), Cancellation);
        using var got = await Client.GetObjectAsync("lake", Copied(7), Cancellation);
        using var received = new MemoryStream();
        await got.ResponseStream.CopyToAsync(received, Cancellation);

        Assert.Equal((Copied(7), 5_000L, answer.ETag), (listed.Key, listed.Size, listed.ETag));
        Assert.Equal((5_000L, answer.ETag), (head.ContentLength, head.ETag));
        Assert.Equal(ContentOf(Bucket.Get(Key(7))), received.ToArray());
        Assert.Equal($"\"{Md5Of(received.ToArray())}\"", answer.ETag);
        Assert.Equal(head.LastModified, listed.LastModified);
        Assert.Equal((1, 0), (Lake.Count, Lake.Contents.Kept));
    }

    [Fact]
    public async Task A_remembered_copy_can_be_copied_on()
    {
        Fill();
        await CopyAsync(3);

        await Client.CopyObjectAsync("lake", Copied(3), "lake", "elsewhere", Cancellation);

        Assert.Equal(ContentOf(Bucket.Get(Key(3))), ContentOf(Lake.Get("elsewhere")));
        Assert.Equal((2, 1), (Lake.Count, Lake.Contents.Kept));
    }

    [Fact]
    public async Task An_upload_of_the_right_bytes_is_remembered_like_a_copy()
    {
        Fill(size: 200_000);
        var bytes = ContentOf(Bucket.Get(Key(5)));

        var put = await Client.PutObjectAsync(new PutObjectRequest { BucketName = "lake", Key = Copied(5), InputStream = new MemoryStream(bytes), ContentType = "binary/octet-stream" }, Cancellation);

        Assert.Equal($"\"{Md5Of(bytes)}\"", put.ETag);
        Assert.Equal(bytes, ContentOf(Lake.Get(Copied(5))));
        Assert.Equal(0, Lake.Contents.Kept);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    [InlineData(199_999)]
    public async Task An_upload_with_one_wrong_byte_is_kept_as_it_came(int position)
    {
        Fill(size: 200_000);
        await CopyAsync(5);
        var bytes = ContentOf(Bucket.Get(Key(5)));
        bytes[position] ^= 1;

        await Client.PutObjectAsync(new PutObjectRequest { BucketName = "lake", Key = Copied(5), InputStream = new MemoryStream(bytes) }, Cancellation);

        Assert.Equal(bytes, ContentOf(Lake.Get(Copied(5))));
        Assert.Equal(Md5Of(bytes), Lake.Get(Copied(5))!.ETag);
        Assert.Equal((1, 1), (Lake.Count, Lake.Contents.Kept));
    }

    /// <summary>Whatever a client could see a difference in.</summary>
    public static TheoryData<string> Differences => ["content", "shorter", "metadata", "tags", "class", "encryption", "content type", "another key's content", "checksum"];

    [Theory]
    [MemberData(nameof(Differences))]
    public async Task What_differs_is_kept_and_shows(string difference)
    {
        Fill();
        await CopyAsync(9);
        var bytes = ContentOf(Bucket.Get(Key(9)));

        await (difference switch
        {
            "content" => Client.PutObjectAsync(new PutObjectRequest { BucketName = "lake", Key = Copied(9), ContentBody = "wrong" }, Cancellation),
            "shorter" => Client.PutObjectAsync(new PutObjectRequest { BucketName = "lake", Key = Copied(9), InputStream = new MemoryStream(bytes[..^1]) }, Cancellation),
            "metadata" => CopyAsync(9, static request =>
            {
                request.MetadataDirective = Amazon.S3.S3MetadataDirective.REPLACE;
                request.Metadata["a"] = "b";
            }),
            "tags" => CopyAsync(9, static request =>
            {
                request.TaggingDirective = Amazon.S3.TaggingDirective.REPLACE;
                request.TagSet = [new Tag { Key = "a", Value = "b" }];
            }),
            "class" => CopyAsync(9, static request => request.StorageClass = Amazon.S3.S3StorageClass.StandardInfrequentAccess),
            "encryption" => CopyAsync(9, static request => request.ServerSideEncryptionMethod = Amazon.S3.ServerSideEncryptionMethod.AWSKMS),
            "content type" => Client.PutObjectAsync(new PutObjectRequest { BucketName = "lake", Key = Copied(9), InputStream = new MemoryStream(bytes), ContentType = "text/plain" }, Cancellation),
            "another key's content" => CopyAsync(8, to: Copied(9)),
            _ => (Task)CopyAsync(9, static request => request.ChecksumAlgorithm = Amazon.S3.ChecksumAlgorithm.SHA256),
        });

        Assert.Equal((1, 1), (Lake.Count, Lake.Contents.Kept));
        Assert.Equal([Copied(9)], Lake.Keys);
        Assert.Equal(difference is "content" or "shorter" or "another key's content", Lake.Get(Copied(9))!.Size != 5_000 || !bytes.SequenceEqual(ContentOf(Lake.Get(Copied(9)))));

        // Gone is gone: the right copy that was there before does not come back.
        await Client.DeleteObjectAsync("lake", Copied(9), Cancellation);
        Assert.Null(Lake.Get(Copied(9)));
        Assert.Equal(0, Lake.Count);
    }

    [Fact]
    public async Task The_right_copy_takes_the_place_of_a_wrong_one()
    {
        Fill();
        Lake.Put(Copied(1), Bytes("wrong"));
        Assert.Equal(1, Lake.Contents.Kept);

        await CopyAsync(1);

        Assert.Equal((1, 0, 5_000), (Lake.Count, Lake.Contents.Kept, Lake.Get(Copied(1))!.Size));
    }

    [Fact]
    public async Task Conditions_see_remembered_copies()
    {
        Fill();
        await CopyAsync(1);

        await RefusedAsync("PreconditionFailed", 412, () => CopyAsync(1, static request => request.IfNoneMatch = "*"));
    }

    [Fact]
    public async Task Other_keys_are_kept_as_ever()
    {
        Fill();
        await CopyAsync(1, to: "lake/000000001x");
        await CopyAsync(1, to: "data/000000001");
        Lake.Put("other", Bytes("x"));

        Assert.Equal((3, 3), (Lake.Count, Lake.Contents.Kept));
        Assert.Equal(["data/000000001", "lake/000000001x", "other"], Lake.Keys);
    }

    [Fact]
    public void An_object_never_looks_older_than_it_is_and_a_deleted_neighbour_leaves_no_time_behind()
    {
        Fill();
        var early = DateTimeOffset.UnixEpoch.AddYears(50);
        var late = early.AddHours(1);
        Commit(0, early);
        Assert.Equal(early, Lake.Get(Copied(0))!.LastModified);

        Commit(63, late);
        Commit(64, early);
        Assert.Equal(late, Lake.Get(Copied(63))!.LastModified);
        Assert.Equal(early, Lake.Get(Copied(64))!.LastModified);
        Assert.InRange(Lake.Get(Copied(0))!.LastModified, early, late);

        Lake.Delete(Copied(0));
        Lake.Delete(Copied(63));
        Commit(1, early);
        Assert.Equal(early, Lake.Get(Copied(1))!.LastModified);

        void Commit(long i, DateTimeOffset written)
        {
            var source = Bucket.Contents.Find(Key(i))!;
            Lake.Contents.Commit(new StoredObject(Copied(i), source.Content, source.ETag, ObjectMetadata.None, written));
        }
    }

    [Fact]
    public async Task Copies_of_multipart_objects_are_remembered_with_the_ETag_that_a_copy_has()
    {
        Fill(size: 9L << 20);
        var answer = await CopyAsync(2);

        Assert.EndsWith("-2", Bucket.Get(Key(2))!.ETag, StringComparison.Ordinal);
        Assert.Equal(Md5Of(ContentOf(Bucket.Get(Key(2)))), answer.ETag.Trim('"'));
        Assert.Equal((answer.ETag.Trim('"'), 0), (Lake.Get(Copied(2))!.ETag, Lake.Contents.Kept));
    }

    [Fact]
    public async Task Two_buckets_with_the_same_objects_have_the_same_checksum()
    {
        Fill();
        var plain = Simulator.AddBucket("plain");
        foreach (var i in (int[])[5, 1, 3])
        {
            await CopyAsync(i);
        }

        foreach (var i in (int[])[3, 1])
        {
            await Client.CopyObjectAsync("bucket", Key(i), "plain", Copied(i), Cancellation);
        }

        Assert.NotEqual(Lake.ComputeChecksum(), plain.ComputeChecksum());
        await Client.CopyObjectAsync("bucket", Key(5), "plain", Copied(5), Cancellation);
        Assert.Equal((Lake.ComputeChecksum(), Lake.Count), (plain.ComputeChecksum(), plain.Count));
        plain.Put(Copied(5), Bytes("wrong"));
        Assert.NotEqual(Lake.ComputeChecksum(), plain.ComputeChecksum());
    }

    [Fact]
    public void A_bucket_without_virtual_objects_predicts_nothing()
    {
        var thrown = Assert.Throws<ArgumentException>(() => Simulator.AddBucket("lake").RememberCopiesOf(Bucket));
        Assert.Contains("no virtual objects in 'bucket'", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void It_agrees_with_a_bucket_that_keeps_everything_after_any_copies_and_deletions(int seed)
    {
        Fill(size: 10);
        var contents = new BucketContents(new VersionIds(1));
        var random = new Random(seed);
        var source = Bucket.Contents;
        for (var i = 0; i < 5_000; i++)
        {
            var number = random.Next(Count);
            var key = Copied(number);
            var found = source.Find(Key(random.Next(10) == 0 ? random.Next(Count) : number))!;
            var written = new StoredObject(key, found.Content, found.ETag, ObjectMetadata.None, DateTimeOffset.UnixEpoch);
            if (random.Next(3) == 0)
            {
                Assert.Equal(contents.Delete(key, default).Removed?.ETag, Lake.Contents.Delete(key, default).Removed?.ETag);
            }
            else
            {
                contents.Commit(written);
                Lake.Contents.Commit(written);
            }

            if (i % 500 == 0)
            {
                Assert.Equal(Shown(contents), Shown(Lake.Contents));
                Assert.Equal(contents.Count(), Lake.Count);
            }
        }

        var wrong = Shown(contents).Count(static shown => shown.ETag != "" && !shown.IsRight);
        Assert.Equal(wrong, Lake.Contents.Kept);

        List<(string Key, string ETag, bool IsRight)> Shown(BucketContents bucket) =>
            [.. bucket.All().Select(found => (found.Key, found.ETag.ToString(), found.ETag == source.Find("data/" + found.Key[5..])!.ETag))];
    }
}
