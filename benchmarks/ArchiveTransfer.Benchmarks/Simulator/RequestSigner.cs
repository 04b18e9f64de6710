using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Benchmarks.Simulator;

/// <summary>Makes whole requests as the bytes that go over the wire, signed with Signature Version 4.</summary>
/// <remarks>Keys must need no percent-encoding; parameters come sorted and encoded.</remarks>
internal sealed class RequestSigner
{
    private const string Region = "us-east-1";

    private readonly S3Identity identity;
    private readonly string authority;
    private readonly string timestamp;
    private readonly string scope;
    private readonly byte[] key;

    public RequestSigner(Uri endpoint, S3Identity identity)
    {
        this.identity = identity;
        authority = endpoint.Authority;
        timestamp = TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        scope = $"{timestamp[..8]}/{Region}/s3/aws4_request";
        key = HMACSHA256.HashData(Encoding.UTF8.GetBytes("AWS4" + identity.SecretKey), Encoding.UTF8.GetBytes(timestamp[..8]));
        key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(Region));
        key = HMACSHA256.HashData(key, "s3"u8);
        key = HMACSHA256.HashData(key, "aws4_request"u8);
    }

    public byte[] Sign(string method, string path, string query = "", byte[]? body = null, string? copySource = null)
    {
        string payload = Convert.ToHexStringLower(SHA256.HashData(body ?? []));
        string source = copySource is null ? "" : $"x-amz-copy-source:{copySource}\n";
        string headers = $"host:{authority}\nx-amz-content-sha256:{payload}\n{source}x-amz-date:{timestamp}\n";
        string names = "host;x-amz-content-sha256;" + (copySource is null ? "" : "x-amz-copy-source;") + "x-amz-date";
        string canonical = $"{method}\n{path}\n{query}\n{headers}\n{names}\n{payload}";
        string toSign = $"AWS4-HMAC-SHA256\n{timestamp}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        string signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
        StringBuilder text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{method} {path}{(query.Length == 0 ? "" : "?")}{query} HTTP/1.1\r\nhost: {authority}\r\n")
            .Append(CultureInfo.InvariantCulture, $"x-amz-content-sha256: {payload}\r\nx-amz-date: {timestamp}\r\n")
            .Append(copySource is null ? "" : $"x-amz-copy-source: {copySource}\r\n")
            .Append(CultureInfo.InvariantCulture, $"authorization: AWS4-HMAC-SHA256 Credential={identity.AccessKey}/{scope}, SignedHeaders={names}, Signature={signature}\r\n")
            .Append(method == "PUT" ? string.Create(CultureInfo.InvariantCulture, $"content-length: {body?.Length ?? 0}\r\n\r\n") : "\r\n");
        return [.. Encoding.ASCII.GetBytes(text.ToString()), .. body ?? []];
    }
}
