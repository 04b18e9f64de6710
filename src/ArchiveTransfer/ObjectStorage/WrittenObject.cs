namespace ArchiveTransfer.ObjectStorage;

/// <summary>Answer to a write. A store that says 200 without an ETag is a <see cref="StoreErrorKind.Unknown"/> error, never this.</summary>
internal sealed record WrittenObject
{
    /// <summary>Without quotes.</summary>
    public required string ETag { get; init; }

    public string? VersionId { get; init; }

    /// <summary>AES256, aws:kms, aws:kms:dsse; null: not told.</summary>
    public string? ServerSideEncryption { get; init; }

    public bool HasOpaqueETag => ServerSideEncryption is "aws:kms" or "aws:kms:dsse";
}
