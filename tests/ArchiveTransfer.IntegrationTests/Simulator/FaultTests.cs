using System.Xml;
using Amazon.S3;
using Amazon.S3.Model;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Simulator;

public sealed class FaultTests : SimulatorTest
{
    [Fact]
    public async Task An_error_is_answered_without_acting_and_ends_when_disposed()
    {
        Bucket.Put("a", Bytes("x"));
        using (Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "CopyObject", StatusCode = 503, Code = "SlowDown" }))
        {
            await RefusedAsync("SlowDown", 503, CopyAsync);
            Assert.Null(Bucket.Get("b"));
            using var other = await Client.GetObjectAsync("bucket", "a", Cancellation);
        }

        await CopyAsync();
        Assert.NotNull(Bucket.Get("b"));
        Assert.Equal(1, Simulator.ReadCounters().Faults);
    }

    [Fact]
    public async Task Retry_After_is_sent_in_seconds()
    {
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, StatusCode = 503, Code = "SlowDown", RetryAfter = TimeSpan.FromSeconds(1.5) });
        using var http = new HttpClient();

        using var response = await http.GetAsync(new Uri(Simulator.Endpoint, "/bucket/key"), Cancellation);

        Assert.Equal(TimeSpan.FromSeconds(2), response.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task A_fault_strikes_its_keys_after_its_skips_and_as_often_as_it_says()
    {
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Keys = static key => key == "a", Skip = 1, Times = 2 });
        var statuses = new List<int>();
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        foreach (var key in (string[])["a", "b", "a", "b", "a", "a"])
        {
            statuses.Add((await raw.SendAsync(HttpMethod.Put, "/bucket/" + key, Cancellation, Bytes("x"))).Status);
        }

        Assert.Equal([200, 200, 500, 200, 500, 200], statuses);
    }

    [Fact]
    public async Task Chances_follow_the_seed()
    {
        var first = await StruckAsync(seed: 1);
        var again = await StruckAsync(seed: 1);
        var other = await StruckAsync(seed: 2);

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.InRange(first.Count(static struck => struck), 5, 35);

        static async Task<List<bool>> StruckAsync(int seed)
        {
            await using var simulator = await S3Simulator.StartAsync(options => options.Seed = seed, Cancellation);
            simulator.AddBucket("bucket");
            using var raw = new RawClient(simulator.Endpoint, simulator.Owner);
            using var fault = simulator.Inject(new S3Fault { Kind = S3Fault.Error, Probability = 0.5 });
            var struck = new List<bool>();
            for (var i = 0; i < 40; i++)
            {
                struck.Add((await raw.SendAsync(HttpMethod.Put, "/bucket/a", Cancellation, [])).Status == 500);
            }

            return struck;
        }
    }

    [Fact]
    public async Task An_empty_200_acts_and_says_nothing()
    {
        Bucket.Put("a", Bytes("x"));
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.EmptyOk });
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);

        var answer = await raw.SendAsync(HttpMethod.Put, "/bucket/b", Cancellation, null, null, ("x-amz-copy-source", "bucket/a"));

        Assert.Equal((200, ""), answer);
        Assert.NotNull(Bucket.Get("b"));
    }

    [Fact]
    public async Task A_200_with_an_error_in_it_has_not_acted()
    {
        Bucket.Put("a", Bytes("x"));
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.ErrorInOk, Code = "SlowDown" });

        var thrown = await Assert.ThrowsAnyAsync<AmazonS3Exception>(CopyAsync);

        Assert.Equal("SlowDown", thrown.ErrorCode);
        Assert.Null(Bucket.Get("b"));
        Assert.Equal(200, Simulator.Requests.Single().StatusCode);
    }

    [Theory]
    [InlineData(S3Fault.WhitespaceBeforeXml)]
    [InlineData(S3Fault.TruncatedXml)]
    public async Task Spoiled_XML_hides_that_the_store_has_acted(string kind)
    {
        Bucket.Put("a", Bytes("x"));
        using var fault = Simulator.Inject(new S3Fault { Kind = kind });

        await Assert.ThrowsAnyAsync<XmlException>(CopyAsync);

        Assert.NotNull(Bucket.Get("b"));
    }

    [Theory]
    [InlineData(S3Fault.ResetBeforeAct, false)]
    [InlineData(S3Fault.ResetAfterAct, true)]
    public async Task A_reset_loses_the_answer(string kind, bool hasActed)
    {
        Bucket.Put("a", Bytes("x"));
        using var fault = Simulator.Inject(new S3Fault { Kind = kind });

        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);

        await Assert.ThrowsAsync<HttpRequestException>(() => raw.SendAsync(
            HttpMethod.Put,
            "/bucket/b",
            Cancellation,
            null,
            null,
            ("x-amz-copy-source", "bucket/a")));

        Assert.Equal(hasActed, Bucket.Get("b") is not null);
        Assert.Equal(0, Assert.Single(Simulator.Requests).StatusCode);
    }

    [Fact]
    public async Task A_client_of_the_simulator_repeats_nothing()
    {
        Bucket.Put("a", Bytes("x"));
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.ResetAfterAct });

        await Assert.ThrowsAnyAsync<IOException>(CopyAsync);

        Assert.Single(Simulator.Requests);
    }

    [Fact]
    public async Task A_cut_body_ends_early_at_the_byte_given()
    {
        Bucket.Put("a", Bytes(200_000));
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.CutBody, Bytes = 100_000 });
        using var got = await Client.GetObjectAsync("bucket", "a", Cancellation);
        using var received = new MemoryStream();

        await Assert.ThrowsAnyAsync<IOException>(() => got.ResponseStream.CopyToAsync(received, Cancellation));

        Assert.Equal(200_000, got.ContentLength);
        Assert.InRange(received.Length, 0, 100_000);
        Assert.Equal(100_000, Simulator.ReadCounters().BytesOut);
    }

    [Fact]
    public async Task A_stalled_request_is_never_answered()
    {
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.Stall });
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(200);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client.PutObjectAsync(
            new PutObjectRequest { BucketName = "bucket", Key = "a", ContentBody = "x" },
            patience.Token));

        Assert.Empty(Bucket.Keys);
    }

    [Fact]
    public async Task A_stalled_request_does_not_keep_the_simulator_from_ending()
    {
        await using var simulator = await S3Simulator.StartAsync(cancellationToken: Cancellation);
        using var fault = simulator.Inject(new S3Fault { Kind = S3Fault.Stall });
        using var http = new HttpClient();
        var stalled = http.GetAsync(new Uri(simulator.Endpoint, "/bucket/key"), Cancellation);
        await Task.Delay(50, Cancellation);

        await simulator.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5), Cancellation);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => stalled);
    }

    [Fact]
    public async Task A_repeated_token_brings_the_same_page_again()
    {
        PutMany();
        var request = new ListObjectsV2Request { BucketName = "bucket", MaxKeys = 2 };
        request.ContinuationToken = (await Client.ListObjectsV2Async(request, Cancellation)).NextContinuationToken;
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.RepeatToken });

        var page = await Client.ListObjectsV2Async(request, Cancellation);

        Assert.Equal(["c", "d"], page.S3Objects.Select(static item => item.Key));
        Assert.Equal(request.ContinuationToken, page.NextContinuationToken);
    }

    [Fact]
    public async Task An_unordered_page_has_its_keys_exchanged()
    {
        PutMany();
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.OutOfOrder });

        var page = await Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "bucket" }, Cancellation);

        Assert.Equal(["e", "b", "c", "d", "a"], page.S3Objects.Select(static item => item.Key));
    }

    [Fact]
    public async Task An_empty_page_that_is_truncated_loses_no_key()
    {
        PutMany();
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.EmptyTruncated, Times = 1 });
        var request = new ListObjectsV2Request { BucketName = "bucket" };

        var empty = await Client.ListObjectsV2Async(request, Cancellation);
        request.ContinuationToken = empty.NextContinuationToken;
        var full = await Client.ListObjectsV2Async(request, Cancellation);

        Assert.True(empty.IsTruncated);
        Assert.Empty(empty.S3Objects ?? []);
        Assert.Equal(5, full.S3Objects.Count);
    }

    [Fact]
    public void A_kind_that_does_not_exist_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Simulator.Inject(new S3Fault { Kind = "typo" }));
    }

    private void PutMany()
    {
        foreach (var key in (string[])["a", "b", "c", "d", "e"])
        {
            Bucket.Put(key, Bytes("x"));
        }
    }

    private Task CopyAsync() => Client.CopyObjectAsync("bucket", "a", "bucket", "b", Cancellation);
}
