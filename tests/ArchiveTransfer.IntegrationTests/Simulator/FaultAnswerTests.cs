using System.Globalization;
using System.Xml;
using Amazon.S3;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Simulator;

/// <summary>Faults that refuse, and faults that lie.</summary>
public sealed class FaultAnswerTests : FaultTest
{
    [Theory]
    [InlineData(S3Fault.Error, 500, "InternalError")]
    [InlineData(S3Fault.SlowDown, 503, "SlowDown")]
    [InlineData(S3Fault.NotImplemented, 501, "NotImplemented")]
    [InlineData(S3Fault.ExpiredToken, 400, "ExpiredToken")]
    public async Task A_refusal_has_not_acted_and_ends_when_disposed(string kind, int status, string code)
    {
        Bucket.Put("a", Bytes("x"));
        using (Simulator.Inject(new S3Fault { Kind = kind, Operation = "CopyObject" }))
        {
            await RefusedAsync(code, status, () => Client.CopyObjectAsync("bucket", "a", "bucket", "b", Cancellation));
            Assert.Null(Bucket.Get("b"));
            Assert.Equal(200, (await SendAsync("GET", "/bucket/a")).Status);
        }

        Assert.Equal(200, (await CopyAsync()).Status);
        Assert.NotNull(Bucket.Get("b"));
        Assert.Equal(1, Simulator.ReadCounters().Faults);
    }

