using System.Net;
using System.Xml.Linq;
using Amazon.S3.Model;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Simulator;

public sealed class ListingTests : SimulatorTest
{
    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_overlap()
    {
        var keys = Enumerable.Range(0, 2_500).Select(static i => $"k/{i:D5}").ToList();
        foreach (var key in keys.OrderBy(static key => key.GetHashCode(StringComparison.Ordinal)))
        {
            Bucket.Put(key, Bytes("x"));
        }

        var (listed, pages) = await ListAllAsync(new ListObjectsV2Request { BucketName = "bucket" });

        Assert.Equal(keys, listed);
        Assert.Equal(3, pages);
    }

    [Fact]
    public async Task Start_after_and_prefix_bound_the_listing()
    {
        foreach (var key in new[] { "a", "b/1", "b/2", "b/3", "c" })
        {
            Bucket.Put(key, Bytes("x"));
        }

        var afterwards = await ListAllAsync(new ListObjectsV2Request { BucketName = "bucket", Prefix = "b/", StartAfter = "b/1" });
        var before = await ListAllAsync(new ListObjectsV2Request { BucketName = "bucket", Prefix = "b/", StartAfter = "a" });
        var behind = await ListAllAsync(new ListObjectsV2Request { BucketName = "bucket", Prefix = "b/", StartAfter = "c" });

        Assert.Equal(["b/2", "b/3"], afterwards.Keys);
        Assert.Equal(["b/1", "b/2", "b/3"], before.Keys);
        Assert.Empty(behind.Keys);
    }

    [Fact]
    public async Task A_delimiter_rolls_keys_up_and_pages_count_prefixes()
    {
        foreach (var key in new[] { "a/1", "a/2", "a/b/3", "b", "c/1", "d", "e/1", "e/2" })
        {
            Bucket.Put(key, Bytes("x"));
        }

        var request = new ListObjectsV2Request { BucketName = "bucket", Delimiter = "/", MaxKeys = 2 };
        var seen = new List<string>();
        var pages = 0;
        ListObjectsV2Response page;
        do
        {
            page = await Client.ListObjectsV2Async(request, Cancellation);
            seen.AddRange(page.CommonPrefixes ?? []);
            seen.AddRange((page.S3Objects ?? []).Select(static item => item.Key));
            request.ContinuationToken = page.NextContinuationToken;
            pages++;
        }
        while (page.IsTruncated == true);

        Assert.Equal(["a/", "b", "c/", "d", "e/"], seen.Order(StringComparer.Ordinal));
        Assert.Equal(3, pages);
    }

    [Fact]
    public async Task A_listing_that_ends_with_its_page_is_not_truncated()
    {
        Bucket.Put("a", Bytes("x"));
        Bucket.Put("b", Bytes("x"));

        var page = await Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "bucket", MaxKeys = 2 }, Cancellation);

        Assert.False(page.IsTruncated);
        Assert.Null(page.NextContinuationToken);
    }

    [Fact]
    public async Task A_token_that_was_never_given_out_is_refused()
    {
        await RefusedAsync("InvalidArgument", 400, () => Client.ListObjectsV2Async(
            new ListObjectsV2Request { BucketName = "bucket", ContinuationToken = "made up" },
            Cancellation));
    }

    [Theory]
    [InlineData(false, "dir/a+b%2B%01", "dir/")]
    [InlineData(true, "dir%2Fa%20b%2B%01", "dir/")]
    public async Task Encoded_listings_speak_the_dialect_of_the_store(bool likeCeph, string key, string prefix)
    {
        await using var simulator = await S3Simulator.StartAsync(options => options.EncodesListingsLikeCeph = likeCeph, Cancellation);
        simulator.AddBucket("bucket").Put("dir/a b+\u0001", Bytes("x"));
        using var raw = new RawClient(simulator.Endpoint, simulator.Owner);

        var (status, body) = await raw.SendAsync(HttpMethod.Get, "/bucket?list-type=2&encoding-type=url&prefix=dir%2F", Cancellation);

        var root = XElement.Parse(body);
        Assert.Equal((int)HttpStatusCode.OK, status);
        Assert.Equal(key, root.Descendants(root.Name.Namespace + "Key").Single().Value);
        Assert.Equal(prefix, root.Element(root.Name.Namespace + "Prefix")!.Value);
    }

    private async Task<(List<string> Keys, int Pages)> ListAllAsync(ListObjectsV2Request request)
    {
        var keys = new List<string>();
        for (var pages = 1; ; pages++)
        {
            var page = await Client.ListObjectsV2Async(request, Cancellation);
            keys.AddRange((page.S3Objects ?? []).Select(static item => item.Key));
            if (page.IsTruncated != true)
            {
                return (keys, pages);
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
    }
}
