using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>What signs the requests of one day with one set of credentials for one region (AWS Signature Version 4).</summary>
internal sealed class SigningKey
{
    private readonly byte[] key;

    /// <param name="day">yyyyMMdd.</param>
    public SigningKey(ImmutableCredentials credentials, string day, string region)
    {
        (Credentials, Day, Region) = (credentials, day, region);
        Scope = $"{day}/{region}/s3/aws4_request";
        Span<byte> step = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Encoding.UTF8.GetBytes("AWS4" + credentials.SecretKey), Encoding.UTF8.GetBytes(day), step);
        HMACSHA256.HashData(step, Encoding.UTF8.GetBytes(region), step);
        HMACSHA256.HashData(step, "s3"u8, step);
        key = HMACSHA256.HashData(step, "aws4_request"u8);
    }

    public ImmutableCredentials Credentials { get; }

    public string Day { get; }

    public string Region { get; }

    public string Scope { get; }

    public bool IsFor(ImmutableCredentials credentials, ReadOnlySpan<char> day, string region) =>
        ReferenceEquals(credentials, Credentials) && day.SequenceEqual(Day) && region == Region;

    /// <summary>Signs a string to sign; 64 lower-case hexadecimal digits.</summary>
    public void Sign(ReadOnlySpan<byte> stringToSign, Span<byte> signature)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, stringToSign, mac);
        Hexadecimal.Write(mac, signature);
    }
}
