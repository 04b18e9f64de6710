using System.Globalization;
using ArchiveTransfer.Testing.Http;
using Microsoft.AspNetCore.Http;

namespace ArchiveTransfer.Testing.Signing;

/// <summary>The Authorization header of Signature Version 4, taken apart.</summary>
internal static class AuthorizationHeader
{
    public static SignatureClaim Parse(IHeaderDictionary headers, string service)
    {
        var header = headers.Authorization.ToString();
        if (!header.StartsWith(SignatureClaim.Algorithm, StringComparison.Ordinal))
        {
            throw header.StartsWith("AWS ", StringComparison.Ordinal) || header.StartsWith("AWS4-", StringComparison.Ordinal)
                ? new S3Refusal(400, "InvalidRequest", $"The authorization mechanism you have provided is not supported. Please use {SignatureClaim.Algorithm}.")
                {
                    OnCeph = header[3] == ' ' ? (403, "AccessDenied") : null,
                }
                : S3Refusal.InvalidArgument("Unsupported Authorization Type", "Authorization", header);
        }

        string? credential = null, signedHeaders = null, signature = null;
        foreach (var part in header[SignatureClaim.Algorithm.Length..].Split(',', StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            switch (equals < 0 ? part : part[..equals])
            {
                case "Credential" when credential is null:
                    credential = part[(equals + 1)..];
                    break;
                case "SignedHeaders" when signedHeaders is null:
                    signedHeaders = part[(equals + 1)..];
                    break;
                case "Signature" when signature is null:
                    signature = part[(equals + 1)..];
                    break;
                default:
                    throw Malformed($"'{part}' is not expected.");
            }
        }

        if (string.IsNullOrEmpty(credential) || string.IsNullOrEmpty(signedHeaders) || string.IsNullOrEmpty(signature))
        {
            throw Malformed("the authorization header requires three components: Credential, SignedHeaders, and Signature.", onCeph: (400, "InvalidArgument"));
        }

        var scope = CredentialScope.Parse(credential, service, static why => Malformed(why, onCeph: (403, "AccessDenied")));
        var signedAt = SignedAt(headers) ?? throw S3Refusal.AccessDenied("AWS authentication requires a valid Date or x-amz-date header");
        var date = signedAt.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        if (date != scope.Date)
        {
            throw Malformed($"Invalid credential date \"{scope.Date}\". This date is not the same as X-Amz-Date: \"{date}\".");
        }

        return new SignatureClaim(scope, signedHeaders.Split(';'), signature, signedAt) { SessionToken = Optional(headers, "x-amz-security-token") };
    }

    public static S3Refusal Malformed(string why, (int Status, string Code)? onCeph = null) =>
        new(400, "AuthorizationHeaderMalformed", "The authorization header is malformed; " + why) { OnCeph = onCeph };

    private static DateTimeOffset? SignedAt(IHeaderDictionary headers)
    {
        if (Optional(headers, "x-amz-date") is { } timestamp)
        {
            return SignatureVerifier.TryParseTime(timestamp, out var time) ? time : null;
        }

        return DateTimeOffset.TryParse(Optional(headers, "Date"), CultureInfo.InvariantCulture, out var date) ? date.ToUniversalTime() : null;
    }

    private static string? Optional(IHeaderDictionary headers, string name) => headers.TryGetValue(name, out var value) ? value.ToString() : null;
}
