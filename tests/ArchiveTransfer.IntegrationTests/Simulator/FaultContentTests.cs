using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Simulator;

/// <summary>Faults of the bytes of objects.</summary>
public sealed class FaultContentTests : FaultTest
{
    private readonly byte[] _content = Bytes(200_000);

    [Theory]
    [InlineData(0, 199_999)]
    [InlineData(1_000, 199_000)]
    [InlineData(300_000, 0)]
    public async Task A_short_body_lacks_its_end_and_its_length_agrees(int bytes, int length)
    {
        Bucket.Put("a", _content);
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.ShortBody, Bytes = bytes });

        var get = await SendAsync("GET", "/bucket/a");
        var head = await SendAsync("HEAD", "/bucket/a");

        Assert.Equal(_content[..length], get.Body);
        Assert.Equal((length, length), (get.ContentHeaders.ContentLength, head.ContentHeaders.ContentLength));
        Assert.Equal(Bucket.Get("a")!.ETag, get.Headers.ETag!.Tag.Trim('"'));
    }

    [Theory]
    [InlineData(null, 0, 200_000, 1)]
    [InlineData(null, 100_000, 200_000, 100_000)]
    [InlineData("bytes=10-19", 5, 10, 5)]
    public async Task A_long_body_has_more_bytes_and_its_length_agrees(string? range, int bytes, int real, int added)
    {
        Bucket.Put("a", _content);
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.LongBody, Bytes = bytes });
        (string, string)[] headers = range is null ? [] : [("Range", range)];

        var get = await SendAsync("GET", "/bucket/a", null, headers);
        var head = await SendAsync("HEAD", "/bucket/a", null, headers);

        Assert.Equal([.. _content.AsSpan(range is null ? 0 : 10, real), .. new byte[added]], get.Body);
        Assert.Equal((real + added, real + added), (get.ContentHeaders.ContentLength, head.ContentHeaders.ContentLength));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public async Task A_chunked_body_does_not_say_how_long_it_is(int bytes)
    {
        Bucket.Put("a", _content);
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.ChunkedBody, Bytes = bytes });
        using var raw = Raw();
        using var request = raw.Create(HttpMethod.Get, "/bucket/a");

        using var response = await raw.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);

        Assert.Null(response.Content.Headers.ContentLength);
        Assert.True(response.Headers.TransferEncodingChunked);
        var received = await response.Content.ReadAsByteArrayAsync(Cancellation);
        Assert.Equal([.. _content, .. new byte[bytes]], received);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(100_000, 100_000)]
    [InlineData(300_000, 199_999)]
    public async Task A_corrupt_body_has_one_bit_flipped_and_all_else_is_right(int bytes, int flipped)
    {
        Bucket.Put("a", _content);
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.CorruptBody, Bytes = bytes });

        var get = await SendAsync("GET", "/bucket/a");

        var difference = Assert.Single(Enumerable.Range(0, _content.Length), i => _content[i] != get.Body[i]);
        Assert.Equal((flipped, _content[flipped] ^ 1), (difference, get.Body[flipped]));
        Assert.Equal(Md5Of(_content), get.Headers.ETag!.Tag.Trim('"'));
        Assert.Equal(_content, ContentOf(Bucket.Get("a")));
    }

    [Fact]
    public async Task An_empty_object_cannot_be_corrupt()
    {
        Bucket.Put("a", Bytes(""));
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.CorruptBody });

        var get = await SendAsync("GET", "/bucket/a");

        Assert.Equal((200, 0), (get.Status, get.Body.Length));
    }
}
