namespace ArchiveTransfer.ObjectStorage;

/// <summary>A multipart upload that is open in the fake.</summary>
internal sealed record FakeUpload(ObjectAddress Address, WriteAttributes Attributes, DateTimeOffset Initiated)
{
    public Dictionary<int, (FakeContent Content, string ETag)> Parts { get; } = [];
}
