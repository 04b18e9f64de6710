using Xunit;

namespace ArchiveTransfer.Simulator;

/// <summary>Buckets named by the host, as most clients address them.</summary>
public sealed class VirtualHostTests : SimulatorTest
{
    [Theory]
    [InlineData("bucket.localhost:9000")]
    [InlineData("bucket.localhost")]
    [InlineData("bucket.s3.localhost:9000")]
    public async Task A_bucket_can_be_named_by_the_host(string host)
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner) { Host = host };

        Assert.Equal(200, (await raw.SendAsync(HttpMethod.Put, "/a/b%20c", Cancellation, Bytes("content"))).Status);
        Assert.Equal((200, "content"), await raw.SendAsync(HttpMethod.Get, "/a/b%20c", Cancellation));
        Assert.Contains("<Key>a/b c</Key>", (await raw.SendAsync(HttpMethod.Get, "/?list-type=2", Cancellation)).Body, StringComparison.Ordinal);
        Assert.Equal(["a/b c"], Bucket.Keys);
    }

    [Theory]
    [InlineData("localhost:9000")]
    [InlineData("s3.localhost")]
    [InlineData("bucket.localhost.example")]
    public async Task Another_host_leaves_the_bucket_in_the_path(string host)
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner) { Host = host };

        Assert.Equal(200, (await raw.SendAsync(HttpMethod.Put, "/bucket/key", Cancellation, Bytes("content"))).Status);
        Assert.Equal(["key"], Bucket.Keys);
    }
}
