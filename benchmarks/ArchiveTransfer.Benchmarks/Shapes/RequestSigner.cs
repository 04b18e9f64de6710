using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Benchmarks.Shapes;

/// <summary>Signature Version 4 with an unsigned payload: no body is hashed by the client that measures.</summary>
internal sealed class RequestSigner(S3Identity identity)
{
    private const string Payload = "UNSIGNED-PAYLOAD";

    public void Sign(HttpRequestMessage request, string path, string query, string? copySource)
    {
        var now = TimeProvider.System.GetUtcNow();
        var timestamp = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var date = timestamp[..8];
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = request.RequestUri!.Authority,
            ["x-amz-content-sha256"] = Payload,
            ["x-amz-date"] = timestamp,
        };
        if (copySource is not null)
        {
            headers["x-amz-copy-source"] = copySource;
        }

        var names = string.Join(';', headers.Keys);
        var canonical = $"{request.Method}\n{path}\n{query}\n{string.Concat(headers.Select(static header => $"{header.Key}:{header.Value}\n"))}\n{names}\n{Payload}";
        var scope = $"{date}/us-east-1/s3/aws4_request";
        var key = Hmac(Hmac(Hmac(Hmac(Encoding.UTF8.GetBytes("AWS4" + identity.SecretKey), date), "us-east-1"), "s3"), "aws4_request");
        var signature = Hex(Hmac(key, $"AWS4-HMAC-SHA256\n{timestamp}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}"));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential={identity.AccessKey}/{scope}, SignedHeaders={names}, Signature={signature}");
    }

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
