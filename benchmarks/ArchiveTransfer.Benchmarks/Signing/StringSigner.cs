using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ArchiveTransfer.ObjectStorage.Direct;

namespace ArchiveTransfer.Benchmarks.Signing;

/// <summary>Signature Version 4 as a careful program writes it without an eye on allocations: strings all the way, the key of the day kept.</summary>
internal sealed class StringSigner(CopyToSign copy)
{
    private string keyDay = "";
    private byte[] key = [];

    public string Sign(DateTime now)
    {
        string time = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        string day = time[..8];
        List<SignedHeader> headers = [.. copy.Headers, new("host", CopyToSign.Host), new("x-amz-date", time), new("x-amz-content-sha256", PayloadHash.Empty)];
        if (copy.Credentials.UseToken)
        {
            headers.Add(new("x-amz-security-token", copy.Credentials.Token));
        }

        headers.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        string names = string.Join(';', headers.Select(static header => header.Name));
        string path = $"/{CopyToSign.Bucket}/{string.Join('/', CopyToSign.Key.Split('/').Select(Uri.EscapeDataString))}";
        string canonical = $"{CopyToSign.Method}\n{path}\n\n{string.Concat(headers.Select(static header => $"{header.Name}:{Collapse(header.Value)}\n"))}\n{names}\n{PayloadHash.Empty}";
        string scope = $"{day}/{CopyToSign.Region}/s3/aws4_request";
        string toSign = $"AWS4-HMAC-SHA256\n{time}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        string signature = Convert.ToHexStringLower(HMACSHA256.HashData(KeyOf(day), Encoding.UTF8.GetBytes(toSign)));
        return $"AWS4-HMAC-SHA256 Credential={copy.Credentials.AccessKey}/{scope}, SignedHeaders={names}, Signature={signature}";
    }

    private static string Collapse(string value)
    {
        value = value.Trim();
        while (value.Contains("  ", StringComparison.Ordinal))
        {
            value = value.Replace("  ", " ", StringComparison.Ordinal);
        }

        return value;
    }

    private byte[] KeyOf(string day)
    {
        if (day != keyDay)
        {
            byte[] step = HMACSHA256.HashData(Encoding.UTF8.GetBytes("AWS4" + copy.Credentials.SecretKey), Encoding.UTF8.GetBytes(day));
            step = HMACSHA256.HashData(step, Encoding.UTF8.GetBytes(CopyToSign.Region));
            step = HMACSHA256.HashData(step, "s3"u8);
            (keyDay, key) = (day, HMACSHA256.HashData(step, "aws4_request"u8));
        }

        return key;
    }
}
