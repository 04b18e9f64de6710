using Amazon.Runtime;
using Amazon.S3;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Regions;

public sealed class DiscoveryTests : AwsTest
{
    [Theory]
    [InlineData(Virginia, 301, 301)]
    [InlineData(Tokyo, 200, 301)]
    [InlineData(Ireland, 301, 200)]
    public async Task A_region_that_is_not_set_is_told_by_one_HEAD_of_the_bucket(string asked, int source, int destination)
    {
        Source.Put("a", Bytes(1_000));

        ArchiveCollectionResult result = await CollectAsync(chainRegion: asked);

        AssertSucceeded(result);
        AssertMirrored();
        Assert.Equal(
            [(Source.Name, source), (Lake.Name, destination)],
            Sent("HeadBucket").OrderBy(head => head.Bucket, StringComparer.Ordinal).Select(head => (head.Bucket, head.StatusCode)));
        Assert.All(Simulator.Requests.Where(request => request.Operation != "HeadBucket"), request => Assert.Equal(200, request.StatusCode));
    }

    [Fact]
    public async Task Who_may_not_see_the_bucket_is_told_its_region_all_the_same()
    {
        Source.IsPublic = false;
        Source.Grant(Collector, read: true);

        var denied = await Assert.ThrowsAsync<ArchiveTransferException>(() => CollectAsync(options => options.Source.Anonymous = false, chainRegion: Tokyo));

        Assert.Equal(TransferErrorCodes.AccessDenied, denied.ErrorCode);
        Assert.Equal(403, Sent("HeadBucket").Single(head => head.Bucket == Source.Name).StatusCode);
        Assert.Equal([403], Sent("ListObjectsV2").Where(list => list.Bucket == Source.Name).Select(list => list.StatusCode));
    }

    [Fact]
    public async Task An_anonymous_source_is_asked_unsigned_and_every_other_bucket_signed()
    {
        Source.Put("a", Bytes(10));

        await CollectAsync();

        Assert.Equal((string?)null, Sent("HeadBucket").Single(head => head.Bucket == Source.Name).AccessKey);
        Assert.All(Simulator.Requests.Where(request => request.Bucket == Source.Name), request => Assert.Null(request.AccessKey));
        Assert.Equal(Collector.AccessKey, Sent("HeadBucket").Single(head => head.Bucket == Lake.Name).AccessKey);
    }

    [Fact]
    public async Task The_process_remembers_the_regions_of_buckets()
    {
        Source.Put("a", Bytes(10));

        AssertSucceeded(await CollectAsync());
        AssertSucceeded(await CollectAsync());

        Assert.Equal(2, Sent("HeadBucket").Count());
    }

    [Fact]
    public async Task A_bucket_that_moved_since_is_followed_and_remembered_where_it_is()
    {
        Source.Put("a", Bytes(10));
        AssertSucceeded(await CollectAsync());
        using (IAmazonS3 client = Simulator.CreateClient(Publisher, Tokyo))
        {
            Source.Delete("a");
            await client.DeleteBucketAsync(Source.Name, Cancellation);
        }

        S3Bucket moved = Simulator.AddBucket(Source.Name, isPublic: true, region: Ireland);
        moved.Put("b", Bytes(20));

        ArchiveCollectionResult result = await CollectAsync();
        Simulator.ReadCounters(reset: true);
        AssertSucceeded(await CollectAsync());

        AssertSucceeded(result);
        Assert.Equal(["a", "b"], Lake.Keys);
        Assert.Equal(0, Refused());
    }

