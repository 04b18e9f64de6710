using ArchiveTransfer.Testing.Operations;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing;

/// <summary>An object as it was stored when it was asked for.</summary>
public sealed class S3StoredObject
{
    private readonly StoredObject _stored;

    internal S3StoredObject(StoredObject stored) => _stored = stored;

    /// <summary>Key.</summary>
    public string Key => _stored.Key;

    /// <summary>Version id; "null" where the bucket made none when it was written.</summary>
    public string VersionId => _stored.VersionId;

    /// <summary>Whether it is no object but a note that the key was deleted: no bytes, no ETag.</summary>
    public bool IsDeleteMarker => _stored.IsDeleteMarker;

    /// <summary>Bytes.</summary>
    public long Size => IsDeleteMarker ? 0 : _stored.Size;

    /// <summary>ETag without quotes; empty for a delete marker.</summary>
    public string ETag => IsDeleteMarker ? "" : _stored.ETag.ToString();

    /// <summary>In whole seconds.</summary>
    public DateTimeOffset LastModified => _stored.LastModified;

    /// <summary>Storage class.</summary>
    public string StorageClass => _stored.Metadata.StorageClass ?? "STANDARD";

    /// <summary>Headers, user metadata, encryption and lock, names in lower case.</summary>
    public IReadOnlyDictionary<string, string> Headers => _stored.Metadata.Headers
        .Concat(_stored.Metadata.Encryption)
        .Concat(ObjectLockHeaders.Of(_stored.Metadata.Lock))
        .ToDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Tags; of a name that was given twice, which Ceph takes, the first.</summary>
    public IReadOnlyDictionary<string, string> Tags => _stored.Metadata.Tags.DistinctBy(static tag => tag.Key).ToDictionary(StringComparer.Ordinal);

    /// <summary>Whether the bytes were kept; otherwise only their hashes exist.</summary>
    public bool HasContent => !IsDeleteMarker && _stored.Content.IsReadable;

    /// <summary>Opens the content: seekable, made up as it is read where the object is virtual.</summary>
    public Stream Open() => HasContent
        ? new ContentStream(_stored.Content)
        : throw new InvalidOperationException(IsDeleteMarker ? $"'{Key}' was deleted." : $"The bucket of '{Key}' keeps no content.");

    /// <summary>SHA-256 of the content in lower-case hex; reads all of it unless only the hash was kept.</summary>
    public string ComputeSha256() => Convert.ToHexString(ContentHash.Sha256(_stored.Content)).ToLowerInvariant();

    /// <summary>The content of a virtual object of this key and size, in whatever process.</summary>
    public static Stream OpenVirtual(string key, long size)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return new ContentStream(VirtualContent.Of(key, size));
    }
}
