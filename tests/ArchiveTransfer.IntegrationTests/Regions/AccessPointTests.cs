using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Regions;

public sealed class AccessPointTests : AwsTest
{
    private static readonly string[] Keys = ["plain", "with blank", "a+b", "a%20b", "/lead", "//two", "x/object/y", "q?versionId=1", "ünï/日本", "dir/../up", "tail/"];

    [Theory]
    [InlineData(OperationMode.DirectSync)]
    [InlineData(OperationMode.Traditional)]
    public async Task Both_sides_may_be_access_points_by_ARN(OperationMode mode)
    {
        S3Bucket near = Simulator.AddBucket(Lake.Name + "-near", region: Tokyo);
        foreach (string key in Keys)
        {
            Source.Put(key, Bytes(100 + key.Length));
        }

        Source.Put("large", Bytes(12_000_000));
        S3AccessPoint source = Simulator.AddAccessPoint("reads", Source);
        S3AccessPoint destination = Simulator.AddAccessPoint("writes", near);

        ArchiveCollectionResult result = await CollectAsync(options =>
        {
            (options.Source.Bucket, options.Source.Anonymous, options.Destination.Bucket) = (source.Arn, false, destination.Arn);
            options.OperationMode = mode;
            (options.MultipartThresholdMiB, options.PartSizeMiB) = (5, 5);
        });

        AssertSucceeded(result);
        Assert.Equal(Source.Keys.Select(key => (key, Source.Get(key)!.ComputeSha256())), near.Keys.Select(key => (key, near.Get(key)!.ComputeSha256())));
        // The ARNs tell the region, and hosts are those of the access points.
        Assert.Empty(Sent("HeadBucket"));
        Assert.Equal(0, Refused());
        Assert.Equal(
            [$"reads-{Publisher.AccountId}.s3-accesspoint.{Tokyo}.amazonaws.com", $"writes-{Collector.AccountId}.s3-accesspoint.{Tokyo}.amazonaws.com"],
            Hosts.Distinct().Order(StringComparer.Ordinal));
        if (mode == OperationMode.DirectSync)
        {
            Assert.Equal((Keys.Length, 3), (Sent("CopyObject").Count(), Sent("UploadPartCopy").Count()));
            Assert.All(Sent("CopyObject", "UploadPartCopy"), copy => Assert.StartsWith(Uri.EscapeDataString(source.Arn + "/object/")[..20], copy.Headers["x-amz-copy-source"], StringComparison.OrdinalIgnoreCase));
        }

        // And everything is found there again.
        ArchiveCollectionResult again = await CollectAsync(options =>
        {
            (options.Source.Bucket, options.Source.Anonymous, options.Destination.Bucket) = (source.Arn, false, destination.Arn);
            options.OperationMode = mode;
        });
        // Parts have an ETag of their own, and times of one second do not tell which of the two is newer.
        Assert.InRange(again.Totals.Skipped, Keys.Length, Keys.Length + 1);
    }

    [Fact]
    public async Task A_bucket_may_be_collected_into_an_access_point_and_an_access_point_into_a_bucket()
    {
        Source.Put("a", Bytes(100));
        S3AccessPoint destination = Simulator.AddAccessPoint("writes", Lake);

        AssertSucceeded(await CollectAsync(options => options.Destination.Bucket = destination.Arn));
        AssertMirrored();

        S3Bucket near = Simulator.AddBucket(Lake.Name + "-near", region: Ireland);
        AssertSucceeded(await CollectAsync(options => (options.Source.Bucket, options.Source.Anonymous, options.Destination.Bucket) = (destination.Arn, false, near.Name)));
        Assert.Equal(["a"], near.Keys);
    }

    [Fact]
    public async Task Where_access_points_copy_within_a_region_only_the_object_is_streamed()
    {
        Source.Put("a", Bytes(3_000_000));
        S3AccessPoint source = Simulator.AddAccessPoint("reads", Source);

        ArchiveCollectionResult result = await CollectAsync(options => (options.Source.Bucket, options.Source.Anonymous) = (source.Arn, false));

        AssertSucceeded(result);
        AssertMirrored();
        Assert.Equal(TransferStrategyNames.Streaming, Assert.Single(result.Strategies, strategy => strategy.Copied > 0).Strategy);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Aliases_are_names_like_those_of_buckets(bool finds)
    {
        Source.Put("a", Bytes(100));
        S3AccessPoint source = Simulator.AddAccessPoint("reads", Source);
        S3AccessPoint destination = Simulator.AddAccessPoint("writes", Lake);

        ArchiveCollectionResult result = await CollectAsync(options =>
        {
            (options.Source.Bucket, options.Destination.Bucket) = (source.Alias, destination.Alias);
            options.OperationMode = OperationMode.Traditional;
            if (!finds)
            {
                (options.CrossRegionOptimization, options.Source.Region, options.Destination.Region) = (false, Tokyo, Ireland);
            }
        });

        AssertSucceeded(result);
        AssertMirrored();
        Assert.Equal(finds ? 2 : 0, Sent("HeadBucket").Count());
    }

    [Fact]
    public async Task The_ARN_wins_over_a_region_that_is_set()
    {
        Source.Put("a", Bytes(100));
        S3AccessPoint destination = Simulator.AddAccessPoint("writes", Lake);

        AssertSucceeded(await CollectAsync(options => (options.Destination.Bucket, options.Destination.Region, options.CrossRegionOptimization, options.Source.Region) = (destination.Arn, Virginia, false, Tokyo)));

        AssertMirrored();
        Assert.Equal(0, Refused());
    }

    [Theory]
    [InlineData("arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap")]
    [InlineData("mfzwi23gnjvgw.mrap")]
    [InlineData("lake--usw2-az1--x-s3")]
    [InlineData("arn:aws:s3express:us-west-2:123456789012:bucket/lake--usw2-az1--x-s3")]
    [InlineData("reads--usw2-az1--xa-s3")]
    public async Task What_is_no_general_purpose_bucket_is_refused_on_either_side_before_any_request(string bucket)
    {
        await RefusedAsync("Source.Bucket", options => options.Source.Bucket = bucket);
        await RefusedAsync("Destination.Bucket", options => options.Destination.Bucket = bucket);
    }

    [Fact]
    public async Task An_ARN_has_no_endpoint_and_no_path_of_its_own()
    {
        string arn = Simulator.AddAccessPoint("reads", Source).Arn;
        await RefusedAsync("Source.ServiceUrl", options => (options.Source.Bucket, options.Source.ServiceUrl) = (arn, Simulator.Endpoint));
        await RefusedAsync("Source.ForcePathStyle", options => (options.Source.Bucket, options.Source.ForcePathStyle) = (arn, true));
        await RefusedAsync("Destination.ServiceUrl", options => (options.Destination.Bucket, options.Destination.ServiceUrl) = (arn, Simulator.Endpoint));
        await RefusedAsync("Destination.ForcePathStyle", options => (options.Destination.Bucket, options.Destination.ForcePathStyle) = (arn, true));
    }

    private async Task RefusedAsync(string option, Action<ArchiveCollectionOptions> configure)
    {
        var refused = await Assert.ThrowsAsync<ArchiveTransferException>(() => CollectAsync(configure));

        Assert.Equal(TransferErrorCodes.InvalidOptions, refused.ErrorCode);
        Assert.Contains(option + " is ", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
        Assert.Empty(Hosts);
    }
}
