namespace ArchiveTransfer.Planning;

/// <summary>What was at the destination when the object was planned.</summary>
internal sealed record DestinationState(long Size, string? ETag, DateTimeOffset? LastModified);
