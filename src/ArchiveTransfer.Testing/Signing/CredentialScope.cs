using ArchiveTransfer.Testing.Http;

namespace ArchiveTransfer.Testing.Signing;

/// <summary>Who signed, and what for: the Credential of a signature.</summary>
internal readonly record struct CredentialScope(string AccessKey, string Date, string Region, string Service)
{
    private const string Terminal = "aws4_request";

    public override string ToString() => $"{Date}/{Region}/{Service}/{Terminal}";

    /// <summary>The factory makes the refusal of whatever is wrong, since header and query are refused by different codes.</summary>
    public static CredentialScope Parse(string credential, string service, Func<string, S3Refusal> malformed)
    {
        if (credential.Split('/') is not [{ Length: > 0 } accessKey, var date, var region, var named, var terminal])
        {
            throw malformed("the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".");
        }

        if (date.Length != 8 || !date.All(char.IsAsciiDigit))
        {
            throw malformed($"incorrect date format \"{date}\". This date in the credential must be in the format \"yyyyMMdd\".");
        }

        if (named != service)
        {
            throw malformed($"incorrect service \"{named}\". This endpoint belongs to \"{service}\".");
        }

        return terminal == Terminal
            ? new CredentialScope(accessKey, date, region, service)
            : throw malformed($"incorrect terminal \"{terminal}\". This endpoint uses \"{Terminal}\".");
    }
}
