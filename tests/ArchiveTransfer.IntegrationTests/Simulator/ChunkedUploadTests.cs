using System.Globalization;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Xunit;

namespace ArchiveTransfer.Simulator;

public sealed class ChunkedUploadTests : SimulatorTest
{
    private const string Signed = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    private const int FirstChunk = 8_200;
    private const string UnsignedTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
    private static readonly string EmptyHash = RawClient.Sha256([]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(200_000)]
    public async Task Signed_chunks_of_the_SDK_are_taken_apart(int size)
    {
        var content = Bytes(size);

        await Client.PutObjectAsync(new PutObjectRequest { BucketName = "bucket", Key = "key", InputStream = new MemoryStream(content), UseChunkEncoding = true }, Cancellation);

        Assert.Equal(content, ContentOf(Bucket.Get("key")));
        Assert.DoesNotContain("content-encoding", Bucket.Get("key")!.Headers.Keys);
        Assert.Equal(size, Simulator.ReadCounters().BytesIn);
    }

    [Fact]
    public async Task A_checksum_is_kept_and_given_back_when_asked_for()
    {
        var checksum = Convert.ToBase64String(SHA256.HashData(Bytes("x")));
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        await raw.SendAsync(HttpMethod.Put, "/bucket/key", Cancellation, Bytes("x"), null, ("x-amz-checksum-sha256", checksum));

        var asked = await Client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = "bucket", Key = "key", ChecksumMode = ChecksumMode.ENABLED }, Cancellation);
        var unasked = await Client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = "bucket", Key = "key" }, Cancellation);

        Assert.Equal(checksum, asked.ChecksumSHA256);
        Assert.Null(unasked.ChecksumSHA256);
    }

    [Theory]
    [InlineData("4waSgw==", "4waSgw==", 200)]
    [InlineData("4waSgw==", "AAAAAA==", 403)]
    [InlineData("AAAAAA==", "AAAAAA==", 400)]
    public async Task A_signed_trailer_is_checked_for_signature_and_value(string signedValue, string sentValue, int status)
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        using var request = raw.Create(
            HttpMethod.Put,
            "/bucket/key",
            [],
            Signed + "-TRAILER",
            ("x-amz-decoded-content-length", "9"),
            ("x-amz-trailer", "x-amz-checksum-crc32c"));
        var chain = new SignatureChain(raw, request);
        var body = chain.Chunk("123456789") + chain.Chunk("")[..^2];
        var signature = chain.Trailer($"x-amz-checksum-crc32c:{signedValue}\n");
        request.Content = new ByteArrayContent(Bytes($"{body}x-amz-checksum-crc32c:{sentValue}\r\nx-amz-trailer-signature:{signature}\r\n\r\n"));

        using var response = await raw.SendAsync(request, Cancellation);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 200, Bucket.Get("key") is not null);
    }

    [Fact]
    public async Task A_chunk_changed_on_the_way_is_refused()
    {
        Assert.Equal(200, (await PutSignedAsync(static body => body)).Status);
        Assert.NotNull(Bucket.Get("key"));
        Bucket.Delete("key");

        var (status, answer) = await PutSignedAsync(static body => body.Replace("hello", "jello", StringComparison.Ordinal));

        Assert.Equal(403, status);
        Assert.Contains("SignatureDoesNotMatch", answer, StringComparison.Ordinal);
        Assert.Null(Bucket.Get("key"));
    }

    [Fact]
    public async Task Chunks_in_another_order_are_refused()
    {
        var (status, _) = await PutSignedAsync(static body =>
        {
            var second = body.IndexOf("6;", StringComparison.Ordinal);
            var end = body.IndexOf("0;", second, StringComparison.Ordinal);
            return body[second..end] + body[..second] + body[end..];
        });

        Assert.Equal(403, status);
        Assert.Null(Bucket.Get("key"));
    }

    [Fact]
    public async Task A_body_shorter_than_its_decoded_length_is_refused()
    {
        var (status, _) = await PutSignedAsync(static body => body, decodedLength: FirstChunk + 7);

        Assert.Equal(400, status);
        Assert.Null(Bucket.Get("key"));
    }

    [Theory]
    [InlineData("crc32", "y/Q5Jg==")]
    [InlineData("crc32c", "4waSgw==")]
    [InlineData("crc64nvme", "rosUhgp5mIg=")]
    [InlineData("sha1", "98O8HYCOBHMqCkk5lPuGKwUpS9Y=")]
    [InlineData("sha256", "FeKwyWjf+cJMo7NHWRQoqxKUYYqZHZvFb5ikgB97bZI=")]
    public async Task A_checksum_is_checked_in_the_header_and_in_the_trailer(string algorithm, string checksum)
    {
        var content = Bytes("123456789");
        checksum = algorithm switch
        {
            "sha1" => Convert.ToBase64String(CryptographicOperations.HashData(HashAlgorithmName.SHA1, content)),
            "sha256" => Convert.ToBase64String(SHA256.HashData(content)),
            _ => checksum,
        };
        var wrong = Convert.ToBase64String(new byte[Convert.FromBase64String(checksum).Length]);
        var header = "x-amz-checksum-" + algorithm;
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);

        Assert.Equal(200, (await raw.SendAsync(HttpMethod.Put, "/bucket/a", Cancellation, content, null, (header, checksum))).Status);
        Assert.Equal(200, (await PutTrailerAsync(checksum)).Status);
        Assert.Contains("BadDigest", (await raw.SendAsync(HttpMethod.Put, "/bucket/c", Cancellation, content, null, (header, wrong))).Body, StringComparison.Ordinal);
        Assert.Contains("BadDigest", (await PutTrailerAsync(wrong)).Body, StringComparison.Ordinal);
        Assert.Equal(["a", "b"], Bucket.Keys);

        Task<(int Status, string Body)> PutTrailerAsync(string value) => raw.SendAsync(
            HttpMethod.Put,
            value == checksum ? "/bucket/b" : "/bucket/d",
            Cancellation,
            Bytes($"9\r\n123456789\r\n0\r\n{header}:{value}\r\n\r\n"),
            UnsignedTrailer,
            ("x-amz-decoded-content-length", "9"),
            ("x-amz-trailer", header));
    }

    [Fact]
    public async Task A_wrong_Content_MD5_is_refused()
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        var right = Convert.ToBase64String(CryptographicOperations.HashData(HashAlgorithmName.MD5, Bytes("x")));

        Assert.Equal(200, (await raw.SendAsync(HttpMethod.Put, "/bucket/a", Cancellation, Bytes("x"), null, ("Content-MD5", right))).Status);
        Assert.Contains("BadDigest", (await raw.SendAsync(HttpMethod.Put, "/bucket/b", Cancellation, Bytes("y"), null, ("Content-MD5", right))).Body, StringComparison.Ordinal);
        Assert.Contains("InvalidDigest", (await raw.SendAsync(HttpMethod.Put, "/bucket/c", Cancellation, Bytes("y"), null, ("Content-MD5", "none"))).Body, StringComparison.Ordinal);
        Assert.Equal(["a"], Bucket.Keys);
    }

    /// <summary>Two chunks, "hello" many times and " world", signed one after the other, spoiled after signing.</summary>
    private async Task<(int Status, string Body)> PutSignedAsync(Func<string, string> spoil, int decodedLength = FirstChunk + 6)
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        using var request = raw.Create(
            HttpMethod.Put,
            "/bucket/key",
            [],
            Signed,
            ("x-amz-decoded-content-length", decodedLength.ToString(CultureInfo.InvariantCulture)));
        var chain = new SignatureChain(raw, request);
        var body = chain.Chunk(string.Concat(Enumerable.Repeat("hello", FirstChunk / 5))) + chain.Chunk(" world") + chain.Chunk("");
        request.Content = new ByteArrayContent(Bytes(spoil(body)));
        using var response = await raw.SendAsync(request, Cancellation);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    private sealed class SignatureChain(RawClient raw, HttpRequestMessage request)
    {
        private readonly string _timestamp = request.Headers.GetValues("x-amz-date").Single();
        private string _signature = request.Headers.GetValues("Authorization").Single().Split("Signature=")[1];

        public string Chunk(string content)
        {
            Advance($"AWS4-HMAC-SHA256-PAYLOAD\n{Scope}\n{_signature}\n{EmptyHash}\n{RawClient.Sha256(Bytes(content))}");
            return string.Create(CultureInfo.InvariantCulture, $"{content.Length:x};chunk-signature={_signature}\r\n{content}\r\n");
        }

        public string Trailer(string canonical) => Advance($"AWS4-HMAC-SHA256-TRAILER\n{Scope}\n{_signature}\n{RawClient.Sha256(Bytes(canonical))}");

        private string Scope => $"{_timestamp}\n{_timestamp[..8]}/us-east-1/s3/aws4_request";

        private string Advance(string stringToSign) =>
            _signature = RawClient.Hex(HMACSHA256.HashData(raw.KeyOf(_timestamp[..8]), Bytes(stringToSign)));
    }
}
