using ArchiveTransfer.Testing.Checksums;

namespace ArchiveTransfer.Testing.Storage;

/// <summary>One object. Kept small: a million of them must fit.</summary>
internal class StoredObject
{
    /// <summary>Virtual objects beyond it look as if they had been uploaded in parts of this size; their hash is none.</summary>
    public const long LargestVirtualPart = 8L << 20;

    private ETag _etag;
    private bool _hasETag;

    protected StoredObject(string key, Content? content, ObjectMetadata metadata, DateTimeOffset lastModified)
    {
        Key = key;
        ContentOrNull = content;
        Metadata = metadata;
        LastModified = lastModified;
    }

    public StoredObject(string key, Content content, ETag etag, ObjectMetadata metadata, DateTimeOffset lastModified, ObjectChecksum? checksum = null)
        : this(key, content, metadata, lastModified)
    {
        _etag = etag;
        _hasETag = true;
        Checksum = checksum;
    }

    protected StoredObject(StoredObject other)
        : this(other.Key, other.ContentOrNull, other.Metadata, other.LastModified)
    {
        _etag = other._etag;
        _hasETag = other._hasETag;
        Checksum = other.Checksum;
        Parts = other.Parts;
    }

    public string Key { get; }

    public virtual string VersionId => VersionIds.Null;

    /// <summary>A version that says the key was deleted; no object at all.</summary>
    public virtual bool IsDeleteMarker => false;

    public Content Content => ContentOrNull ?? throw new InvalidOperationException($"'{Key}' was deleted.");

    public long Size => Content.Length;

    public ObjectMetadata Metadata { get; private set; }

    public ObjectChecksum? Checksum { get; }

    /// <summary>The parts it was uploaded in; null: all at once, or virtual.</summary>
    public IReadOnlyList<ObjectPart>? Parts { get; init; }

    public DateTimeOffset LastModified { get; }

    /// <summary>Hides a virtual object of the same key, or as a delete marker all older versions.</summary>
    public bool IsTombstone => ContentOrNull is null;

    public ETag ETag
    {
        get
        {
            if (!_hasETag)
            {
                _etag = VirtualETag();
                _hasETag = true;
            }

            return _etag;
        }
    }

    private Content? ContentOrNull { get; }

    public static StoredObject Tombstone(string key) => new(key, null, ObjectMetadata.None, default);

    /// <summary>An object whose ETag is worked out when somebody asks.</summary>
    public static StoredObject Virtual(string key, VirtualContent content, ObjectMetadata metadata, DateTimeOffset lastModified) =>
        new(key, content, metadata, lastModified);

    /// <summary>The same version with other metadata.</summary>
    public StoredObject With(ObjectMetadata metadata)
    {
        var changed = (StoredObject)MemberwiseClone();
        changed.Metadata = metadata;
        return changed;
    }

    private ETag VirtualETag()
    {
        if (Metadata.IsKms)
        {
            return new ETag(ContentHash.Md5(new ByteContent(System.Text.Encoding.UTF8.GetBytes("kms:" + Key))));
        }

        if (Size <= LargestVirtualPart)
        {
            return new ETag(ContentHash.Md5(Content));
        }

        var parts = Math.Min(10_000, (Size + LargestVirtualPart - 1) / LargestVirtualPart);
        return new ETag(ContentHash.StandIn(Content), (int)parts);
    }
}
