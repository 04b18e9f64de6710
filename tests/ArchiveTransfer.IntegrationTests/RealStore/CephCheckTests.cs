using Amazon.S3;
using Amazon.S3.Model;
using Xunit;

namespace ArchiveTransfer.RealStore;

/// <summary>The check on a store nobody here wrote.</summary>
public sealed class CephCheckTests : CephTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task All_is_well_and_a_bucket_with_or_without_versions_is_as_it_was(bool versioned)
    {
        string source = await Ceph.AddBucketAsync(Ceph.Publisher, isPublic: true);
        string lake = await Ceph.AddBucketAsync(Ceph.Collector);
        await Ceph.Publisher.PutObjectAsync(new PutObjectRequest { BucketName = source, Key = "data/a.zip", ContentBody = "abc" }, Cancellation);
        if (versioned)
        {
            await Ceph.Collector.PutBucketVersioningAsync(new PutBucketVersioningRequest { BucketName = lake, VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled } }, Cancellation);
        }

        ArchiveCollectionCheck check = await CheckAsync(source, lake);

        Assert.True(check.CanRun, string.Join('\n', check.Items));
        Assert.Equal(["copy"], check.Items.Where(static item => item.Status != ArchiveCollectionCheckStatus.Passed).Select(static item => item.Name));
        Assert.Equal(0, await CephStore.OpenUploadsAsync(Ceph.Collector, lake));
        Assert.Empty((await Ceph.Collector.ListVersionsAsync(lake, Cancellation)).Versions ?? []);
    }

    [Fact]
    public async Task What_the_store_refuses_is_named()
    {
        string source = await Ceph.AddBucketAsync(Ceph.Publisher);
        string lake = await Ceph.AddBucketAsync(Ceph.Publisher);
        ArchiveCollectionCheck check = await CheckAsync(source, lake);
        Assert.False(check.CanRun);
        Assert.Contains($"Probably missing: s3:ListBucket on arn:aws:s3:::{source} for everybody", Item(check, "source.list"), StringComparison.Ordinal);
        Assert.Contains($"Probably missing: s3:ListBucket on arn:aws:s3:::{lake} for the identity of the destination.", Item(check, "destination.list"), StringComparison.Ordinal);
        Assert.Contains($"Probably missing: s3:PutObject on arn:aws:s3:::{lake}/in/* for the identity of the destination.", Item(check, "destination.write"), StringComparison.Ordinal);

        check = await CheckAsync(source, "no-such-bucket-anywhere");
        Assert.Contains("'no-such-bucket-anywhere'", Item(check, "destination.list"), StringComparison.Ordinal);
    }

    private static string Item(ArchiveCollectionCheck check, string name) => check.Items.Single(item => item.Name == name).Message;

    private async Task<ArchiveCollectionCheck> CheckAsync(string source, string lake)
    {
        await using ArchiveCollectionWorkflow workflow = ArchiveCollectionWorkflow.Create(
            options =>
            {
                (options.Source.Bucket, options.Source.ServiceUrl, options.Source.Anonymous) = (source, Ceph.Endpoint, true);
                (options.Destination.Bucket, options.Destination.Prefix, options.Destination.ServiceUrl) = (lake, "in/", Ceph.Endpoint);
            },
            new ArchiveCollectionComponents { DestinationCredentials = CephStore.CollectorCredentials });
        return await workflow.CheckAsync(Cancellation);
    }
}
