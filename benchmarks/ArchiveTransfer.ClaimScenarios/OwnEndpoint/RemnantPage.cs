namespace ArchiveTransfer.ClaimScenarios.OwnEndpoint;

/// <summary>One page of versions or uploads, and where the next begins.</summary>
internal readonly record struct RemnantPage(IReadOnlyList<Remnant> Found, bool IsTruncated, string? NextKey, string? NextId);
