using System.Net;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Simulator;

public sealed class SignatureTests : SimulatorTest
{
    [Fact]
    public async Task A_wrong_secret_is_refused()
    {
        using var client = Simulator.CreateClient(Simulator.Owner with { SecretKey = "wrong" });

        await RefusedAsync("SignatureDoesNotMatch", 403, () => client.GetObjectAsync("bucket", "key", Cancellation));
    }

    [Fact]
    public async Task An_unknown_access_key_is_refused()
    {
        using var client = Simulator.CreateClient(Simulator.Owner with { AccessKey = "nobody" });

        await RefusedAsync("InvalidAccessKeyId", 403, () => client.GetObjectAsync("bucket", "key", Cancellation));
    }

    [Theory]
    [InlineData(-16, 403)]
    [InlineData(-14, 200)]
    [InlineData(14, 200)]
    [InlineData(16, 403)]
    public async Task A_clock_may_be_a_quarter_of_an_hour_off(int minutes, int status)
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner) { SignedAt = TimeProvider.System.GetUtcNow().AddMinutes(minutes) };

        var answer = await raw.SendAsync(HttpMethod.Put, "/bucket/key", Cancellation, Bytes("x"));

        Assert.Equal(status, answer.Status);
        Assert.Equal(status != 200, answer.Body.Contains("RequestTimeTooSkewed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_body_that_is_not_the_signed_one_is_not_stored()
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);

        var answer = await raw.SendAsync(HttpMethod.Put, "/bucket/key", Cancellation, Bytes("tampered"), RawClient.Sha256(Bytes("original")));

        Assert.Equal(400, answer.Status);
        Assert.Contains("XAmzContentSHA256Mismatch", answer.Body, StringComparison.Ordinal);
        Assert.Null(Bucket.Get("key"));
    }

    [Theory]
    [InlineData("x-amz-meta-a")]
    [InlineData("x-amz-date")]
    [InlineData("x-amz-content-sha256")]
    public async Task A_header_changed_after_signing_is_refused(string name)
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        using var request = raw.Create(HttpMethod.Put, "/bucket/key", Bytes("x"), null, ("x-amz-meta-a", "1"));
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, name == "x-amz-date" ? TimeProvider.System.GetUtcNow().AddSeconds(-30).ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture) : RawClient.Sha256(Bytes("2")));

        using var response = await raw.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("SignatureDoesNotMatch", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Null(Bucket.Get("key"));
    }

    [Theory]
    [InlineData("/bucket/other")]
    [InlineData("/bucket/key?tagging")]
    public async Task A_target_changed_after_signing_is_refused(string target)
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        using var request = raw.Create(HttpMethod.Get, "/bucket/key");
        request.RequestUri = new Uri(Simulator.Endpoint, target);

        using var response = await raw.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task An_x_amz_header_that_is_not_signed_is_refused()
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);

        var answer = await raw.SendAsync(HttpMethod.Put, "/bucket/key", Cancellation, Bytes("x"), null, ("-x-amz-meta-a", "1"));

        Assert.Equal(403, answer.Status);
        Assert.Contains("not signed", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_region_is_refused()
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner) { Region = "eu-west-1" };

        var answer = await raw.SendAsync(HttpMethod.Put, "/bucket/key", Cancellation, Bytes("x"));

        Assert.Equal(400, answer.Status);
        Assert.Contains("AuthorizationHeaderMalformed", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Temporary_credentials_need_their_token()
    {
        var session = Simulator.AddIdentity("session", withSessionToken: true);
        Bucket.Grant(session, read: true, list: true, write: true);
        using var client = Simulator.CreateClient(session);
        using var without = Simulator.CreateClient(session with { SessionToken = null });
        using var other = Simulator.CreateClient(session with { SessionToken = "other" });

        Assert.NotNull(await client.ListObjectsV2Async(new() { BucketName = "bucket" }, Cancellation));
        await RefusedAsync("InvalidToken", 400, () => without.ListObjectsV2Async(new() { BucketName = "bucket" }, Cancellation));
        await RefusedAsync("InvalidToken", 400, () => other.ListObjectsV2Async(new() { BucketName = "bucket" }, Cancellation));
    }

    [Fact]
    public async Task An_unsigned_payload_is_accepted()
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);

        var answer = await raw.SendAsync(HttpMethod.Put, "/bucket/key", Cancellation, Bytes("x"), RawClient.UnsignedPayload);

        Assert.Equal(200, answer.Status);
        Assert.Equal(Bytes("x"), ContentOf(Bucket.Get("key")));
    }
}
