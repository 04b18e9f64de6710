using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Model;
using ArchiveTransfer.QuickStart;
using Xunit;

namespace ArchiveTransfer.RealStore;

/// <summary>A comparison on a store nobody here wrote.</summary>
public sealed class CephCompareTests : CephTest
{
    [Fact]
    public async Task Every_way_is_measured_and_a_bucket_that_keeps_versions_is_as_it_was()
    {
        string source = await Ceph.AddBucketAsync(Ceph.Publisher, isPublic: true);
        string lake = await Ceph.AddBucketAsync(Ceph.Collector);
        await Ceph.Publisher.PutObjectAsync(new PutObjectRequest { BucketName = source, Key = "data/a+b c.zip", ContentBody = new string('a', 2_000_000) }, Cancellation);
        await Ceph.Publisher.PutObjectAsync(new PutObjectRequest { BucketName = source, Key = "data/empty.zip", ContentBody = "" }, Cancellation);
        await Ceph.Collector.PutBucketVersioningAsync(new PutBucketVersioningRequest { BucketName = lake, VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled } }, Cancellation);

        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, Document(source, lake).ToJsonString(), Cancellation);
            QuickStartOutcome outcome = await QuickStartProcess.RunAsync(new Dictionary<string, string> { ["AWS_ACCESS_KEY_ID"] = "AKDST", ["AWS_SECRET_ACCESS_KEY"] = "SKDST" }, "--compare", "--yes", "--config", file);
            Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
            Assert.DoesNotContain("takes no part", outcome.Errors, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }

        Assert.Empty((await Ceph.Collector.ListVersionsAsync(lake, Cancellation)).Versions ?? []);
        Assert.Equal(0, await CephStore.OpenUploadsAsync(Ceph.Collector, lake));
    }

    private JsonObject Document(string source, string lake) => new()
    {
        ["Source"] = new JsonObject { ["Bucket"] = source, ["Prefix"] = "data/", ["ServiceUrl"] = Ceph.Endpoint.ToString(), ["Anonymous"] = true },
        ["Destination"] = new JsonObject { ["Bucket"] = lake, ["Prefix"] = "in/", ["ServiceUrl"] = Ceph.Endpoint.ToString() },
    };
}
