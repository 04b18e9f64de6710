namespace ArchiveTransfer.ObjectStorage;

/// <summary>One page of keys in the store's order. <paramref name="ContinuationToken"/> wins over <paramref name="StartAfter"/>.</summary>
/// <param name="Delimiter">Keys that have it after the prefix are rolled up into <see cref="ObjectPage.CommonPrefixes"/>; null: none are.</param>
internal readonly record struct ListRequest(
    string Bucket, string Prefix, string? StartAfter = null, string? ContinuationToken = null, int MaxKeys = 1000, string? Delimiter = null);
