using System.Net;
using System.Xml.Linq;
using Amazon.S3;
using Amazon.S3.Model;
using ArchiveTransfer.Testing;
using Xunit;
using S3Bucket = ArchiveTransfer.Testing.S3Bucket;

namespace ArchiveTransfer.Simulator;

/// <summary>Two regions, each at an endpoint of its own.</summary>
public sealed class RegionTests : SimulatorTest
{
    private const string Far = "eu-central-1";
    private S3Bucket _far = null!;

    [Theory]
    [InlineData("GET", "/far/key")]
    [InlineData("PUT", "/far/new")]
    [InlineData("GET", "/far?list-type=2")]
    [InlineData("DELETE", "/far/key")]
    public async Task A_bucket_elsewhere_is_a_redirect_that_names_region_and_endpoint(string method, string target)
    {
        Prepare();
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        using var response = await raw.SendAsync(raw.Create(new HttpMethod(method), target), Cancellation);
        var error = XElement.Parse(await response.Content.ReadAsStringAsync(Cancellation));

        Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.Equal([Far], response.Headers.GetValues("x-amz-bucket-region"));
        Assert.Equal(("PermanentRedirect", "far", Simulator.EndpointOf(Far).Authority), (error.Element("Code")!.Value, error.Element("Bucket")!.Value, error.Element("Endpoint")!.Value));
        Assert.Equal(["key"], _far.Keys);
    }

    [Fact]
    public async Task What_a_redirect_says_leads_to_the_bucket_once_it_is_signed_again()
    {
        Prepare();
        using var wrong = new RawClient(Simulator.Endpoint, Simulator.Owner);
        using var redirect = await wrong.SendAsync(wrong.Create(HttpMethod.Head, "/far"), Cancellation);
        var region = redirect.Headers.GetValues("x-amz-bucket-region").Single();
        using var right = new RawClient(Simulator.EndpointOf(region), Simulator.Owner) { Region = region };

        Assert.Equal(HttpStatusCode.MovedPermanently, redirect.StatusCode);
        Assert.Equal(0, redirect.Content.Headers.ContentLength ?? 0);
        Assert.Equal((200, "far away"), await right.SendAsync(HttpMethod.Get, "/far/key", Cancellation));
    }

    [Fact]
    public async Task A_redirect_can_be_temporary()
    {
        Prepare();
        _far.RedirectsTemporarily = true;
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        using var response = await raw.SendAsync(raw.Create(HttpMethod.Get, "/far/key?x=1"), Cancellation);

        Assert.Equal(HttpStatusCode.TemporaryRedirect, response.StatusCode);
        Assert.Equal(Simulator.EndpointOf(Far).GetLeftPart(UriPartial.Authority) + "/far/key?x=1", response.Headers.Location?.ToString());
        Assert.Contains("<Code>TemporaryRedirect</Code>", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_temporary_redirect_names_the_bucket_that_the_host_named()
    {
        Prepare();
        _far.RedirectsTemporarily = true;
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner) { Host = "far.localhost" };
        using var response = await raw.SendAsync(raw.Create(HttpMethod.Get, "/bucket/key"), Cancellation);

        Assert.Equal(Simulator.EndpointOf(Far).GetLeftPart(UriPartial.Authority) + "/far/bucket/key", response.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task A_signature_for_another_region_is_refused_and_told_which_one_is_right(string method)
    {
        Prepare();
        using var raw = new RawClient(Simulator.EndpointOf(Far), Simulator.Owner);
        using var response = await raw.SendAsync(raw.Create(new HttpMethod(method), "/far/key"), Cancellation);
        var body = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal([Far], response.Headers.GetValues("x-amz-bucket-region"));
        Assert.Equal(method == "GET", body.Contains($"<Region>{Far}</Region>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_region_is_told_to_those_who_may_not_see_the_bucket()
    {
        Prepare();
        using var raw = new RawClient(Simulator.EndpointOf(Far), null);
        using var response = await raw.SendAsync(raw.Create(HttpMethod.Head, "/far"), Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal([Far], response.Headers.GetValues("x-amz-bucket-region"));
    }

    [Fact]
    public async Task A_copy_may_come_from_another_region()
    {
        Prepare();

        await Client.CopyObjectAsync("far", "key", "bucket", "copy", Cancellation);

        Assert.Equal(Bytes("far away"), ContentOf(Bucket.Get("copy")));
    }

    [Fact]
    public async Task Location_is_told_everywhere()
    {
        Prepare();

        Assert.Equal(Far, (await Client.GetBucketLocationAsync("far", Cancellation)).Location.Value);
    }

    [Theory]
    [InlineData(null, Far, Far, null)]
    [InlineData(null, "mars-1", null, "InvalidLocationConstraint")]
    [InlineData(Far, Far, Far, null)]
    [InlineData(Far, "us-west-2", null, "IllegalLocationConstraintException")]
    [InlineData(Far, "", null, "IllegalLocationConstraintException")]
    public async Task A_bucket_is_made_where_endpoint_and_constraint_agree(string? endpoint, string constraint, string? region, string? code)
    {
        Prepare();
        using var client = Simulator.CreateClient(Simulator.Owner, endpoint);
        var request = new PutBucketRequest { BucketName = "made", UseClientRegion = false, BucketRegionName = constraint };

        if (code is null)
        {
            await client.PutBucketAsync(request, Cancellation);
        }
        else
        {
            await RefusedAsync(code, 400, () => client.PutBucketAsync(request, Cancellation));
        }

        Assert.Equal(region, Simulator.FindBucket("made")?.Region);
    }

    [Fact]
    public async Task Outside_the_oldest_region_a_bucket_of_ones_own_cannot_be_made_again()
    {
        Prepare();
        using var client = Simulator.CreateClient(Simulator.Owner, Far);

        await RefusedAsync("BucketAlreadyOwnedByYou", 409, () => client.PutBucketAsync(new PutBucketRequest { BucketName = "far", BucketRegionName = Far, UseClientRegion = false }, Cancellation));
    }

    [Fact]
    public void A_region_that_is_not_served_cannot_be_used()
    {
        Assert.Throws<ArgumentException>(() => Simulator.AddBucket("other", region: "mars-1"));
        Assert.Throws<ArgumentException>(() => Simulator.EndpointOf("mars-1"));
    }

    protected override void Configure(S3SimulatorOptions options) => options.FurtherRegions.Add(Far);

    private void Prepare()
    {
        _far = Simulator.AddBucket("far", region: Far);
        _far.Put("key", Bytes("far away"));
    }
}
