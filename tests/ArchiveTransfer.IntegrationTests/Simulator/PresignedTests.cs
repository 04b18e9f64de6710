using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Web;
using Amazon.S3;
using Amazon.S3.Model;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Simulator;

/// <summary>Requests whose signature travels in the query: those of the SDK, and by hand those it would not make.</summary>
public sealed class PresignedTests : SimulatorTest
{
    private readonly ManualClock _clock = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task What_the_SDK_presigns_is_accepted_until_it_expires()
    {
        Bucket.Put("a b+c", Bytes("content"));
        var session = Simulator.AddIdentity("session", withSessionToken: true);
        Bucket.Grant(session, read: true);
        using var sessionClient = Simulator.CreateClient(session);
        using var http = new HttpClient();
        var url = await PresignAsync(Client, "a b+c");
        var sessionUrl = await PresignAsync(sessionClient, "a b+c");

        Assert.Equal("content", await http.GetStringAsync(url, Cancellation));
        Assert.Equal("content", await http.GetStringAsync(sessionUrl, Cancellation));
        Assert.Equal(session.AccessKey, Simulator.Requests[^1].AccessKey);

        // The SDK signs by the system's clock, which went on meanwhile.
        _clock.Advance(TimeSpan.FromHours(1));
        using var late = await http.GetAsync(url, Cancellation);
        var body = await late.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal(403, (int)late.StatusCode);
        string expires = HttpUtility.ParseQueryString(url.Query)["X-Amz-Expires"]!;
        Assert.InRange(int.Parse(expires, CultureInfo.InvariantCulture), 200, 300);
        Assert.Contains($"<Code>AccessDenied</Code><Message>Request has expired</Message><X-Amz-Expires>{expires}</X-Amz-Expires>", body, StringComparison.Ordinal);
    }

