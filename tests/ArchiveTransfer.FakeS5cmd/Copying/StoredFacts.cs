namespace ArchiveTransfer.FakeS5cmd.Copying;

/// <summary>What a HEAD tells.</summary>
internal sealed record StoredFacts(long Size, DateTimeOffset LastModified);