    [Fact]
    public async Task Retry_After_is_sent_in_seconds()
    {
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.SlowDown, RetryAfter = TimeSpan.FromSeconds(1.5) });

        var answer = await SendAsync("GET", "/bucket/key");

        Assert.Equal((503, "2"), (answer.Status, answer.Header("Retry-After")));
    }

    [Theory]
    [InlineData("PUT", null, 200)]
    [InlineData("PUT", "If-None-Match", 409)]
    [InlineData("PUT", "If-Match", 409)]
    [InlineData("GET", "If-None-Match", 404)]
    public async Task Only_conditional_writes_conflict(string method, string? condition, int status)
    {
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.ConditionalConflict });

        var answer = await SendAsync(method, "/bucket/a", method == "PUT" ? [] : null, condition is null ? [] : [(condition, "*")]);

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 409, answer.Text.Contains("ConditionalRequestConflict", StringComparison.Ordinal));
        Assert.Equal(status == 200, Bucket.Get("a") is not null);
    }

    [Theory]
    [InlineData(3600, 0, 403)]
    [InlineData(-3600, 0, 403)]
    [InlineData(600, 0, 200)]
    [InlineData(3600, 3600, 200)]
    public async Task A_clock_that_is_off_says_so_and_judges_signatures_by_itself(int storeSeconds, int clientSeconds, int status)
    {
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.ClockSkew, Skew = TimeSpan.FromSeconds(storeSeconds) });
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner) { SignedAt = TimeProvider.System.GetUtcNow().AddSeconds(clientSeconds) };
        using var request = raw.Create(HttpMethod.Put, "/bucket/a", []);

        using var response = await raw.SendAsync(request, Cancellation);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 403, (await response.Content.ReadAsStringAsync(Cancellation)).Contains("RequestTimeTooSkewed", StringComparison.Ordinal));
        Assert.InRange(response.Headers.Date!.Value - TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(storeSeconds - 300), TimeSpan.FromSeconds(storeSeconds + 300));
    }

    [Fact]
    public async Task An_empty_200_acts_and_says_nothing()
    {
        Bucket.Put("a", Bytes("x"));
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.EmptyOk });

        var answer = await CopyAsync();

        Assert.Equal((200, "", false), (answer.Status, answer.Text, answer.Headers.Contains("ETag")));
        Assert.NotNull(Bucket.Get("b"));
    }

    [Fact]
    public async Task What_failed_anyway_is_not_answered_200()
    {
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.EmptyOk });

        Assert.Equal(404, (await CopyAsync()).Status);
    }

    [Fact]
    public async Task A_200_with_an_error_in_it_has_not_acted()
    {
        Bucket.Put("a", Bytes("x"));
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.ErrorInOk, Code = "SlowDown" });

        var thrown = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => Client.CopyObjectAsync("bucket", "a", "bucket", "b", Cancellation));

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

        await Assert.ThrowsAnyAsync<XmlException>(() => Client.CopyObjectAsync("bucket", "a", "bucket", "b", Cancellation));

        Assert.NotNull(Bucket.Get("b"));
    }

    [Theory]
    [InlineData("PUT", "/bucket/b", "body")]
    [InlineData("PUT", "/bucket/b", "copy")]
    [InlineData("GET", "/bucket/a", "")]
    [InlineData("HEAD", "/bucket/a", "")]
    [InlineData("GET", "/bucket?list-type=2", "")]
    public async Task A_wrong_ETag_is_not_the_one_that_is_kept(string method, string target, string kind)
    {
        Bucket.Put("a", Bytes("x"));
        var etag = Bucket.Get("a")!.ETag;
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.WrongETag });

        var answer = await SendAsync(method, target, kind == "body" ? Bytes("x") : null, kind == "copy" ? [(Copy, "bucket/a")] : []);

        var answered = answer.Headers.ETag?.Tag.Trim('"') ?? answer.Text.Split("<ETag>")[1].Split("</ETag>")[0].Replace("&quot;", "", StringComparison.Ordinal);
        Assert.Equal(200, answer.Status);
        Assert.Matches("^[0-9a-f]{32}$", answered);
        Assert.NotEqual(etag, answered);
        Assert.Equal(etag, Bucket.Get("a")!.ETag);
        Assert.Equal(method == "PUT" ? etag : null, Bucket.Get("b")?.ETag);
    }

    [Fact]
    public async Task A_wrong_checksum_is_answered_in_header_and_XML()
    {
        const string Crc = "x-amz-checksum-crc32";
        var plain = await SendAsync("PUT", "/bucket/a", Bytes("x"), (Crc, "jNwO+A=="));
        Assert.Equal(400, plain.Status);
        var right = Convert.ToBase64String(Crc32Of("x"));
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.WrongChecksum });

        var put = await SendAsync("PUT", "/bucket/a", Bytes("x"), (Crc, right));
        var get = await SendAsync("GET", "/bucket/a", null, ("x-amz-checksum-mode", "ENABLED"));
        var copy = await SendAsync("PUT", "/bucket/b", null, (Copy, "bucket/a"), ("x-amz-checksum-algorithm", "CRC32"));
        fault.Dispose();
        var honest = await SendAsync("GET", "/bucket/a", null, ("x-amz-checksum-mode", "ENABLED"));

        Assert.All([put.Header(Crc), get.Header(Crc), copy.Text.Split("<ChecksumCRC32>")[1].Split('<')[0]], wrong =>
        {
            Assert.NotEqual(right, wrong);
            Assert.Equal(4, Convert.FromBase64String(wrong).Length);
        });
        Assert.Equal((right, "FULL_OBJECT"), (honest.Header(Crc), get.Header("x-amz-checksum-type")));
        Assert.Contains("<ChecksumType>FULL_OBJECT<", copy.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_whose_ETag_changed_cannot_be_completed_with_the_one_answered()
    {
        var upload = await BeginUploadAsync("a");
        string etag;
        using (Simulator.Inject(new S3Fault { Kind = S3Fault.PartETagChanged }))
        {
            etag = (await SendAsync("PUT", $"/bucket/a?partNumber=1&uploadId={upload}", Bytes("x"))).Header("ETag");
        }

        var listed = (await SendAsync("GET", $"/bucket/a?uploadId={upload}")).Text.Split("<ETag>")[1].Split("</ETag>")[0];
        var answered = await CompleteAsync("a", upload, etag);
        var kept = await CompleteAsync("a", upload, listed);

        Assert.Equal((400, 200), (answered.Status, kept.Status));
        Assert.Contains("InvalidPart", answered.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_that_is_said_not_to_exist_was_completed()
    {
        var upload = await BeginUploadAsync("a");
        var etag = (await SendAsync("PUT", $"/bucket/a?partNumber=1&uploadId={upload}", Bytes("x"))).Header("ETag");
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.NoSuchUpload });

        var answer = await CompleteAsync("a", upload, etag);

        Assert.Equal(404, answer.Status);
        Assert.Contains("<Code>NoSuchUpload<", answer.Text, StringComparison.Ordinal);
        Assert.Equal("x", System.Text.Encoding.UTF8.GetString(ContentOf(Bucket.Get("a"))));
    }

    [Fact]
    public async Task A_stale_HEAD_shows_what_was_there_before_the_last_write()
    {
        Bucket.Put("old", Bytes("12345"));
        PutMany("gone", "untouched");
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.StaleHead });
        await SendAsync("PUT", "/bucket/new", Bytes("1"));
        await SendAsync("PUT", "/bucket/old", Bytes("1"));
        await SendAsync("DELETE", "/bucket/gone");

        var answers = new List<(int, long?)>();
        foreach (var key in (string[])["new", "old", "gone", "untouched", "none"])
        {
            var head = await SendAsync("HEAD", "/bucket/" + key);
            answers.Add((head.Status, head.Status == 200 ? head.ContentHeaders.ContentLength : null));
        }

        Assert.Equal([(404, null), (200, 5L), (200, 1L), (200, 1L), (404, null)], answers);
        Assert.Equal(3, Simulator.ReadCounters().Faults);
        Assert.Equal("1", (await SendAsync("GET", "/bucket/old")).Text);
        fault.Dispose();
        Assert.Equal(1, (await SendAsync("HEAD", "/bucket/old")).ContentHeaders.ContentLength);
    }

    private static byte[] Crc32Of(string text)
    {
        var crc = uint.MaxValue;
        foreach (var value in Bytes(text))
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return Convert.FromHexString((~crc).ToString("X8", CultureInfo.InvariantCulture));
    }
}
