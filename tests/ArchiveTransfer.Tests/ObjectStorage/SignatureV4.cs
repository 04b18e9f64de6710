using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ArchiveTransfer.ObjectStorage;

/// <summary>Signature version 4, written from its specification: signs what a hand-made request sends, and checks what the SDK signed against what it sent.</summary>
internal static class SignatureV4
{
    public static string Authorization(
        string method, string rawPath, string rawQuery, IEnumerable<KeyValuePair<string, string>> headers, string payloadHash, string date, string region, string access, string secret)
    {
        var signed = headers
            .Select(header => (Name: header.Key.ToLowerInvariant(), Value: string.Join(' ', header.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))))
            .OrderBy(header => header.Name, StringComparer.Ordinal)
            .ToList();
        var names = string.Join(';', signed.Select(header => header.Name));
        var query = string.Join('&', rawQuery.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Contains('=', StringComparison.Ordinal) ? pair : pair + "=").Order(StringComparer.Ordinal));
        var canonical = $"{method}\n{rawPath}\n{query}\n{string.Concat(signed.Select(header => $"{header.Name}:{header.Value}\n"))}\n{names}\n{payloadHash}";
        var scope = $"{date[..8]}/{region}/s3/aws4_request";
        var toSign = $"AWS4-HMAC-SHA256\n{date}\n{scope}\n{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))).ToLowerInvariant()}";
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var step in new[] { date[..8], region, "s3", "aws4_request" })
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        }

        var signature = Convert.ToHexString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign))).ToLowerInvariant();
        return string.Create(CultureInfo.InvariantCulture, $"AWS4-HMAC-SHA256 Credential={access}/{scope}, SignedHeaders={names}, Signature={signature}");
    }

    /// <summary>Whether a recorded request is signed as it was sent: by its raw path and the headers that arrived.</summary>
    public static bool Fits(RecordedRequest request, string access = "AKTEST", string secret = "SKTEST", string region = "us-east-1")
    {
        var authorization = request["Authorization"]!;
        var names = authorization.Split("SignedHeaders=")[1].Split(',')[0].Split(';');
        var headers = names.Select(name => KeyValuePair.Create(name, request[name] ?? throw new InvalidOperationException($"{name} is signed and was not sent.")));
        var expected = Authorization(request.Method, request.Path, request.Query, headers, request["x-amz-content-sha256"]!, request["x-amz-date"]!, region, access, secret);
        return Signature(authorization) == Signature(expected);
    }

    private static string Signature(string authorization) => authorization[(authorization.IndexOf("Signature=", StringComparison.Ordinal) + 10)..];
}
