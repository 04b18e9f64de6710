using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using ArchiveTransfer.ObjectStorage.Sdk;
using Xunit;

namespace ArchiveTransfer.ObjectStorage;

public abstract class PlaneConnectionTests : PlaneTest
{
    private protected PlaneConnectionTests(PlaneKind kind)
        : base(kind)
    {
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connection_refused_sent_nothing_and_may_be_tried_again()
    {
        // Bound and not listened at: nobody else gets the port.
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)bound.LocalEndPoint!).Port;
        foreach (var operation in Enum.GetValues<StoreOperation>())
        {
            var error = await ThroughAsync(new Uri($"http://localhost:{port}"), operation);
            Assert.Equal((operation, StoreErrorKind.Transient, StoreErrorCodes.ConnectFailed, null), (operation, error!.Kind, error.Code, error.StatusCode));
        }
    }

    [Theory]
    [InlineData("http://no-such-host.invalid")]
    [InlineData("https://no-such-host.invalid")]
    public async Task A_host_without_an_address_sent_nothing(string url)
    {
        var error = await ThroughAsync(new Uri(url), StoreOperation.CopyObject);
        Assert.Equal((StoreErrorKind.Transient, StoreErrorCodes.ConnectFailed), (error!.Kind, error.Code));
    }

    [Fact]
    public async Task A_certificate_nobody_trusts_sent_nothing()
    {
        await using var plane = Start(Answers.Healthy, https: true);
        var error = await ThroughAsync(plane.Server.Url, StoreOperation.CopyObject);
        Assert.Equal((StoreErrorKind.Transient, StoreErrorCodes.ConnectFailed), (error!.Kind, error.Code));
        Assert.Contains("certificate", error.Message, StringComparison.Ordinal);
        Assert.Empty(plane.Server.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_lost_before_the_answer_is_unknown_for_writes_and_sent_once(bool resets)
    {
        foreach (var operation in Enum.GetValues<StoreOperation>())
        {
            await using var plane = Start(_ => resets ? ScriptedAnswer.Reset : ScriptedAnswer.Close);
            var error = await EveryOperation.SendAsync(plane.Store, operation, "key", Token);
            Assert.Equal((operation, Lost(operation), StoreErrorCodes.ConnectionLost), (operation, error!.Kind, error.Code));
            AssertSentOnce(operation, plane.Server.Requests.Count);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_kept_connection_that_dies_is_not_a_reason_to_send_again(bool resets)
    {
        foreach (var operation in Enum.GetValues<StoreOperation>())
        {
            await using var plane = Start(request => request.Target.Contains("warm", StringComparison.Ordinal)
                ? Answers.Healthy(request)
                : resets ? ScriptedAnswer.Reset : ScriptedAnswer.Close);
            Assert.Null(await EveryOperation.SendAsync(plane.Store, StoreOperation.HeadObject, "warm", Token));
            var error = await EveryOperation.SendAsync(plane.Store, operation, "key", Token);
            Assert.True(error is not null, $"{operation} succeeded");
            Assert.Equal((operation, Lost(operation), StoreErrorCodes.ConnectionLost), (operation, error.Kind, error.Code));
            AssertSentOnce(operation, plane.Server.Requests.Count - 1);
        }
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var plane = Start(request => ScriptedAnswer.Error(307, "TemporaryRedirect", "Location: http://bucket.s3.amazonaws.com/key"));
        var error = await EveryOperation.SendAsync(plane.Store, StoreOperation.PutObject, "key", Token);
        Assert.Equal((StoreErrorKind.Permanent, "TemporaryRedirect", 307), (error!.Kind, error.Code, error.StatusCode));
        Assert.Single(plane.Server.Requests);
    }

    [Fact]
    public async Task Cancelling_throws_and_nothing_else_does()
    {
        foreach (var operation in Enum.GetValues<StoreOperation>())
        {
            await using var plane = Start(request => Answers.Healthy(request) with { Delay = TimeSpan.FromSeconds(30) });
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
            var sending = EveryOperation.SendAsync(plane.Store, operation, "key", cancel.Token);
            while (plane.Server.Requests.IsEmpty)
            {
                await Task.Delay(1, Token);
            }

            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        }
    }

    [Fact]
    public async Task Cancelling_between_header_and_body_of_an_answer_throws()
    {
        await using var plane = Start(_ => new ScriptedAnswer("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nContent-Type: application/xml\r\n\r\n<Copy"u8.ToArray()));
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        cancel.CancelAfter(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => EveryOperation.SendAsync(plane.Store, StoreOperation.CopyObject, "key", cancel.Token));
    }

    /// <summary>What only reads the transport may send again by itself; it cannot be told not to.</summary>
    private static void AssertSentOnce(StoreOperation operation, int sent)
    {
        var reads = operation is StoreOperation.ListObjectsV2 or StoreOperation.HeadObject or StoreOperation.GetObject or StoreOperation.GetObjectTagging or StoreOperation.ListParts;
        Assert.True(sent == 1 || (reads && sent <= 4), $"{operation} was sent {sent} times");
    }

    private static StoreErrorKind Lost(StoreOperation operation) => operation is StoreOperation.ListObjectsV2 or StoreOperation.HeadObject or StoreOperation.GetObject
        or StoreOperation.GetObjectTagging or StoreOperation.ListParts or StoreOperation.AbortMultipartUpload
        ? StoreErrorKind.Transient
        : StoreErrorKind.Unknown;

    private async Task<StoreError?> ThroughAsync(Uri url, StoreOperation operation)
    {
        using var wire = new WireClientFactory();
        using var client = S3ClientFactory.Create(StoreSide.Destination, new DestinationOptions { Bucket = "bucket", ServiceUrl = url }, false, new BasicAWSCredentials("A", "S"), wire);
        var access = new StoreAccess { Region = "us-east-1", Credentials = new SideCredentials(StoreSide.Destination, new GivenCredentials(new BasicAWSCredentials("A", "S"))) };
        var sdk = new SdkObjectStore(client, ObjectStoreSettings.None) { Access = access };
        using IObjectStore store = Kind == PlaneKind.Sdk ? sdk : new Direct.DirectObjectStore(sdk, configure: null);
        return await EveryOperation.SendAsync(store, operation, "key", Token);
    }
}
