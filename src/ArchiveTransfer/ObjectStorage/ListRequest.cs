namespace ArchiveTransfer.ObjectStorage;

/// <summary>One page of keys in the store's order. <paramref name="ContinuationToken"/> wins over <paramref name="StartAfter"/>.</summary>
internal readonly record struct ListRequest(string Bucket, string Prefix, string? StartAfter = null, string? ContinuationToken = null, int MaxKeys = 1000);
