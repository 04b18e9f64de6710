namespace ArchiveTransfer;

/// <summary>An object at the source.</summary>
public sealed record ArchiveObject
{
    /// <summary>Its key, whole.</summary>
    public required string Key { get; init; }

    /// <summary>Its bucket; null: <see cref="S3LocationOptions.Bucket"/> of the source.</summary>
    public string? BucketName { get; init; }

    /// <summary>Its key at the destination, whole; null: <see cref="S3LocationOptions.Prefix"/> of the destination in place of the source's, with which the key must then begin.</summary>
    public string? DestinationKey { get; init; }

    /// <summary>Bytes; null: not known, the planner asks the store.</summary>
    public long? Size { get; init; }

    /// <summary>ETag without quotes.</summary>
    public string? ETag { get; init; }

    /// <summary>Last change.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>Storage class.</summary>
    public string? StorageClass { get; init; }

    /// <summary>Version; null: the newest.</summary>
    public string? VersionId { get; init; }
}
