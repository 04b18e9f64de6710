using Amazon.S3;
using Amazon.S3.Model;
using ArchiveTransfer.Testing;
using ArchiveTransfer.Testing.Observation;
using Xunit;

namespace ArchiveTransfer.Simulator;

public sealed class ObservationTests : SimulatorTest
{
    [Fact]
    public async Task The_log_tells_who_asked_for_what_and_what_came_of_it()
    {
        Bucket.Put("a b", Bytes("0123456789"));
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        await raw.SendAsync(HttpMethod.Get, "/bucket/a%20b", Cancellation, null, null, ("Range", "bytes=0-3"));
        await raw.SendAsync(HttpMethod.Put, "/bucket/c", Cancellation, Bytes("123"), null, ("x-amz-meta-m", "1"));
        await raw.SendAsync(HttpMethod.Get, "/bucket/none", Cancellation);

        var log = Simulator.Requests;

        Assert.Equal(["GetObject", "PutObject", "GetObject"], log.Select(static record => record.Operation));
        Assert.Equal(("bucket", "a b", "/bucket/a%20b", 206, 4L), (log[0].Bucket, log[0].Key, log[0].RawTarget, log[0].StatusCode, log[0].BytesOut));
        Assert.Equal("bytes=0-3", log[0].Headers["range"]);
        Assert.Equal((3L, "1", Simulator.Owner.AccessKey), (log[1].BytesIn, log[1].Headers["x-amz-meta-m"], log[1].AccessKey));
        Assert.Equal((404, "NoSuchKey"), (log[2].StatusCode, log[2].ErrorCode));
    }

    [Fact]
    public async Task Counters_count_bodies_of_objects_and_can_be_reset()
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        await raw.SendAsync(HttpMethod.Put, "/bucket/a", Cancellation, Bytes(1_000));
        await raw.SendAsync(HttpMethod.Put, "/bucket/b", Cancellation, null, null, ("x-amz-copy-source", "bucket/a"));
        await raw.SendAsync(HttpMethod.Get, "/bucket/b", Cancellation);
        await raw.SendAsync(HttpMethod.Get, "/bucket?list-type=2", Cancellation);

        var counters = Simulator.ReadCounters(reset: true);
        var afterwards = Simulator.ReadCounters();

        Assert.Equal((1_000, 1_000, 1_000), (counters.BytesIn, counters.BytesOut, counters.StoreBytesCopied));
        Assert.Equal(["CopyObject", "GetObject", "ListObjectsV2", "PutObject"], counters.Requests.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((1, 1L), (counters.PeakInFlight, counters.Connections));
        Assert.Empty(afterwards.Requests);
        Assert.Equal(0, afterwards.BytesIn);
    }

    [Fact]
    public async Task The_log_is_bounded_and_can_be_off()
    {
        await using var bounded = await S3Simulator.StartAsync(static options => options.RequestLogLimit = 2, Cancellation);
        await using var off = await S3Simulator.StartAsync(static options => options.KeepRequestLog = false, Cancellation);
        foreach (var simulator in (S3Simulator[])[bounded, off])
        {
            using var raw = new RawClient(simulator.Endpoint, simulator.Owner);
            foreach (var key in (string[])["a", "b", "c"])
            {
                await raw.SendAsync(HttpMethod.Get, "/none/" + key, Cancellation);
            }
        }

        Assert.Equal(["b", "c"], bounded.Requests.Select(static record => record.Key));
        Assert.Empty(off.Requests);
        Assert.Equal(3, off.ReadCounters().Requests["GetObject"]);
    }

    [Fact]
    public async Task A_copy_whose_client_left_is_made_all_the_same()
    {
        Bucket.Put("a", Bytes("x"));
        Simulator.Shape(new S3Shaping { Latency = TimeSpan.FromSeconds(2) });
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var copying = Client.CopyObjectAsync("bucket", "a", "bucket", "b", patience.Token);
        while (!Simulator.ReadCounters().Requests.ContainsKey("CopyObject"))
        {
            await Task.Delay(5, Cancellation);
        }

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => copying);
        for (var i = 0; i < 2_000 && Bucket.Get("b") is null; i++)
        {
            await Task.Delay(50, Cancellation);
        }

        Assert.NotNull(Bucket.Get("b"));
    }

    [Theory]
    [InlineData("/b/k", "/b/k")]
    [InlineData("/b/k?x-amz-server-side-encryption-customer-key=c2VjcmV0&tagging", "/b/k?x-amz-server-side-encryption-customer-key=redacted&tagging")]
    [InlineData("/?Action=AssumeRoleWithWebIdentity&WebIdentityToken=secret", "/?Action=AssumeRoleWithWebIdentity&WebIdentityToken=redacted")]
    [InlineData("/b/k?X%2DAmz%2DSecurity%2DToken=secret&a=b", "/b/k?X%2DAmz%2DSecurity%2DToken=redacted&a=b")]
    public void Secrets_of_a_query_are_not_logged(string sent, string logged) => Assert.Equal(logged, RequestLog.TargetWithoutSecrets(sent));

    [Fact]
    public async Task Tokens_and_signatures_are_not_logged()
    {
        var session = Simulator.AddIdentity("session", withSessionToken: true);
        Bucket.Grant(session, read: true);
        Bucket.Put("a", Bytes("x"));
        using var client = Simulator.CreateClient(session);
        var presigned = await client.GetPreSignedURLAsync(new GetPreSignedUrlRequest
        {
            BucketName = "bucket",
            Key = "a",
            Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5),
            Protocol = Protocol.HTTP,
        });
        using var http = new HttpClient();

        Assert.Equal("x", await http.GetStringAsync(new Uri(presigned), Cancellation));
        await client.GetObjectMetadataAsync("bucket", "a", Cancellation);

        var signature = presigned.Split("X-Amz-Signature=")[1].Split('&')[0];
        var logged = Simulator.Requests.SelectMany(static request => request.Headers.Values.Append(Uri.UnescapeDataString(request.RawTarget))).ToList();
        Assert.DoesNotContain(logged, text => text.Contains(session.SessionToken!, StringComparison.Ordinal) || text.Contains(signature, StringComparison.Ordinal));
        Assert.Equal(["bucket", "bucket"], Simulator.Requests.Select(static request => request.Bucket));
        Assert.True(Simulator.Requests[1].Headers.ContainsKey("x-amz-security-token"));
    }
}
