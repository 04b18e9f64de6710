using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using ArchiveTransfer.ObjectStorage.Direct;
using ArchiveTransfer.ObjectStorage.Sdk;
using Xunit;

namespace ArchiveTransfer.ObjectStorage;

/// <summary>A side that is told of another region goes there once, and never in a circle.</summary>
public abstract class RegionFollowingTests
{
    private static readonly BasicAWSCredentials Given = new("AKTEST", "SKTEST");
    private static readonly ObjectAddress Address = new("bucket", "key");

    private readonly ConcurrentQueue<(string From, string To)> learned = new();
    private SdkObjectStore side = null!;

    private readonly PlaneKind kind;

    private protected RegionFollowingTests(PlaneKind kind) => this.kind = kind;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_region_is_the_end_for_this_request_and_for_all_that_follow()
    {
        await using var server = new RecordingServer(request => Elsewhere(RegionOf(request) == "eu-1" ? "eu-2" : "eu-1"));
        using var store = Open(server);

        var first = await store.ListAsync(new("bucket", ""), Token);
        var second = await store.ListAsync(new("bucket", ""), Token);

        Assert.Equal(("AuthorizationHeaderMalformed", "eu-2", StoreErrorKind.Permanent), (first.Error!.Code, first.Error.BucketRegion, first.Error.Kind));
        Assert.Equal(first.Error, second.Error);
        Assert.Equal(["us-east-1", "eu-1", "eu-1"], server.Requests.Select(RegionOf));
        Assert.Equal([("us-east-1", "eu-1")], learned);
    }

    [Fact]
    public async Task A_store_that_names_the_region_it_was_asked_in_is_believed_to_mean_something_else()
    {
        await using var server = new RecordingServer(request => Elsewhere(RegionOf(request)));
        using var store = Open(server);

        Assert.Equal("AuthorizationHeaderMalformed", (await store.ListAsync(new("bucket", ""), Token)).Error!.Code);
        Assert.Single(server.Requests);
        Assert.Empty(learned);
    }

    [Fact]
    public async Task Every_operation_is_sent_again_as_it_was()
    {
        foreach (var operation in Enum.GetValues<StoreOperation>())
        {
            await using var server = new RecordingServer(request => RegionOf(request) == "us-east-1" ? Refused(request) : Answers.Healthy(request));
            using var store = Open(server);

            Assert.Null(await EveryOperation.SendAsync(store, operation, "a b/c+d", Token));

            Assert.Equal(["us-east-1", "eu-1"], server.Requests.Select(RegionOf));
            var (wrong, right) = (server.Requests.First(), server.Requests.Last());
            Assert.Equal((wrong.Method, wrong.Path, wrong["x-amz-copy-source"], wrong["Content-Type"]), (right.Method, right.Path, right["x-amz-copy-source"], right["Content-Type"]));
            Assert.Equal(wrong.Body.Length, right.Body.Length);
            Assert.True(SignatureV4.Fits(right, region: "eu-1"), $"{operation}");
        }
    }

    [Fact]
    public async Task A_HEAD_has_no_body_and_its_400_names_the_region_in_a_header()
    {
        await using var server = new RecordingServer(request => RegionOf(request) == "us-east-1" ? ScriptedAnswer.Of(400, "", "x-amz-bucket-region: eu-1") : Answers.Healthy(request));
        using (var store = Open(server))
        {
            Assert.True((await store.HeadAsync(new(Address), Token)).IsSuccess);
        }

        using var stays = Open(server, follows: false);
        Assert.Equal(("AuthorizationHeaderMalformed", "eu-1"), ((await stays.HeadAsync(new(Address), Token)).Error!.Code, (await stays.HeadAsync(new(Address), Token)).Error!.BucketRegion));
    }

    [Fact]
    public async Task A_body_that_has_begun_to_flow_is_asked_for_again()
    {
        await using var server = new RecordingServer(request => RegionOf(request) == "us-east-1" ? Elsewhere("eu-1") : Answers.Healthy(request));
        using var store = Open(server);
        var upload = new UploadAddress("bucket", "key", "U1");

        var refused = await store.UploadPartAsync(new(upload, 1, StoreBody.Flowing(new FlowingSource(100_000), 100_000)), Token);
        Assert.Equal(("AuthorizationHeaderMalformed", StoreErrorKind.Transient), (refused.Error!.Code, refused.Error.Kind));
        Assert.True((await store.UploadPartAsync(new(upload, 1, StoreBody.Flowing(new FlowingSource(100_000), 100_000)), Token)).IsSuccess);
        Assert.Equal(["us-east-1", "eu-1"], server.Requests.Select(RegionOf));
    }

    [Fact]
    public async Task A_flowing_body_that_nobody_has_read_is_sent_at_once()
    {
        await using var server = new RecordingServer(Answers.Healthy) { Early = Elsewhere("eu-1") };
        using var store = Open(server);
        side.Regions!.Learned = (_, _) => server.Early = null;

        Assert.True((await store.UploadPartAsync(new(new("bucket", "key", "U1"), 1, StoreBody.Flowing(new FlowingSource(3_000_000), 3_000_000)), Token)).IsSuccess);
        Assert.Equal(["us-east-1", "eu-1"], server.Requests.Select(RegionOf));
    }

