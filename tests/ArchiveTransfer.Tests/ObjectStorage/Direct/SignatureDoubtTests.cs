using Amazon.Runtime;
using ArchiveTransfer.ObjectStorage.Sdk;
using Xunit;

namespace ArchiveTransfer.ObjectStorage.Direct;

public sealed class SignatureDoubtTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_endpoint_that_takes_only_the_signature_of_the_SDK_stays_with_the_SDK()
    {
        await using var server = new RecordingServer(static request => IsOurs(request) ? Mismatch(request) : Answers.Healthy(request));
        List<string> left = [];
        using (var store = Open(server))
        {
            store.LeftToSdk = left.Add;
            foreach (var operation in Enum.GetValues<StoreOperation>())
            {
                Assert.Null(await EveryOperation.SendAsync(store, operation, "key", Token));
            }
        }

        Assert.Single(left);
        Assert.Single(server.Requests, IsOurs);
        Assert.Equal(Enum.GetValues<StoreOperation>().Length + 1, server.Requests.Count);

        // And so does the next run of the process.
        using var next = Open(server);
        Assert.Null(await EveryOperation.SendAsync(next, StoreOperation.HeadObject, "key", Token));
        Assert.Single(server.Requests, IsOurs);
    }

    [Fact]
    public async Task Credentials_that_nobody_can_sign_with_are_asked_for_through_the_SDK_once()
    {
        await using var server = new RecordingServer(Mismatch);
        using var store = Open(server);
        for (var i = 0; i < 3; i++)
        {
            var error = await EveryOperation.SendAsync(store, StoreOperation.CopyObject, "key", Token);
            Assert.Equal("SignatureDoesNotMatch", error!.Code);
        }

        Assert.Equal(4, server.Requests.Count);
        Assert.Single(server.Requests, static request => !IsOurs(request));
    }

    [Fact]
    public async Task Where_our_signature_was_taken_before_a_refusal_is_believed()
    {
        await using var server = new RecordingServer(static request => request.Method == "HEAD" ? Answers.Healthy(request) : Mismatch(request));
        using var store = Open(server);
        Assert.Null(await EveryOperation.SendAsync(store, StoreOperation.HeadObject, "key", Token));
        Assert.Equal("SignatureDoesNotMatch", (await EveryOperation.SendAsync(store, StoreOperation.CopyObject, "key", Token))!.Code);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_store_that_is_busy_says_nothing_of_signatures()
    {
        await using var server = new RecordingServer(static request => IsOurs(request) ? Mismatch(request) : ScriptedAnswer.Error(503, "SlowDown"));
        List<string> left = [];
        using var store = Open(server);
        store.LeftToSdk = left.Add;
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal("SlowDown", (await EveryOperation.SendAsync(store, StoreOperation.CopyObject, "key", Token))!.Code);
        }

        Assert.Empty(left);
        Assert.Equal([true, false, true, false], server.Requests.Select(IsOurs));
    }

    private static bool IsOurs(RecordedRequest request) => request["User-Agent"]!.StartsWith("ArchiveTransfer/", StringComparison.Ordinal);

    private static ScriptedAnswer Mismatch(RecordedRequest request) => ScriptedAnswer.Error(403, "SignatureDoesNotMatch");

    private static DirectObjectStore Open(RecordingServer server) => new(
        S3ClientFactory.OpenDestination(
            new DestinationOptions { Bucket = "bucket", ServiceUrl = server.Url },
            new SourceOptions(),
            new ArchiveCollectionComponents { DestinationCredentials = new BasicAWSCredentials("AKTEST", "SKTEST") }),
        configure: null);
}
