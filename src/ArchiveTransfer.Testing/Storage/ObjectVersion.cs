namespace ArchiveTransfer.Testing.Storage;

/// <summary>An object, or a delete marker, with a version id of its own. Where there are no versions there is none of these.</summary>
internal sealed class ObjectVersion : StoredObject
{
    public ObjectVersion(StoredObject value, string versionId)
        : base(value) => VersionId = versionId;

    public ObjectVersion(string key, string versionId, DateTimeOffset deletedAt)
        : base(key, null, ObjectMetadata.None, deletedAt) => VersionId = versionId;

    public override string VersionId { get; }

    public override bool IsDeleteMarker => IsTombstone;
}