    [Fact]
    public async Task Many_requests_at_once_learn_one_region()
    {
        await using var server = new RecordingServer(request => RegionOf(request) == "us-east-1" ? Elsewhere("eu-1") : Answers.Healthy(request));
        using var store = Open(server);

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => store.ListAsync(new("bucket", ""), Token).AsTask()));

        Assert.All(results, result => Assert.True(result.IsSuccess));
        Assert.Equal([("us-east-1", "eu-1")], learned);
        Assert.Equal("eu-1", side.Access!.Region);
        Assert.Equal("eu-1", side.Client.Config.AuthenticationRegion);
    }

    /// <summary>What a store names becomes part of a host name, to which signed requests go.</summary>
    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example/")]
    [InlineData("EU-WEST-1")]
    [InlineData("-eu")]
    [InlineData("eu west")]
    [InlineData("a-very-long-name-of-a-region-that-is-none")]
    public async Task A_region_that_is_no_name_leads_nowhere(string region)
    {
        var hosts = new ConcurrentQueue<string>();
        await using var server = new RecordingServer(_ => ScriptedAnswer.Of(307, "", $"x-amz-bucket-region: {region}", "Location: https://evil.example/key"), PlaneUnderTest.ServerCertificate);
        using var store = Open(server, hosts);

        Assert.Equal("TemporaryRedirect", (await store.HeadAsync(new(Address), Token)).Error!.Code);
        Assert.Equal(["bucket.s3.us-east-1.amazonaws.com"], hosts);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    public async Task A_redirect_at_AWS_leads_to_the_region_by_name_and_not_where_it_points(int status)
    {
        var hosts = new ConcurrentQueue<string>();
        await using var server = new RecordingServer(
            request => RegionOf(request) == "us-east-1" ? ScriptedAnswer.Of(status, "", "x-amz-bucket-region: eu-west-1", "Location: https://evil.example/key") : Answers.Healthy(request), PlaneUnderTest.ServerCertificate);
        using var store = Open(server, hosts);

        Assert.True((await store.HeadAsync(new(Address), Token)).IsSuccess);
        Assert.Equal(["bucket.s3.us-east-1.amazonaws.com", "bucket.s3.eu-west-1.amazonaws.com"], hosts);
    }

    [Fact]
    public void What_the_process_remembers_has_an_end()
    {
        for (var i = 0; i < 5_000; i++)
        {
            BucketRegions.Remember("endpoint-of-this-test", $"{i}", "eu-1");
        }

        Assert.InRange(Enumerable.Range(0, 5_000).Count(i => BucketRegions.Find("endpoint-of-this-test", $"{i}") is not null), 1, 1_024);
        Assert.Equal("eu-1", BucketRegions.Find("endpoint-of-this-test", "4999"));
    }

    private static string RegionOf(RecordedRequest request) => request["Authorization"]!.Split('/')[2];

    /// <summary>The answer to a HEAD has no body.</summary>
    private static ScriptedAnswer Refused(RecordedRequest request) => request.Method == "HEAD" ? ScriptedAnswer.Of(400, "", "x-amz-bucket-region: eu-1") : Elsewhere("eu-1");

    private static ScriptedAnswer Elsewhere(string region) => ScriptedAnswer.Of(
        400, $"<Error><Code>AuthorizationHeaderMalformed</Code><Message>the region is wrong; expecting '{region}'</Message></Error>", $"x-amz-bucket-region: {region}");

    private IObjectStore Open(RecordingServer server, bool follows = true) => Listening(S3ClientFactory.OpenDestination(
        new DestinationOptions { Bucket = "bucket", ServiceUrl = server.Url }, new SourceOptions(), new ArchiveCollectionComponents { DestinationCredentials = Given }, followsRegion: follows), null);

    private IObjectStore Open(RecordingServer server, ConcurrentQueue<string> hosts) => Listening(S3ClientFactory.OpenDestination(
        new DestinationOptions { Bucket = "bucket", Region = "us-east-1" },
        new SourceOptions(),
        new ArchiveCollectionComponents { DestinationCredentials = Given, Wire = new WireSettings(handler => Connect(handler, server, hosts)) },
        followsRegion: true), handler => Connect(handler, server, hosts));

    private IObjectStore Listening(SdkObjectStore store, Action<SocketsHttpHandler>? configure)
    {
        side = store;
        store.Regions?.Learned = (from, to) => learned.Enqueue((from, to));
        return kind == PlaneKind.Sdk ? store : new DirectObjectStore(store, configure);
    }

    private static void Connect(SocketsHttpHandler handler, RecordingServer server, ConcurrentQueue<string> hosts)
    {
        handler.UseProxy = false;
        PlaneUnderTest.Trust(handler);
        handler.ConnectCallback = async (context, cancellationToken) =>
        {
            hosts.Enqueue(context.DnsEndPoint.Host);
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, server.Url.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        };
    }
}
