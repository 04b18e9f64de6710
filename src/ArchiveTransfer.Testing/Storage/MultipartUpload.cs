namespace ArchiveTransfer.Testing.Storage;

/// <summary>An upload begun and neither completed nor aborted. Its parts are guarded by the gate of the bucket.</summary>
internal sealed record MultipartUpload(string Id, string Key, ObjectMetadata Metadata, string Initiator, DateTimeOffset Initiated)
{
    public string? ChecksumAlgorithm { get; init; }

    public bool HasFullObjectChecksum { get; init; }

    /// <summary>Null: the upload was begun without an algorithm.</summary>
    public string? ChecksumType => ChecksumAlgorithm is null ? null : HasFullObjectChecksum ? "FULL_OBJECT" : "COMPOSITE";

    public SortedDictionary<int, UploadedPart> Parts { get; } = [];
}
