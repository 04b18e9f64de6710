using ArchiveTransfer.ObjectStorage;
using Xunit;

namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>Texts as the tool wrote them.</summary>
public sealed class S5cmdErrorsTests
{
    [Theory]
    [InlineData("NoSuchKey: The specified key does not exist. status code: 404, request id: R1, host id: H", "NoSuchKey", 404, "Permanent")]
    [InlineData("NoSuchBucket: The specified bucket does not exist status code: 404, request id: R1, host id:", "NoSuchBucket", 404, "Permanent")]
    [InlineData("AccessDenied: Access Denied status code: 403, request id: R1, host id: H", "AccessDenied", 403, "NotThisWay")]
    [InlineData("Forbidden: Forbidden status code: 403, request id: R1, host id: H", "AccessDenied", 403, "NotThisWay")]
    [InlineData("SlowDown: Please reduce your request rate. status code: 503, request id: R1, host id: H", "SlowDown", 503, "Throttled")]
    [InlineData("InternalError: We encountered an internal error status code: 500, request id: R1, host id: H", "InternalError", 500, "Transient")]
    [InlineData("InternalError: We encountered an internal error status code: 200, request id: R1, host id: H", "InternalError", 200, "Transient")]
    [InlineData("ExpiredToken: The provided token has expired. status code: 400, request id: R1, host id: H", "ExpiredToken", 400, "Transient")]
    [InlineData("InvalidRequest: The specified copy source is larger than the maximum allowable size for a copy source: 5368709120 status code: 400, request id: R1", "InvalidRequest", 400, "NotThisWay")]
    public void An_answer_of_the_store_means_what_it_means_everywhere(string text, string code, int status, string kind)
    {
        StoreError error = S5cmdErrors.Read(text);

        Assert.Equal((code, status, kind, "R1"), (error.Code, error.StatusCode, error.Kind.ToString(), error.RequestId));
        Assert.DoesNotContain("status code", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""RequestError: send request failed caused by: Put "http://127.0.0.1:1/b/k": dial tcp 127.0.0.1:1: connect: connection refused""", "ConnectFailed", "Transient")]
    [InlineData("""RequestError: send request failed caused by: Put "http://nowhere/b/k": dial tcp: lookup nowhere: no such host""", "ConnectFailed", "Transient")]
    [InlineData("""RequestError: send request failed caused by: Put "https://h/b/k": x509: certificate signed by unknown authority""", "ConnectFailed", "Transient")]
    [InlineData("""RequestError: send request failed caused by: Put "http://h/b/k": EOF""", "ConnectionLost", "Unknown")]
    [InlineData("""RequestError: send request failed caused by: Put "http://h/b/k": read tcp 1.2.3.4:5->6.7.8.9:80: read: connection reset by peer""", "ConnectionLost", "Unknown")]
    [InlineData("SerializationError: failed to decode REST XML response status code: 200, request id: R caused by: XML syntax error", "UnreadableAnswer", "Unknown")]
    [InlineData("NoCredentialProviders: no valid providers in chain. Deprecated.", "NoCredentials", "Permanent")]
    public void What_no_store_says_has_the_librarys_own_codes(string text, string code, string kind)
    {
        StoreError error = S5cmdErrors.Read(text);

        Assert.Equal((code, kind), (error.Code, error.Kind.ToString()));
    }

    [Fact]
    public void A_page_of_a_proxy_counts_by_its_status()
    {
        StoreError error = S5cmdErrors.Read("SerializationError: failed to unmarshal error message status code: 502, request id: , host id: caused by: UnmarshalError: failed to unmarshal error message 00000000 3c 68");

        Assert.Equal((502, StoreErrorKind.Transient), (error.StatusCode, error.Kind));
    }

    [Fact]
    public void The_region_of_a_bucket_is_read() =>
        Assert.Equal(
            ("PermanentRedirect", "eu-west-1"),
            S5cmdErrors.Read("BucketRegionError: incorrect region, the bucket is not in 'us-east-1' region at endpoint '', bucket is in 'eu-west-1' region status code: 301, request id: R, host id: H") is var error
                ? (error.Code, error.BucketRegion)
                : default);

    [Theory]
    [InlineData("source argument must contain wildcard character")]
    [InlineData("expected source and destination arguments")]
    [InlineData("LoadCustomCABundleError: unable to load custom CA bundle, HTTPClient's transport unsupported type")]
    [InlineData("")]
    public void What_the_tool_itself_could_not_do_another_way_may(string text)
    {
        StoreError error = S5cmdErrors.Read(text);

        Assert.Equal((S5cmdErrors.ToolFailed, StoreErrorKind.NotThisWay), (error.Code, error.Kind));
    }
}
