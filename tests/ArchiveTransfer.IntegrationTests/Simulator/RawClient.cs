using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Simulator;

/// <summary>Signs requests by hand and sends their paths untouched: what the SDK would correct or refuse can be sent, too.</summary>
internal sealed class RawClient(Uri endpoint, S3Identity? identity) : IDisposable
{
    public const string UnsignedPayload = "UNSIGNED-PAYLOAD";
    private static readonly UriCreationOptions Verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    /// <summary>When requests are signed; null: now.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    public string Region { get; init; } = "us-east-1";

    public string Service { get; init; } = "s3";

    /// <summary>The Host header; null: the endpoint.</summary>
    public string? Host { get; init; }

    public static string Encode(string key) => Uri.EscapeDataString(key).Replace("%2F", "/", StringComparison.Ordinal);

    public static string Sha256(ReadOnlySpan<byte> bytes) => Hex(SHA256.HashData(bytes));

    public static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes).ToLowerInvariant();

    /// <summary>The target is a path with query, encoded; headers starting with a minus go out unsigned.</summary>
    public HttpRequestMessage Create(HttpMethod method, string target, byte[]? body = null, string? payload = null, params (string Name, string Value)[] headers)
    {
        var url = new Uri(endpoint.GetLeftPart(UriPartial.Authority) + target, Verbatim);
        var request = new HttpRequestMessage(method, url) { Version = HttpVersion.Version11 };
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
        }

        request.Headers.Host = Host;
        payload ??= Sha256(body ?? []);
        var signed = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in headers)
        {
            Add(request, name.TrimStart('-'), value);
            if (!name.StartsWith('-'))
            {
                signed[name.ToLowerInvariant()] = value.Trim();
            }
        }

        if (identity is not null)
        {
            Sign(request, target, payload, signed, identity);
        }

        return request;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        await _http.SendAsync(request, cancellationToken);

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, HttpCompletionOption completion, CancellationToken cancellationToken) =>
        await _http.SendAsync(request, completion, cancellationToken);

    public async Task<(int Status, string Body)> SendAsync(
        HttpMethod method,
        string target,
        CancellationToken cancellationToken,
        byte[]? body = null,
        string? payload = null,
        params (string Name, string Value)[] headers)
    {
        using var request = Create(method, target, body, payload, headers);
        using var response = await _http.SendAsync(request, cancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    public byte[] KeyOf(string date)
    {
        var key = HMACSHA256.HashData(Encoding.UTF8.GetBytes("AWS4" + identity!.SecretKey), Encoding.UTF8.GetBytes(date));
        key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(Region));
        key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(Service));
        return HMACSHA256.HashData(key, "aws4_request"u8);
    }

    public void Dispose() => _http.Dispose();

    private static void Add(HttpRequestMessage request, string name, string value)
    {
        if (!request.Headers.TryAddWithoutValidation(name, value))
        {
            request.Content ??= new ByteArrayContent([]);
            request.Content.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private void Sign(HttpRequestMessage request, string target, string payload, SortedDictionary<string, string> signed, S3Identity signer)
    {
        var timestamp = (SignedAt ?? TimeProvider.System.GetUtcNow()).UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var date = timestamp[..8];
        signed["host"] = Host ?? endpoint.Authority;
        Include("x-amz-date", timestamp);
        Include("x-amz-content-sha256", payload);
        if (signer.SessionToken is { } token)
        {
            Include("x-amz-security-token", token);
        }

        var question = target.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? target : target[..question];
        var query = question < 0 ? "" : string.Join('&', target[(question + 1)..].Split('&').Select(WithEquals).Order(StringComparer.Ordinal));
        var names = string.Join(';', signed.Keys);
        var canonical = $"{request.Method}\n{path}\n{query}\n{string.Concat(signed.Select(static header => $"{header.Key}:{header.Value}\n"))}\n{names}\n{payload}";
        var scope = $"{date}/{Region}/{Service}/aws4_request";
        var stringToSign = $"AWS4-HMAC-SHA256\n{timestamp}\n{scope}\n{Sha256(Encoding.UTF8.GetBytes(canonical))}";
        var signature = Hex(HMACSHA256.HashData(KeyOf(date), Encoding.UTF8.GetBytes(stringToSign)));
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential={signer.AccessKey}/{scope}, SignedHeaders={names}, Signature={signature}");

        void Include(string name, string value)
        {
            Add(request, name, value);
            signed[name] = value;
        }

        static string WithEquals(string parameter) => parameter.Contains('=', StringComparison.Ordinal) ? parameter : parameter + "=";
    }
}