    /// <summary>A quarter of an hour is how far clocks may be apart.</summary>
    [Theory]
    [InlineData(-16 * 60, 403)]
    [InlineData(-14 * 60, 200)]
    [InlineData(299, 200)]
    [InlineData(301, 403)]
    public async Task A_signature_is_accepted_from_its_beginning_for_the_seconds_that_it_names(int seconds, int status)
    {
        Bucket.Put("key", Bytes("content"));
        var url = Sign(HttpMethod.Get, "/bucket/key", []);
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        using var http = new HttpClient();

        using var answer = await http.GetAsync(new Uri(url), Cancellation);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_presigned_put_stores()
    {
        using var http = new HttpClient();
        var url = await Client.GetPreSignedURLAsync(new GetPreSignedUrlRequest { BucketName = "bucket", Key = "key", Verb = HttpVerb.PUT, Expires = TimeProvider.System.GetUtcNow().AddMinutes(5).UtcDateTime, Protocol = Protocol.HTTP });
        using var content = new ByteArrayContent(Bytes("content"));
        using var answer = await http.PutAsync(new Uri(url), content, Cancellation);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal(Bytes("content"), ContentOf(Bucket.Get("key")));
    }

    [Fact]
    public async Task What_would_be_headers_counts_in_the_query()
    {
        var answer = await SendAsync(HttpMethod.Put, "/bucket/key", [("x-amz-meta-origin", "here"), ("x-amz-storage-class", "STANDARD_IA")]);

        Assert.Equal(200, answer.Status);
        Assert.Equal(("here", "STANDARD_IA"), (Bucket.Get("key")!.Headers["x-amz-meta-origin"], Bucket.Get("key")!.StorageClass));
    }

    [Theory]
    [InlineData("X-Amz-Expires", "604801", 400, "AuthorizationQueryParametersError")]
    [InlineData("X-Amz-Expires", "604800", 200, null)]
    [InlineData("X-Amz-Expires", "-1", 400, "AuthorizationQueryParametersError")]
    [InlineData("X-Amz-Expires", "soon", 400, "AuthorizationQueryParametersError")]
    [InlineData("X-Amz-Expires", null, 400, "AuthorizationQueryParametersError")]
    [InlineData("X-Amz-Algorithm", "AWS4-HMAC-SHA1", 400, "AuthorizationQueryParametersError")]
    [InlineData("X-Amz-Algorithm", null, 400, "AuthorizationQueryParametersError")]
    [InlineData("X-Amz-Credential", "nobody", 400, "AuthorizationQueryParametersError")]
    [InlineData("X-Amz-Credential", "{key}/{date}/eu-west-1/s3/aws4_request", 400, "AuthorizationQueryParametersError")]
    [InlineData("X-Amz-Credential", "{key}/{date}/us-east-1/sqs/aws4_request", 400, "AuthorizationQueryParametersError")]
    [InlineData("X-Amz-Credential", "{key}/20200101/us-east-1/s3/aws4_request", 400, "AuthorizationQueryParametersError")]
    [InlineData("X-Amz-Credential", "nobody/{date}/us-east-1/s3/aws4_request", 403, "InvalidAccessKeyId")]
    [InlineData("X-Amz-Date", "yesterday", 400, "AuthorizationQueryParametersError")]
    [InlineData("X-Amz-SignedHeaders", "x-amz-date", 403, "AccessDenied")]
    public async Task A_wrong_parameter_is_refused_by_name(string name, string? value, int status, string? code)
    {
        Bucket.Put("key", Bytes("content"));

        var answer = await SendAsync(HttpMethod.Get, "/bucket/key", [(name, value)]);

        Assert.Equal(status, answer.Status);
        Assert.Equal(code is not null, answer.Body.Contains($"<Code>{code}</Code>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_signature_in_both_places_is_one_too_many()
    {
        Bucket.Put("key", Bytes("content"));
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);

        var answer = await raw.SendAsync(HttpMethod.Get, "/bucket/key?X-Amz-Algorithm=AWS4-HMAC-SHA256", Cancellation);

        Assert.Equal(400, answer.Status);
        Assert.Contains("Only one auth mechanism allowed", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_whose_source_is_named_in_the_query_is_a_copy()
    {
        Bucket.Put("key", Bytes("content"));

        var answer = await SendAsync(HttpMethod.Put, "/bucket/copy", [("x-amz-copy-source", "bucket/key")]);

        Assert.Equal(200, answer.Status);
        Assert.Contains("<CopyObjectResult", answer.Body, StringComparison.Ordinal);
        Assert.Equal(Bytes("content"), ContentOf(Bucket.Get("copy")));
    }

    [Fact]
    public async Task A_changed_parameter_does_not_match_its_signature()
    {
        Bucket.Put("key", Bytes("content"));
        using var http = new HttpClient();

        using var answer = await http.GetAsync(new Uri(Sign(HttpMethod.Get, "/bucket/key", []) + "&response-content-type=text%2Fhtml"), Cancellation);

        Assert.Contains("SignatureDoesNotMatch", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    protected override void Configure(S3SimulatorOptions options) => options.TimeProvider = _clock;

    private static async Task<Uri> PresignAsync(IAmazonS3 client, string key) => new(await client.GetPreSignedURLAsync(
        new GetPreSignedUrlRequest { BucketName = "bucket", Key = key, Expires = TimeProvider.System.GetUtcNow().AddSeconds(300).UtcDateTime, Protocol = Protocol.HTTP }));

    private async Task<(int Status, string Body)> SendAsync(HttpMethod method, string path, (string Name, string? Value)[] changes)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(Sign(method, path, changes)));
        using var answer = await http.SendAsync(request, Cancellation);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    /// <summary>Signs by hand with parameters added or changed; null leaves one out.</summary>
    private string Sign(HttpMethod method, string path, (string Name, string? Value)[] changes)
    {
        var timestamp = _clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var date = timestamp[..8];
        var parameters = new SortedDictionary<string, string?>(StringComparer.Ordinal)
        {
            ["X-Amz-Algorithm"] = "AWS4-HMAC-SHA256",
            ["X-Amz-Credential"] = "{key}/{date}/us-east-1/s3/aws4_request",
            ["X-Amz-Date"] = timestamp,
            ["X-Amz-Expires"] = "300",
            ["X-Amz-SignedHeaders"] = "host",
        };
        foreach (var (name, value) in changes)
        {
            parameters[name] = value;
        }

        var query = string.Join('&', parameters.Where(static parameter => parameter.Value is not null).Select(parameter =>
            $"{parameter.Key}={Uri.EscapeDataString(parameter.Value!.Replace("{key}", Simulator.Owner.AccessKey, StringComparison.Ordinal).Replace("{date}", date, StringComparison.Ordinal))}"));
        var canonical = $"{method}\n{path}\n{query}\nhost:{Simulator.Endpoint.Authority}\n\nhost\nUNSIGNED-PAYLOAD";
        var stringToSign = $"AWS4-HMAC-SHA256\n{timestamp}\n{date}/us-east-1/s3/aws4_request\n{RawClient.Sha256(Bytes(canonical))}";
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        var signature = RawClient.Hex(HMACSHA256.HashData(raw.KeyOf(date), Encoding.UTF8.GetBytes(stringToSign)));
        return $"{Simulator.Endpoint.GetLeftPart(UriPartial.Authority)}{path}?{query}&X-Amz-Signature={signature}";
    }
}
