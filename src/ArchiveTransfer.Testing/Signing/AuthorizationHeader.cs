using ArchiveTransfer.Testing.Http;

namespace ArchiveTransfer.Testing.Signing;

/// <summary>The Authorization header of Signature Version 4, taken apart.</summary>
internal sealed record AuthorizationHeader(string AccessKey, string Date, string Region, string[] SignedHeaders, string Signature)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    public string Scope => $"{Date}/{Region}/s3/aws4_request";

    public static AuthorizationHeader Parse(string header)
    {
        if (!header.StartsWith(Algorithm, StringComparison.Ordinal))
        {
            throw S3Refusal.InvalidRequest($"The authorization mechanism you have provided is not supported. Please use {Algorithm}.");
        }

        string? credential = null, signedHeaders = null, signature = null;
        foreach (var part in header[Algorithm.Length..].Split(',', StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            _ = (equals < 0 ? part : part[..equals]) switch
            {
                "Credential" => credential = part[(equals + 1)..],
                "SignedHeaders" => signedHeaders = part[(equals + 1)..],
                "Signature" => signature = part[(equals + 1)..],
                _ => throw Malformed($"'{part}' is not expected."),
            };
        }

        if (credential is null || signedHeaders is null || signature is null)
        {
            throw Malformed("Credential, SignedHeaders and Signature are needed.");
        }

        if (credential.Split('/') is not [var accessKey, { Length: 8 } date, var region, "s3", "aws4_request"])
        {
            throw Malformed("the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/s3/aws4_request\".");
        }

        return new AuthorizationHeader(accessKey, date, region, signedHeaders.Split(';'), signature);
    }

    public static S3Refusal Malformed(string why) => new(400, "AuthorizationHeaderMalformed", "The authorization header is malformed; " + why);
}