    [Fact]
    public async Task A_silent_bucket_leaves_the_region_of_the_chain()
    {
        Source.Put("a", Bytes(10));
        using IDisposable silence = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, StatusCode = 404, Code = "NoSuchBucket", Operation = "HeadBucket" });

        AssertSucceeded(await CollectAsync(options => options.Destination.Region = Ireland, chainRegion: Tokyo));
        Assert.Equal(0, Refused());
    }

    [Fact]
    public async Task A_silent_bucket_and_no_region_anywhere_is_told_with_what_the_bucket_said()
    {
        using IDisposable silence = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, StatusCode = 500, Code = "InternalError", Operation = "HeadBucket" });

        var error = await Assert.ThrowsAsync<ArchiveTransferException>(() => CollectAsync(options => options.Destination.Region = Ireland, chainRegion: null));

        Assert.Equal(TransferErrorCodes.InvalidOptions, error.ErrorCode);
        Assert.StartsWith("Source.Region: no region is set, and neither AWS_REGION nor the profile nor the instance nor the bucket tells one (500 ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_that_does_not_exist_is_named_where_no_region_is_set()
    {
        var error = await Assert.ThrowsAsync<ArchiveTransferException>(() => CollectAsync(options => options.Destination.Bucket = "nowhere-of-all", chainRegion: null));

        Assert.Equal(TransferErrorCodes.BucketNotFound, error.ErrorCode);
        Assert.StartsWith("Destination.Bucket: there is no bucket 'nowhere-of-all' at AWS.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_region_an_endpoint_that_cannot_be_reached_is_told()
    {
        var error = await Assert.ThrowsAsync<ArchiveTransferException>(() => CollectAsync(
            with: components => components.Wire = new ObjectStorage.Sdk.WireSettings(
                static handler => handler.ConnectCallback = static (_, _) => throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound), static () => null)));

        Assert.Equal(TransferErrorCodes.EndpointUnreachable, error.ErrorCode);
        Assert.Contains(".Region: no region is set, and the bucket could not be asked for its own. The endpoint of the ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_region_credentials_that_fail_are_told()
    {
        var error = await Assert.ThrowsAsync<ArchiveTransferException>(() => CollectAsync(with: static components => components.DestinationCredentials = new NoCredentials(), chainRegion: null));

        Assert.Equal(TransferErrorCodes.InvalidCredentials, error.ErrorCode);
        Assert.StartsWith("Destination.Region: no region is set, and the bucket could not be asked for its own. No credentials for the destination: NoCredentials, given in code, failed. nothing found.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_region_where_nobody_answers_is_asked_for_again_by_the_next_run()
    {
        Source.Put("a", Bytes(10));
        ObjectStorage.Sdk.BucketRegions.Remember("aws", Lake.Name, "zz-nowhere-9");

        await Record.ExceptionAsync(() => CollectAsync(static options => options.Retry.MaxRetryAttempts = 0));

        AssertSucceeded(await CollectAsync());
        AssertMirrored();
    }

    [Fact]
    public async Task A_region_in_which_nothing_was_answered_is_not_remembered()
    {
        Source.Put("a", Bytes(10));
        using (Simulator.Inject(new S3Fault { Kind = S3Fault.Error, StatusCode = 403, Code = "AccessDenied", Operation = "ListObjectsV2" }))
        {
            await Assert.ThrowsAsync<ArchiveTransferException>(() => CollectAsync());
        }

        Assert.Null(ObjectStorage.Sdk.BucketRegions.Find("aws", Source.Name));
        AssertSucceeded(await CollectAsync());
        Assert.Equal(Tokyo, ObjectStorage.Sdk.BucketRegions.Find("aws", Source.Name));
        Assert.Null(ObjectStorage.Sdk.BucketRegions.Find("aws-us-gov", Source.Name));
    }

    [Fact]
    public async Task Without_a_region_anywhere_the_bucket_is_enough()
    {
        Source.Put("a", Bytes(10));

        AssertSucceeded(await CollectAsync(chainRegion: null));
        AssertMirrored();
    }

    [Fact]
    public async Task A_region_that_is_set_is_not_asked_for()
    {
        Source.Put("a", Bytes(10));

        AssertSucceeded(await CollectAsync(options => (options.Source.Region, options.Destination.Region) = (Tokyo, Ireland)));

        Assert.Empty(Sent("HeadBucket"));
        Assert.Equal(0, Refused());
    }

    [Fact]
    public async Task Switched_off_nothing_is_asked_and_a_wrong_region_is_the_end()
    {
        Source.Put("a", Bytes(10));

        ArchiveTransferException wrong = await Assert.ThrowsAsync<ArchiveTransferException>(() => CollectAsync(options => options.CrossRegionOptimization = false));
        ArchiveTransferException signedWrong = await Assert.ThrowsAsync<ArchiveTransferException>(() => CollectAsync(options => (options.CrossRegionOptimization, options.Source.Region, options.Destination.Region) = (false, Tokyo, Virginia)));
        var none = await Assert.ThrowsAsync<ArchiveTransferException>(() => CollectAsync(options => options.CrossRegionOptimization = false, chainRegion: null));

        Assert.Equal(TransferErrorCodes.WrongRegion, wrong.ErrorCode);
        Assert.Contains($"is in region '{Tokyo}'", wrong.Message, StringComparison.Ordinal);
        Assert.Equal(TransferErrorCodes.WrongRegion, signedWrong.ErrorCode);
        Assert.Contains($"is in region '{Ireland}'", signedWrong.Message, StringComparison.Ordinal);
        Assert.StartsWith("Source.Region: no region is set, and neither AWS_REGION nor the profile nor the instance tells one. Set", none.Message, StringComparison.Ordinal);
        Assert.Empty(Sent("HeadBucket"));
        Assert.Empty(Lake.Keys);
    }

    private sealed class NoCredentials : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials() => throw new InvalidOperationException("nothing found");
    }
}
