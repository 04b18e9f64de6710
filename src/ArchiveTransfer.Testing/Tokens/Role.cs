namespace ArchiveTransfer.Testing.Tokens;

/// <summary>A role, whose rights whoever may take it has for a while.</summary>
internal sealed record Role(string Arn, string Name, S3Identity Identity, S3Identity? Trusted, string? ExternalId, TimeSpan LongestSession);
