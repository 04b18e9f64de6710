using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Sources;

/// <summary>A listing could not be read to its end: what was read before stands, what comes after is not known.</summary>
internal sealed class ListingFailedException(StoreError error, string bucket, string prefix, string? lastKey)
    : Exception($"Listing failed after {(lastKey is null ? "no key" : "some keys")}: {error.Code}")
{
    public StoreError Error { get; } = error;

    public string Bucket { get; } = bucket;

    public string Prefix { get; } = prefix;

    /// <summary>Last key read; null: the first page failed.</summary>
    public string? LastKey { get; } = lastKey;
}
