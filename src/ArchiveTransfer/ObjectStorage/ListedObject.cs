namespace ArchiveTransfer.ObjectStorage;

/// <summary>What a listing tells of an object.</summary>
internal readonly record struct ListedObject(string Key, long Size, string? ETag, DateTimeOffset? LastModified, string? StorageClass);
