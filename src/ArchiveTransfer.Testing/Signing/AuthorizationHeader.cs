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
            throw new S3Refusal(400, "InvalidRequest", $"The authorization mechanism you have provided is not supported. Please use {Algorithm}.")
            {
                // A signature of version 2 is looked at, and found wrong.
                OnCeph = header.StartsWith("AWS ", StringComparison.Ordinal) ? (403, "AccessDenied") : (400, "InvalidArgument"),
            };
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
            throw Malformed("Credential, SignedHeaders and Signature are needed.", onCeph: (400, "InvalidArgument"));
        }

        if (credential.Split('/') is not [var accessKey, { Length: 8 } date, var region, "s3", "aws4_request"])
        {
            throw Malformed("the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/s3/aws4_request\".", onCeph: (403, "AccessDenied"));
        }

        return new AuthorizationHeader(accessKey, date, region, signedHeaders.Split(';'), signature);
    }

    public static S3Refusal Malformed(string why, (int Status, string Code)? onCeph = null) =>
        new(400, "AuthorizationHeaderMalformed", "The authorization header is malformed; " + why) { OnCeph = onCeph };
}
