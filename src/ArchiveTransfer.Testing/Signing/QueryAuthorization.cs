using System.Globalization;
using ArchiveTransfer.Testing.Http;

namespace ArchiveTransfer.Testing.Signing;

/// <summary>The signature of a presigned request, which travels in the query.</summary>
internal static class QueryAuthorization
{
    public const string SignatureName = "X-Amz-Signature";
    private const long LongestSeconds = 7 * 24 * 60 * 60;

    private static readonly string[] Names =
        ["X-Amz-Algorithm", "X-Amz-Credential", SignatureName, "X-Amz-Date", "X-Amz-SignedHeaders", "X-Amz-Expires"];

    /// <summary>Whether the query claims to be signed, in whatever version.</summary>
    public static bool IsIn(RequestTarget target) =>
        target.Query.Count > 0 && (Array.Exists(Names, name => target.Parameter(name) is not null) || IsOfVersion2(target));

    public static SignatureClaim Parse(RequestTarget target)
    {
        if (IsOfVersion2(target) && target.Parameter(SignatureName) is null)
        {
            throw S3Refusal.InvalidRequest($"The authorization mechanism you have provided is not supported. Please use {SignatureClaim.Algorithm}.");
        }

        if (Array.Exists(Names, name => string.IsNullOrEmpty(target.Parameter(name))))
        {
            throw Wrong("Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.");
        }

        if (target.Parameter("X-Amz-Algorithm") != SignatureClaim.Algorithm)
        {
            throw Wrong($"X-Amz-Algorithm only supports \"{SignatureClaim.Algorithm}\"");
        }

        var scope = CredentialScope.Parse(target.Parameter("X-Amz-Credential")!, SignatureVerifier.Service, MalformedCredential);
        var timestamp = target.Parameter("X-Amz-Date")!;
        if (!SignatureVerifier.TryParseTime(timestamp, out var signedAt))
        {
            throw Wrong("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
        }

        if (!timestamp.StartsWith(scope.Date, StringComparison.Ordinal))
        {
            throw MalformedCredential($"Invalid credential date \"{scope.Date}\". This date is not the same as X-Amz-Date: \"{timestamp[..8]}\".");
        }

        return new SignatureClaim(scope, target.Parameter("X-Amz-SignedHeaders")!.Split(';'), target.Parameter(SignatureName)!, signedAt)
        {
            SessionToken = target.Parameter("X-Amz-Security-Token"),
            ValidFor = Expires(target.Parameter("X-Amz-Expires")!),
        };
    }

    public static S3Refusal MalformedCredential(string why) => Wrong("Error parsing the X-Amz-Credential parameter; " + why);

    private static bool IsOfVersion2(RequestTarget target) => target.Parameter("Signature") is not null || target.Parameter("AWSAccessKeyId") is not null;

    private static TimeSpan Expires(string text)
    {
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
        {
            throw Wrong("X-Amz-Expires should be a number");
        }

        return seconds switch
        {
            < 0 => throw Wrong("X-Amz-Expires must be non-negative"),
            > LongestSeconds => throw Wrong("X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds"),
            _ => TimeSpan.FromSeconds(seconds),
        };
    }

    private static S3Refusal Wrong(string message) => new(400, "AuthorizationQueryParametersError", message);
}
