using System.Globalization;

namespace ArchiveTransfer.Testing.Signing;

/// <summary>What a request says of its signature, in its header or in its query.</summary>
internal sealed record SignatureClaim(CredentialScope Scope, string[] SignedHeaders, string Signature, DateTimeOffset SignedAt)
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    public string Timestamp => SignedAt.ToString(SignatureVerifier.TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>Sent along by temporary credentials.</summary>
    public string? SessionToken { get; init; }

    /// <summary>How long the signature of a query is good for; null: it is in the header.</summary>
    public TimeSpan? ValidFor { get; init; }

    public bool IsInQuery => ValidFor is not null;
}
