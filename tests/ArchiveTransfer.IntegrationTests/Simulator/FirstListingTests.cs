using System.Xml.Linq;
using Amazon.S3.Model;
using Xunit;

namespace ArchiveTransfer.Simulator;

/// <summary>ListObjects in its first version, and what only a page of the second can leave out.</summary>
public sealed class FirstListingTests : SimulatorTest
{
    [Theory]
    [InlineData("", 1)]
    [InlineData("", 3)]
    [InlineData("/", 1)]
    [InlineData("/", 2)]
    public async Task Pages_follow_the_marker_without_gap_or_overlap(string delimiter, int size)
    {
        Fill("a", "b/1", "b/2", "c", "d/1", "e");
        var request = new ListObjectsRequest { BucketName = "bucket", MaxKeys = size, Delimiter = delimiter };
        var seen = new List<string>();
        ListObjectsResponse page;
        do
        {
            page = await Client.ListObjectsAsync(request, Cancellation);
            seen.AddRange((page.S3Objects ?? []).Select(static item => item.Key).Concat(page.CommonPrefixes ?? []).Order(StringComparer.Ordinal));
            request.Marker = page.NextMarker;
        }
        while (page.IsTruncated == true);

        Assert.Equal(delimiter.Length > 0 ? ["a", "b/", "c", "d/", "e"] : ["a", "b/1", "b/2", "c", "d/1", "e"], seen);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("&delimiter=%2F", "b/")]
    public async Task The_next_marker_is_told_only_with_a_delimiter(string parameter, string? next)
    {
        Fill("a", "b/1", "b/2", "c");

        var root = await ListAsync("/bucket?max-keys=2" + parameter);

        Assert.Equal("true", Text(root, "IsTruncated"));
        Assert.Equal(next, Text(root, "NextMarker"));
    }

    [Theory]
    [InlineData("b/", "c")]
    [InlineData("b/1", "c")]
    [InlineData("b/1x", "c")]
    [InlineData("a", "b/ c")]
    [InlineData("bb", "c")]
    public async Task A_marker_inside_a_common_prefix_is_past_all_of_it(string marker, string listed)
    {
        Fill("a", "b/1", "b/2", "c");

        var root = await ListAsync($"/bucket?delimiter=%2F&marker={Uri.EscapeDataString(marker)}");

        var seen = root.Elements().Where(static element => element.Name.LocalName is "Contents" or "CommonPrefixes").Select(static element => element.Elements().First().Value);
        Assert.Equal(listed, string.Join(' ', seen.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Keys_and_echoes_are_encoded_when_asked_for()
    {
        Fill("dir/a b+\u0001", "dir/b");

        var root = await ListAsync("/bucket?encoding-type=url&prefix=dir%2F&marker=dir%2F%20&max-keys=1&delimiter=~");

        Assert.Equal("dir/a+b%2B%01", Text(root.Descendants().Single(static element => element.Name.LocalName == "Contents"), "Key"));
        Assert.Equal(("dir/", "dir/+", "dir/a+b%2B%01", "url"), (Text(root, "Prefix"), Text(root, "Marker"), Text(root, "NextMarker"), Text(root, "EncodingType")));
    }

    [Theory]
    [InlineData("/bucket", true)]
    [InlineData("/bucket?list-type=2", false)]
    [InlineData("/bucket?list-type=2&fetch-owner=true", true)]
    public async Task Owners_are_told_by_the_first_version_and_on_demand(string target, bool isTold)
    {
        Fill("a");

        var root = await ListAsync(target);

        Assert.Equal(isTold ? Simulator.Owner.AccessKey : null, root.Descendants().SingleOrDefault(static element => element.Name.LocalName == "Owner")?.Elements().First().Value);
    }

    [Fact]
    public async Task The_region_of_the_bucket_is_told()
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        using var response = await raw.SendAsync(raw.Create(HttpMethod.Get, "/bucket"), Cancellation);

        Assert.Equal(["us-east-1"], response.Headers.GetValues("x-amz-bucket-region"));
    }

    private static string? Text(XElement root, string name) => root.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;

    private void Fill(params string[] keys)
    {
        foreach (var key in keys)
        {
            Bucket.Put(key, Bytes("x"));
        }
    }

    private async Task<XElement> ListAsync(string target)
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        var (status, body) = await raw.SendAsync(HttpMethod.Get, target, Cancellation);
        Assert.Equal(200, status);
        return XElement.Parse(body);
    }
}
