namespace ArchiveTransfer.ClaimScenarios.Measuring;

/// <summary>An object to collect, as it was listed.</summary>
internal sealed record CaseObject(string Key, long Size, string? ETag, DateTimeOffset? LastModified);
