namespace ArchiveTransfer.ObjectStorage;

/// <summary>What HEAD or GET tells of an object.</summary>
internal sealed record ObjectHead
{
    public required long Size { get; init; }

    /// <summary>Without quotes.</summary>
    public string? ETag { get; init; }

    public DateTimeOffset? LastModified { get; init; }

    public string? VersionId { get; init; }

    public string? StorageClass { get; init; }

    /// <summary>AES256, aws:kms, aws:kms:dsse; null: not told.</summary>
    public string? ServerSideEncryption { get; init; }

    /// <summary>Encrypted with a key of the customer (SSE-C).</summary>
    public bool CustomerKey { get; init; }

    /// <summary>Entries of metadata that REST cannot return (x-amz-missing-meta).</summary>
    public int MissingMetadata { get; init; }

    /// <summary>Number of tags, where told.</summary>
    public int? TagCount { get; init; }

    public ObjectHeaders Headers { get; init; } = ObjectHeaders.None;

    /// <summary>The ETag of such an object is no MD5, whatever it looks like.</summary>
    public bool HasOpaqueETag => CustomerKey || ServerSideEncryption is "aws:kms" or "aws:kms:dsse";
}
