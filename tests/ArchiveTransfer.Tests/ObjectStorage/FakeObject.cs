namespace ArchiveTransfer.ObjectStorage;

/// <summary>An object in the fake.</summary>
internal sealed record FakeObject
{
    public required FakeContent Content { get; init; }

    public required string ETag { get; init; }

    public DateTimeOffset LastModified { get; init; }

    public ObjectHeaders Headers { get; init; } = ObjectHeaders.None;

    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    public string? StorageClass { get; init; }

    public string? CannedAcl { get; init; }

    public string? ServerSideEncryption { get; init; }

    public string? VersionId { get; init; }

    public int MissingMetadata { get; init; }

    public ObjectHead ToHead(bool tellsTags = true) => new()
    {
        Size = Content.Length,
        ETag = ETag,
        LastModified = LastModified,
        Headers = Headers,
        StorageClass = StorageClass,
        VersionId = VersionId,
        ServerSideEncryption = ServerSideEncryption,
        MissingMetadata = MissingMetadata,
        TagCount = tellsTags ? Tags.Count : null,
    };
}
