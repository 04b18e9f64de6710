using Amazon.S3.Model;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Simulator;

/// <summary>Faults of pages, as the listing of seven objects by three shows them.</summary>
public sealed class FaultListingTests : FaultTest
{
    [Theory]
    [InlineData(S3Fault.RepeatToken, null, "abc def def g")]
    [InlineData(S3Fault.OverlappingPages, null, "abc cde efg")]
    [InlineData(S3Fault.OutOfOrder, null, "cba fed g")]
    [InlineData(S3Fault.EmptyTruncated, null, "- - abc def g")]
    [InlineData(S3Fault.MissingKeys, null, "ac df -")]
    [InlineData(S3Fault.KeyAppears, null, "abc c!de e!fg")]
    [InlineData(S3Fault.KeyVanishes, null, "abc def g")]
    public async Task A_spoiled_listing_reads(string kind, int? times, string pages)
    {
        PutMany("a", "b", "c", "d", "e", "f", "g");
        var spoiledTwice = kind is S3Fault.EmptyTruncated;
        var skipsFirst = kind is S3Fault.RepeatToken;
        using var fault = Simulator.Inject(new S3Fault
        {
            Kind = kind,
            Operation = "ListObjectsV2",
            Times = spoiledTwice ? 2 : skipsFirst ? 1 : times,
            Skip = skipsFirst ? 1 : 0,
        });

        Assert.Equal(pages, string.Join(' ', (await WalkAsync()).Select(static page => page.Keys)));
    }

    [Fact]
    public async Task A_repeated_token_is_the_one_just_used_and_an_empty_page_gives_a_new_one()
    {
        PutMany("a", "b", "c", "d", "e");
        var request = new ListObjectsV2Request { BucketName = "bucket", MaxKeys = 2 };
        request.ContinuationToken = (await Client.ListObjectsV2Async(request, Cancellation)).NextContinuationToken;
        using var repeated = Simulator.Inject(new S3Fault { Kind = S3Fault.RepeatToken, Times = 1 });
        using var empty = Simulator.Inject(new S3Fault { Kind = S3Fault.EmptyTruncated, Times = 1 });

        var first = await Client.ListObjectsV2Async(request, Cancellation);
        var second = await Client.ListObjectsV2Async(request, Cancellation);
        request.ContinuationToken = second.NextContinuationToken;
        var third = await Client.ListObjectsV2Async(request, Cancellation);

        Assert.NotEqual(first.NextContinuationToken, second.NextContinuationToken);
        Assert.True(second.IsTruncated);
        Assert.Empty(second.S3Objects ?? []);
        Assert.Equal(["c", "d"], third.S3Objects.Select(static item => item.Key));
    }

    [Fact]
    public async Task A_first_page_is_repeated_too()
    {
        PutMany("a", "b", "c");
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.RepeatToken, Times = 1 });

        Assert.Equal("abc abc", string.Join(' ', (await WalkAsync()).Select(static page => page.Keys)));
    }

    [Fact]
    public async Task Keys_that_vanish_are_listed_and_gone()
    {
        PutMany("a", "b", "c", "d", "e", "f", "g");
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.KeyVanishes });

        await WalkAsync();

        Assert.Equal(["a", "b", "d", "e"], Bucket.Keys);
        Assert.Equal(404, (await SendAsync("GET", "/bucket/c")).Status);
    }

    [Fact]
    public async Task Keys_that_appear_are_there_and_are_no_endless_listing()
    {
        PutMany("a", "b", "c");
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.KeyAppears });

        var pages = await WalkAsync(pageSize: 2);

        Assert.Equal("ab b!c", string.Join(' ', pages.Select(static page => page.Keys)));
        Assert.Equal("x", (await SendAsync("GET", "/bucket/b!")).Text);
        Assert.Equal(4, (await WalkAsync(pageSize: 1)).Count);
    }

    [Theory]
    [InlineData(S3Fault.OutOfOrder, "c b a")]
    [InlineData(S3Fault.MissingKeys, "a c")]
    [InlineData(S3Fault.KeyVanishes, "a b c")]
    public async Task Pages_of_the_first_version_are_spoiled_as_well(string kind, string keys)
    {
        PutMany("a", "b", "c", "d");
        using var fault = Simulator.Inject(new S3Fault { Kind = kind });

        var page = await SendAsync("GET", "/bucket?max-keys=3");

        Assert.Equal(keys, string.Join(' ', page.Text.Split("<Key>").Skip(1).Select(static rest => rest.Split('<')[0])));
    }

    [Fact]
    public async Task Virtual_objects_vanish_and_appear_as_well()
    {
        Bucket.AddVirtual(6, static index => ((char)('a' + index)).ToString(), static _ => 10);
        using var appearing = Simulator.Inject(new S3Fault { Kind = S3Fault.KeyAppears, Times = 1 });
        using var vanishing = Simulator.Inject(new S3Fault { Kind = S3Fault.KeyVanishes, Times = 1 });

        Assert.Equal("abc c!de f", string.Join(' ', (await WalkAsync()).Select(static page => page.Keys)));
        Assert.Equal(["a", "b", "c", "c!", "d", "f"], Bucket.Keys);
    }

    private async Task<List<(string Keys, string? Next)>> WalkAsync(int pageSize = 3)
    {
        var pages = new List<(string, string?)>();
        var request = new ListObjectsV2Request { BucketName = "bucket", MaxKeys = pageSize };
        do
        {
            var page = await Client.ListObjectsV2Async(request, Cancellation);
            Assert.Equal(page.KeyCount, page.S3Objects?.Count ?? 0);
            pages.Add((page.S3Objects is { Count: > 0 } objects ? string.Concat(objects.Select(static item => item.Key)) : "-", page.NextContinuationToken));
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (request.ContinuationToken is not null && pages.Count < 20);

        return pages;
    }
}
