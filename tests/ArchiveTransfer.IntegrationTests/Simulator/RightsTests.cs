using Amazon.S3;
using Amazon.S3.Model;
using ArchiveTransfer.Testing;
using Xunit;
using S3Bucket = ArchiveTransfer.Testing.S3Bucket;

namespace ArchiveTransfer.Simulator;

public sealed class RightsTests : SimulatorTest
{
    private S3Bucket _source = null!;
    private S3Identity _stranger = null!;

    /// <summary>What a stranger, or nobody, may do in a bucket: a letter for each of list, get, head and copy from it, and put.</summary>
    [Theory]
    [InlineData(false, true, "", "-----")]
    [InlineData(false, true, "R", "-GHC-")]
    [InlineData(false, true, "L", "L----")]
    [InlineData(false, true, "W", "----P")]
    [InlineData(false, true, "RLW", "LGHCP")]
    [InlineData(true, true, "", "LGHC-")]
    [InlineData(true, true, "W", "LGHCP")]
    [InlineData(false, false, "", "-----")]
    [InlineData(true, false, "", "LGH--")]
    public async Task Strangers_may_do_what_the_bucket_and_grants_allow(bool isPublic, bool isSigned, string rights, string allowed)
    {
        Prepare();
        _source.IsPublic = isPublic;
        Grant(rights);
        using var client = Simulator.CreateClient(isSigned ? _stranger : null);

        var may = string.Concat(
            await LetterAsync('L', () => client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "source" }, Cancellation)),
            await LetterAsync('G', async () => (await client.GetObjectAsync("source", "key", Cancellation)).Dispose()),
            await LetterAsync('H', () => client.GetObjectMetadataAsync("source", "key", Cancellation)),
            await LetterAsync('C', () => client.CopyObjectAsync("source", "key", "own", "copy", Cancellation)),
            await LetterAsync('P', () => client.PutObjectAsync(new PutObjectRequest { BucketName = "source", Key = "new", ContentBody = "x" }, Cancellation)));

        Assert.Equal(allowed, may);
        Assert.Equal(allowed.Contains('C', StringComparison.Ordinal), Simulator.FindBucket("own")!.Get("copy") is not null);
        Assert.Equal(allowed.Contains('P', StringComparison.Ordinal), _source.Get("new") is not null);
    }

    [Theory]
    [InlineData("R", "AccessDenied", 403)]
    [InlineData("RL", "NoSuchKey", 404)]
    public async Task Who_may_not_list_is_not_told_that_a_key_is_missing(string rights, string code, int status)
    {
        Prepare();
        Grant(rights);
        using var client = Simulator.CreateClient(_stranger);

        await RefusedAsync(code, status, () => client.GetObjectAsync("source", "none", Cancellation));
        await RefusedAsync(code, status, () => client.CopyObjectAsync("source", "none", "own", "copy", Cancellation));
    }

    [Fact]
    public async Task Denied_keys_can_be_neither_read_nor_copied_not_even_by_the_owner()
    {
        Prepare();
        _source.DenyReadOf(static key => key == "key");
        _source.Put("other", Bytes("x"));

        await RefusedAsync("AccessDenied", 403, () => Client.GetObjectAsync("source", "key", Cancellation));
        await RefusedAsync("AccessDenied", 403, () => Client.CopyObjectAsync("source", "key", "bucket", "copy", Cancellation));
        using var other = await Client.GetObjectAsync("source", "other", Cancellation);
        Assert.Equal(1, other.ContentLength);
    }

    [Fact]
    public async Task Denied_copies_leave_reading_alone()
    {
        Prepare();
        _source.DenyCopyOf(static key => key == "key");

        using var got = await Client.GetObjectAsync("source", "key", Cancellation);
        await RefusedAsync("AccessDenied", 403, () => Client.CopyObjectAsync("source", "key", "bucket", "copy", Cancellation));
        var upload = await Client.InitiateMultipartUploadAsync("bucket", "copy", Cancellation);
        await RefusedAsync("AccessDenied", 403, () => Client.CopyPartAsync(
            new CopyPartRequest { SourceBucket = "source", SourceKey = "key", DestinationBucket = "bucket", DestinationKey = "copy", UploadId = upload.UploadId, PartNumber = 1 },
            Cancellation));
    }

    [Fact]
    public async Task Uploads_of_others_can_be_neither_begun_nor_seen()
    {
        Prepare();
        using var client = Simulator.CreateClient(_stranger);
        var upload = await Client.InitiateMultipartUploadAsync("source", "key", Cancellation);

        await RefusedAsync("AccessDenied", 403, () => client.InitiateMultipartUploadAsync("source", "key", Cancellation));
        await RefusedAsync("AccessDenied", 403, () => client.ListPartsAsync("source", "key", upload.UploadId, Cancellation));
        await RefusedAsync("AccessDenied", 403, () => client.ListMultipartUploadsAsync("source", Cancellation));
        await RefusedAsync("AccessDenied", 403, () => client.AbortMultipartUploadAsync("source", "key", upload.UploadId, Cancellation));
        await RefusedAsync("AccessDenied", 403, () => client.DeleteObjectAsync("source", "key", Cancellation));
        Assert.NotNull(_source.Get("key"));
    }

    [Fact]
    public async Task A_bucket_of_somebody_else_cannot_be_created_again()
    {
        Prepare();
        using var client = Simulator.CreateClient(_stranger);

        await RefusedAsync("BucketAlreadyExists", 409, () => client.PutBucketAsync("source", Cancellation));
    }

    private static async Task<string> LetterAsync(char letter, Func<Task> request)
    {
        try
        {
            await request();
            return letter.ToString();
        }
        catch (AmazonS3Exception refused) when (refused.StatusCode == System.Net.HttpStatusCode.Forbidden)
        {
            return "-";
        }
    }

    private void Grant(string rights) => _source.Grant(
        _stranger,
        read: rights.Contains('R', StringComparison.Ordinal),
        list: rights.Contains('L', StringComparison.Ordinal),
        write: rights.Contains('W', StringComparison.Ordinal));

    private void Prepare()
    {
        _source = Simulator.AddBucket("source");
        _source.Put("key", Bytes("content"));
        _stranger = Simulator.AddIdentity("stranger");
        Simulator.AddBucket("own", _stranger);
    }
}
