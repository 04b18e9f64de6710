using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ArchiveTransfer.Testing.Tokens;

/// <summary>Tokens of an identity provider that the simulator plays itself: signed, for one role, good until a time.</summary>
internal sealed class WebIdentityToken
{
    public const string Provider = "https://simulator.invalid";
    private const string Header = """{"alg":"HS256","typ":"JWT"}""";

    private WebIdentityToken(string subject, string audience, DateTimeOffset expiresAt)
    {
        Subject = subject;
        Audience = audience;
        ExpiresAt = expiresAt;
    }

    public string Subject { get; }

    /// <summary>ARN of the role it is meant for.</summary>
    public string Audience { get; }

    public DateTimeOffset ExpiresAt { get; }

    public static string Issue(byte[] secret, string subject, string audience, DateTimeOffset expiresAt)
    {
        using var claims = new MemoryStream();
        using (var json = new Utf8JsonWriter(claims))
        {
            json.WriteStartObject();
            json.WriteString("iss", Provider);
            json.WriteString("sub", subject);
            json.WriteString("aud", audience);
            json.WriteNumber("exp", expiresAt.ToUnixTimeSeconds());
            json.WriteEndObject();
        }

        var signed = $"{Encode(Encoding.ASCII.GetBytes(Header))}.{Encode(claims.ToArray())}";
        return $"{signed}.{Encode(Sign(secret, signed))}";
    }

    /// <summary>Null: no token that was issued here.</summary>
    public static WebIdentityToken? Read(byte[] secret, string token)
    {
        var end = token.LastIndexOf('.');
        if (end < 0 || token[(end + 1)..] != Encode(Sign(secret, token[..end])))
        {
            return null;
        }

        var part = token[(token.IndexOf('.', StringComparison.Ordinal) + 1)..end];
        using var claims = JsonDocument.Parse(Decode(part));
        var root = claims.RootElement;
        return new WebIdentityToken(
            root.GetProperty("sub").GetString()!,
            root.GetProperty("aud").GetString()!,
            DateTimeOffset.FromUnixTimeSeconds(root.GetProperty("exp").GetInt64()));
    }

    private static byte[] Sign(byte[] secret, string text) => HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text));

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static byte[] Decode(string text) =>
        Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '='));
}
