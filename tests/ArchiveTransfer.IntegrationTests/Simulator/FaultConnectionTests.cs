using System.Net.Sockets;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Simulator;

/// <summary>Faults of the connection, in either direction.</summary>
public sealed class FaultConnectionTests : FaultTest
{
    private readonly SwiftClock _clock = new();

    [Theory]
    [InlineData(S3Fault.ResetBeforeAct, false)]
    [InlineData(S3Fault.ResetAfterAct, true)]
    public async Task A_reset_loses_the_answer(string kind, bool hasActed)
    {
        Bucket.Put("a", Bytes("x"));
        using var fault = Simulator.Inject(new S3Fault { Kind = kind });

        await Assert.ThrowsAsync<HttpRequestException>(CopyAsync);

        Assert.Equal(hasActed, Bucket.Get("b") is not null);
        Assert.Equal(0, Assert.Single(Simulator.Requests).StatusCode);
    }

    [Fact]
    public async Task A_client_of_the_simulator_repeats_nothing()
    {
        Bucket.Put("a", Bytes("x"));
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.ResetAfterAct });

        await Assert.ThrowsAnyAsync<IOException>(() => Client.CopyObjectAsync("bucket", "a", "bucket", "b", Cancellation));

        Assert.Single(Simulator.Requests);
    }

    [Fact]
    public async Task A_reset_in_the_answer_comes_after_status_and_headers()
    {
        Bucket.Put("a", Bytes("x"));
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.ResetInAnswer });

        var (head, body) = await ReceiveAsync("PUT", "/bucket/b", (Copy, "bucket/a"));

        Assert.StartsWith("HTTP/1.1 200", head, StringComparison.Ordinal);
        Assert.Contains("Content-Length: ", head, StringComparison.Ordinal);
        Assert.Empty(body);
        Assert.NotNull(Bucket.Get("b"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(199_999)]
    public async Task A_cut_body_ends_at_the_very_byte(int bytes)
    {
        var content = Bytes(200_000);
        Bucket.Put("a", content);
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.CutBody, Bytes = bytes });

        var (head, body) = await ReceiveAsync("GET", "/bucket/a");

        Assert.Contains("Content-Length: 200000", head, StringComparison.Ordinal);
        Assert.Equal(content[..bytes], body);
        Assert.Equal(bytes, Simulator.ReadCounters().BytesOut);
    }

    [Fact]
    public async Task A_cut_answer_of_XML_is_short_too_and_a_body_no_longer_comes_whole()
    {
        Bucket.Put("a", Bytes("12345"));
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.CutBody, Bytes = 5 });

        var listing = await ReceiveAsync("GET", "/bucket?list-type=2");

        Assert.Equal("<?xml", System.Text.Encoding.UTF8.GetString(listing.Body));
        Assert.Equal("12345", (await SendAsync("GET", "/bucket/a")).Text);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(70_000, false)]
    [InlineData(99_999, false)]
    [InlineData(100_000, true)]
    public async Task A_cut_upload_leaves_nothing_behind(int bytes, bool passes)
    {
        Bucket.Put("a", Bytes("old"));
        var upload = await BeginUploadAsync("b");
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.CutUpload, Bytes = bytes });
        var content = Bytes(100_000);

        foreach (var target in (string[])["/bucket/a", $"/bucket/b?partNumber=1&uploadId={upload}"])
        {
            if (passes)
            {
                Assert.Equal(200, (await SendAsync("PUT", target, content)).Status);
            }
            else
            {
                await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync("PUT", target, content));
            }
        }

        var parts = await SendAsync("GET", $"/bucket/b?uploadId={upload}");
        Assert.Equal(passes ? content : Bytes("old"), ContentOf(Bucket.Get("a")));
        Assert.Equal(passes, parts.Text.Contains("<Part>", StringComparison.Ordinal));
        Assert.Equal(2L * bytes, Simulator.ReadCounters().BytesIn);
    }

    [Fact]
    public async Task A_stalled_request_is_never_answered()
    {
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.Stall });
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var raw = Raw();
        var stalled = raw.SendAsync(HttpMethod.Put, "/bucket/a", patience.Token, Bytes("x"));
        await UntilAsync(() => Simulator.ReadCounters().Requests.ContainsKey("PutObject"));

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stalled);
        Assert.Empty(Bucket.Keys);
    }

    [Theory]
    [InlineData(S3Fault.Stall)]
    [InlineData(S3Fault.StallBody)]
    public async Task A_stalled_request_does_not_keep_the_simulator_from_ending(string kind)
    {
        await using var simulator = await S3Simulator.StartAsync(cancellationToken: Cancellation);
        simulator.AddBucket("bucket", isPublic: true).Put("key", Bytes("x"));
        using var fault = simulator.Inject(new S3Fault { Kind = kind });
        using var http = new HttpClient();
        var stalled = http.GetStringAsync(new Uri(simulator.Endpoint, "/bucket/key"), Cancellation);
        await UntilAsync(() => simulator.ReadCounters().Faults == 1);

        await simulator.DisposeAsync();

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => stalled);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    public async Task A_stalled_body_has_sent_headers_and_its_first_bytes(int bytes)
    {
        var content = Bytes(200_000);
        Bucket.Put("a", content);
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.StallBody, Bytes = bytes });
        using var raw = Raw();
        using var request = raw.Create(HttpMethod.Get, "/bucket/a");
        using var response = await raw.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await using var body = await response.Content.ReadAsStreamAsync(Cancellation);
        var received = new byte[bytes];
        await body.ReadExactlyAsync(received, Cancellation);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var more = body.ReadAsync(new byte[1], patience.Token).AsTask();

        Assert.Equal(200_000, response.Content.Headers.ContentLength);
        Assert.Equal(content[..bytes], received);
        Assert.False(more.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => more);
    }

    [Fact]
    public async Task A_slow_drip_moves_bodies_at_its_pace_in_both_directions()
    {
        await using var simulator = await S3Simulator.StartAsync(options => options.TimeProvider = _clock, Cancellation);
        simulator.AddBucket("bucket");
        using var fault = simulator.Inject(new S3Fault { Kind = S3Fault.SlowDrip, BytesPerSecond = 100 });
        using var raw = new RawClient(simulator.Endpoint, simulator.Owner) { SignedAt = ManualClock.Start };

        var put = await _clock.MeasureAsync(() => raw.SendAsync(HttpMethod.Put, "/bucket/a", Cancellation, Bytes(2_000)));
        var get = await _clock.MeasureAsync(() => raw.SendAsync(HttpMethod.Get, "/bucket/a", Cancellation));

        Assert.Equal((20, 20), (put.TotalSeconds, get.TotalSeconds));
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(10, Cancellation);
        }
    }

    /// <summary>Everything that comes over the connection until the server closes it.</summary>
    private async Task<(string Head, byte[] Body)> ReceiveAsync(string method, string target, params (string Name, string Value)[] headers)
    {
        using var raw = Raw();
        using var request = raw.Create(new HttpMethod(method), target, null, null, headers);
        var lines = request.Headers.Select(static header => $"{header.Key}: {string.Join(' ', header.Value)}\r\n");
        using var connection = new TcpClient();
        await connection.ConnectAsync(Simulator.Endpoint.Host, Simulator.Endpoint.Port, Cancellation);
        await using var stream = connection.GetStream();
        var host = request.Headers.Host is null ? $"Host: {Simulator.Endpoint.Authority}\r\n" : "";
        await stream.WriteAsync(Bytes($"{method} {target} HTTP/1.1\r\n{host}{string.Concat(lines)}\r\n"), Cancellation);
        using var received = new MemoryStream();
        await stream.CopyToAsync(received, Cancellation);
        var bytes = received.ToArray();
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        return (System.Text.Encoding.ASCII.GetString(bytes, 0, end), bytes[(end + 4)..]);
    }
}
