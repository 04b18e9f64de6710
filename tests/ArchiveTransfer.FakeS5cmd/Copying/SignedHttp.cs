using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ArchiveTransfer.FakeS5cmd.Copying;

/// <summary>Requests without a body, signed with version 4, each sent once. By hand: the code of an SDK would be compiled anew in every process, which is most of what a short one costs.</summary>
internal sealed class SignedHttp : IDisposable
{
    private const string HashOfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static readonly UriCreationOptions Verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly Surroundings _surroundings;
    private readonly string _endpoint;
    private readonly HttpClient _http;

    public SignedHttp(Surroundings surroundings)
    {
        _surroundings = surroundings;
        _endpoint = (surroundings.Endpoint ?? $"https://s3.{surroundings.Region}.amazonaws.com").TrimEnd('/');
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        if (surroundings.CertificateBundle is { } bundle)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(bundle);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>What came, and what broke off: an answer whose head came is one whatever happens to its body.</summary>
    public async Task<(WireAnswer Answer, Exception? Failure)> SendAsync(HttpMethod method, ObjectUrl url, IEnumerable<(string Name, string Value)> headers, CancellationToken cancellationToken)
    {
        var path = $"{_endpoint}/{url.Bucket}/{Uri.EscapeDataString(url.Key).Replace("%2F", "/", StringComparison.Ordinal)}";
        var query = string.IsNullOrEmpty(url.VersionId) ? "" : "versionId=" + Uri.EscapeDataString(url.VersionId);
        using var request = new HttpRequestMessage(method, new Uri(query.Length == 0 ? path : $"{path}?{query}", Verbatim));
        if (method != HttpMethod.Head)
        {
            request.Content = new ByteArrayContent([]);
        }

        Sign(request, query, headers);
        var answer = new WireAnswer { Method = method.Method, Target = request.RequestUri!.AbsoluteUri };
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            answer.RequestId = Header(response, "x-amz-request-id") ?? "";
            answer.HostId = Header(response, "x-amz-id-2") ?? "";
            answer.BucketRegion = Header(response, "x-amz-bucket-region");
            answer.Size = response.Content.Headers.ContentLength ?? 0;
            answer.LastModified = response.Content.Headers.LastModified ?? default;
            answer.Status = (int)response.StatusCode;
            answer.Body = await response.Content.ReadAsStringAsync(cancellationToken);
            return (answer, null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return (answer, exception);
        }
    }

    public void Dispose() => _http.Dispose();

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private void Sign(HttpRequestMessage request, string query, IEnumerable<(string Name, string Value)> headers)
    {
        var time = TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var signed = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = request.RequestUri!.Authority, ["x-amz-date"] = time, ["x-amz-content-sha256"] = HashOfNothing };
        if (_surroundings.SessionToken is { } token)
        {
            signed["x-amz-security-token"] = token;
        }

        foreach (var (name, value) in headers)
        {
            signed[name] = value.Trim();
        }

        foreach (var (name, value) in signed.Where(static header => header.Key != "host"))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var names = string.Join(';', signed.Keys);
        var path = request.RequestUri.AbsolutePath;
        var canonical = $"{request.Method}\n{path}\n{query}\n{string.Concat(signed.Select(static header => $"{header.Key}:{header.Value}\n"))}\n{names}\n{HashOfNothing}";
        var scope = $"{time[..8]}/{_surroundings.Region}/s3/aws4_request";
        var key = Mac(Mac(Mac(Mac(Encoding.UTF8.GetBytes("AWS4" + _surroundings.SecretKey), time[..8]), _surroundings.Region), "s3"), "aws4_request");
        var signature = Hex(Mac(key, $"AWS4-HMAC-SHA256\n{time}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}"));
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential={_surroundings.AccessKey}/{scope}, SignedHeaders={names}, Signature={signature}");
    }
}
