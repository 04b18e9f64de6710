using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Util;
using Amazon.S3;
using Amazon.S3.Model;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>The vectors that AWS publishes, https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html and sigv4-streaming.html, and the SDK's own signer.</summary>
public sealed class RequestSignerTests
{
    private const string Time = "20130524T000000Z";

    private static readonly SigningKey Example = new(new ImmutableCredentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", null), "20130524", "us-east-1");

    [Theory]
    [InlineData("GET", "/test.txt", "", "range:bytes=0-9", PayloadHash.Empty, "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")]
    [InlineData(
        "PUT",
        "/test%24file.text",
        "",
        "date:Fri, 24 May 2013 00:00:00 GMT|x-amz-storage-class:REDUCED_REDUNDANCY",
        "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
        "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd")]
    [InlineData("GET", "/", "lifecycle=", "", PayloadHash.Empty, "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")]
    [InlineData("GET", "/", "max-keys=2&prefix=J", "", PayloadHash.Empty, "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")]
    public void The_published_requests_get_the_published_signatures(string method, string path, string query, string headers, string payload, string signature)
    {
        SignedHeader[] all =
        [
            .. headers.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(static text => new SignedHeader(text.Split(':')[0], text[(text.IndexOf(':') + 1)..])),
            new("host", "examplebucket.s3.amazonaws.com"),
            new("x-amz-content-sha256", payload),
            new("x-amz-date", Time),
        ];
        var value = RequestSigner.Sign(Example, Time, method, path, query, all, payload, default);
        Assert.StartsWith("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=", value, StringComparison.Ordinal);
        Assert.EndsWith(", Signature=" + signature, value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_published_chunks_get_the_published_signatures()
    {
        using var content = new SignedChunksContent(new MemoryStream(Encoding.ASCII.GetBytes(new string('a', 66_560))), 66_560, chunkBytes: 65_536);
        SignedHeader[] headers =
        [
            new("host", "s3.amazonaws.com"),
            new("x-amz-date", Time),
            new("x-amz-storage-class", "REDUCED_REDUNDANCY"),
            new("x-amz-content-sha256", PayloadHash.Chunks),
            new("content-encoding", "aws-chunked"),
            new("x-amz-decoded-content-length", "66560"),
            new("content-length", "66824"),
        ];
        content.SignWith(Example, Time);
        RequestSigner.Sign(Example, Time, "PUT", "/examplebucket/chunkObject.txt", "", headers, PayloadHash.Chunks, content.Seed);
        Assert.Equal("4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9", Encoding.ASCII.GetString(content.Seed));

        Assert.Equal(66_824, content.Headers.ContentLength);
        var sent = await content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(66_824, sent.Length);
        Assert.StartsWith("10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\naaa", sent, StringComparison.Ordinal);
        Assert.Contains("aaa\r\n400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\naaa", sent, StringComparison.Ordinal);
        Assert.EndsWith("aaa\r\n0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n", sent, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_request_gets_the_signature_that_the_SDK_gives_it()
    {
        var text = ArbMap.Default.ArbFor<NonEmptyString>().Generator.Select(static any => string.Concat(any.Get.EnumerateRunes()));
        var value = text.Select(static any => new string([.. any.Where(static c => !char.IsControl(c))]));
        var cases = from key in text from parameter in text from metadata in value from tag in value select (key, parameter, metadata, tag);
        foreach (var (key, parameter, metadata, tag) in cases.Sample(300))
        {
            var headers = new Dictionary<string, string> { ["x-amz-meta-note"] = $"  two  blanks {metadata} ", ["x-amz-tagging"] = tag, ["if-match"] = "\"e\"", ["content-type"] = "text/plain" };
            var (theirs, time, host) = SignedBySdk(key, parameter, headers);

            var target = new TextBuffer(new char[16]);
            var draft = RequestDraft.Begin();
            draft.AddQuery("versionId", parameter);
            draft.AddQuery("partNumber", 7);
            foreach (var (name, header) in headers)
            {
                draft.Add(name, header);
            }

            draft.Add("host", host);
            draft.Add("x-amz-date", time);
            draft.Add("x-amz-content-sha256", PayloadHash.Empty);
            var query = draft.WriteTarget(ref target, "/bucket", key);
            var credentials = new ImmutableCredentials("AKTEST", "SKTEST", null);
            var ours = RequestSigner.Sign(
                new SigningKey(credentials, time[..8], "eu-west-1"), time, "PUT", target.Written[..(query - 1)], target.Written[query..], draft.Headers, PayloadHash.Empty, default);
            target.Clear();
            draft.End();
            Assert.Equal($"{key}: {theirs}", $"{key}: {ours[(ours.IndexOf("Signature=", StringComparison.Ordinal) + 10)..]}");
        }
    }

    [Fact]
    public void A_key_is_made_once_for_each_day_region_and_pair_of_credentials()
    {
        var credentials = new ImmutableCredentials("A", "S", null);
        var key = new SigningKey(credentials, "20260101", "eu-1");
        Assert.True(key.IsFor(credentials, "20260101", "eu-1"));
        Assert.False(key.IsFor(credentials, "20260102", "eu-1"));
        Assert.False(key.IsFor(credentials, "20260101", "eu-2"));
        Assert.False(key.IsFor(new ImmutableCredentials("A", "S", null), "20260101", "eu-1"));
    }

    private static (string Signature, string Time, string Host) SignedBySdk(string key, string parameter, Dictionary<string, string> headers)
    {
        var request = new DefaultRequest(new PutObjectRequest(), "AmazonS3")
        {
            HttpMethod = "PUT",
            Endpoint = new Uri("https://store.example:8443"),
            ResourcePath = "/bucket/{Key+}",
            UseQueryString = true,
            UseDoubleEncoding = false,
            DeterminedSigningRegion = "eu-west-1",
            Content = [],
        };
        request.AddPathResource("{Key+}", key);
        request.AddSubResource("partNumber", "7");
        request.AddSubResource("versionId", parameter);
        foreach (var (name, value) in headers)
        {
            request.Headers[name] = value;
        }

        var config = new AmazonS3Config { ServiceURL = "https://store.example:8443", AuthenticationRegion = "eu-west-1", AuthenticationServiceName = "s3" };
        var result = new AWS4Signer().SignRequest(request, config, new RequestMetrics(), "AKTEST", "SKTEST");
        return (result.Signature, result.ISO8601DateTime, request.Headers["host"]);
    }
}
