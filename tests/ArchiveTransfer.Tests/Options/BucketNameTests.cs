using Xunit;

namespace ArchiveTransfer;

public sealed class BucketNameTests
{
    private const string Other = "name a general-purpose bucket, an access-point alias or an access-point ARN";

    [Theory]
    [InlineData("my-lake", true)]
    [InlineData("data.binance.vision", true)]
    [InlineData("my-access-abcdefghijklmnop-s3alias", true)]
    [InlineData("arn:aws:s3:eu-central-1:123456789012:accesspoint/lake", true)]
    [InlineData("arn:aws:s3:eu-central-1:123456789012:accesspoint:lake", true)]
    [InlineData("arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-1/accesspoint/lake", true)]
    [InlineData("arn:aws-cn:s3-outposts:cn-north-1:123456789012:outpost:op-1:accesspoint:lake", true)]
    [InlineData("arn:aws-us-gov:s3:us-gov-west-1:123456789012:accesspoint/lake", true)]
    [InlineData("Old_US_Bucket", false)]
    [InlineData("tenant:bucket", false)]
    [InlineData("ab", false)]
    [InlineData("-a-b", false)]
    [InlineData("a..b", false)]
    public void Accepted_with_a_warning_outside_the_strict_rules(string bucket, bool isStrict)
    {
        var source = TestConfiguration.Valid(o => o.Source.Bucket = bucket);
        var destination = TestConfiguration.Valid(o => o.Destination.Bucket = bucket);
        Assert.Empty(source.Validate());
        Assert.Empty(destination.Validate());
        const string Warning = "which breaks the naming rules of general-purpose buckets; it is used as it is.";
        Assert.Equal(isStrict ? [] : [$"Source.Bucket is '{bucket}', {Warning}"], source.Warnings);
        Assert.Equal(isStrict ? [] : [$"Destination.Bucket is '{bucket}', {Warning}"], destination.Warnings);
    }

    [Theory]
    [InlineData("fast--use1-az4--x-s3", $"{Other}: directory buckets list in no order and have no ETag to compare")]
    [InlineData("fast--use1-az4--xa-s3", $"{Other}: directory buckets list in no order and have no ETag to compare")]
    [InlineData("arn:aws:s3express:us-east-1:123456789012:accesspoint/fast", $"{Other}: directory buckets list in no order and have no ETag to compare")]
    [InlineData("arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap", $"{Other}: multi-region access points need signatures this library does not make")]
    [InlineData("arn:aws:s3::123456789012:accesspoint:mfzwi23gnjvgw.mrap", $"{Other}: multi-region access points need signatures this library does not make")]
    [InlineData("mfzwi23gnjvgw.mrap", $"{Other}: multi-region access points need signatures this library does not make")]
    [InlineData("arn:aws:s3:::my-lake", $"{Other}: this ARN is none of an access point")]
    [InlineData("arn:aws:s3-object-lambda:us-east-1:123456789012:accesspoint/l", $"{Other}: this ARN is none of an access point")]
    [InlineData("arn:aws:s3:eu-central-1:123456789012:accesspoint", $"{Other}: this ARN is none of an access point")]
    [InlineData("arn:aws:s3:eu-central-1:123456789012:accesspoint/", $"{Other}: this ARN is none of an access point")]
    [InlineData("arn:aws:s3:eu-central-1:123456789012:accesspointfoo", $"{Other}: this ARN is none of an access point")]
    [InlineData("arn:aws:s3:eu-central-1:123456789012:accesspoint/lake/object/key", $"{Other}: this ARN is none of an access point")]
    [InlineData("arn:aws:s3:eu-central-1::accesspoint/lake", $"{Other}: this ARN is none of an access point")]
    [InlineData("arn:foo:s3:eu-central-1:123456789012:accesspoint/lake", $"{Other}: this ARN is none of an access point")]
    [InlineData("arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-1", $"{Other}: this ARN is none of an access point")]
    [InlineData("arn:aws:s3:eu-central-1:123456789012:outpost/op-1/accesspoint/lake", $"{Other}: this ARN is none of an access point")]
    [InlineData("my-lake/archive", "name the bucket alone; what follows a slash belongs into Prefix")]
    [InlineData("s3://my-lake", "name the bucket alone; what follows a slash belongs into Prefix")]
    [InlineData("my lake", "name the bucket without white space and control characters")]
    [InlineData(".", "name a bucket: in a path this would stand for another one")]
    [InlineData("..", "name a bucket: in a path this would stand for another one")]
    public void Refused_by_name_on_either_side(string bucket, string advice)
    {
        // "Used as it is" would contradict the refusal.
        Assert.Empty(TestConfiguration.Valid(o => o.Source.Bucket = bucket).Warnings);
        Assert.Equal([$"Source.Bucket is '{bucket}'; {advice}."], TestConfiguration.Valid(o => o.Source.Bucket = bucket).Validate());
        Assert.Equal([$"Destination.Bucket is '{bucket}'; {advice}."], TestConfiguration.Valid(o => o.Destination.Bucket = bucket).Validate());
    }
}
