using System.Collections.Concurrent;
using ArchiveTransfer.Testing.Operations;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing;

/// <summary>A bucket to fill, to restrict and to look into, past all rights.</summary>
public sealed class S3Bucket
{
    private readonly Store _store;
    private readonly ConcurrentDictionary<string, S3Rights> _granted = new(StringComparer.Ordinal);
    private volatile Func<string, bool>? _deniedReads;
    private volatile Func<string, bool>? _deniedCopies;
    private volatile bool _hasObjectLock;
    private TimeSpan? _defaultRetention;
    private string _defaultRetentionMode = ObjectLock.Governance;

    internal S3Bucket(Store store, string name, S3Identity owner, bool isPublic, string? region = null)
    {
        _store = store;
        Name = name;
        Owner = owner;
        IsPublic = isPublic;
        Region = region ?? store.Options.Region;
        AcceptsAcls = store.Options.AcceptsAcls;
        Created = store.Now;
        Contents = new BucketContents(store.VersionIds);
    }

    /// <summary>Name.</summary>
    public string Name { get; }

    /// <summary>Whose it is.</summary>
    public S3Identity Owner { get; }

    /// <summary>Where it lies. Sent elsewhere, a request for it is 301 PermanentRedirect, which names region and endpoint.</summary>
    public string Region { get; }

    /// <summary>Sent to another region, a request is 307 TemporaryRedirect with a Location, as while a new bucket is not yet known everywhere.</summary>
    public bool RedirectsTemporarily { get; set; }

    /// <summary>Everybody but the owner has to sign and to send <c>x-amz-request-payer: requester</c>, or is refused with 403.</summary>
    public bool RequesterPays { get; set; }

    /// <summary>Whether everybody, without a signature too, may list it, read it and copy from it.</summary>
    public bool IsPublic { get; set; }

    /// <summary>Whether it makes a version of whatever is written, and a delete marker of a delete. Switched off again it is suspended, as S3 calls it: versions stay, new objects replace the one without an id.</summary>
    public bool IsVersioned
    {
        get => Contents.Versioning == Versioning.Enabled;
        set
        {
            if (value)
            {
                Contents.Versioning = Versioning.Enabled;
            }
            else if (HasObjectLock)
            {
                throw new InvalidOperationException($"'{Name}' has Object Lock: its versions cannot be suspended.");
            }
            else if (Contents.Versioning != Versioning.None)
            {
                Contents.Versioning = Versioning.Suspended;
            }
        }
    }

    /// <summary>Whether versions can be locked. Switched on it is versioned, too, and bodies without Content-MD5 or x-amz-checksum-* are refused.</summary>
    public bool HasObjectLock
    {
        get => _hasObjectLock;
        set
        {
            Contents.Versioning = value ? Versioning.Enabled : Contents.Versioning;
            _hasObjectLock = value;
        }
    }

    /// <summary>How long each new version is retained that says nothing itself, more than zero; null: not at all. Without <see cref="HasObjectLock"/> it has no effect.</summary>
    public TimeSpan? DefaultRetention
    {
        get => _defaultRetention;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value ?? TimeSpan.MaxValue, TimeSpan.Zero, nameof(value));
            _defaultRetention = value;
        }
    }

    /// <summary>Mode of <see cref="DefaultRetention"/>: <c>GOVERNANCE</c>, which the owner may bypass, or <c>COMPLIANCE</c>.</summary>
    public string DefaultRetentionMode
    {
        get => _defaultRetentionMode;
        set => _defaultRetentionMode = value is ObjectLock.Governance or ObjectLock.Compliance
            ? value
            : throw new ArgumentException($"There is no mode '{value}'; there are {ObjectLock.Governance} and {ObjectLock.Compliance}.", nameof(value));
    }

    /// <summary>Encrypts what is written with aws:kms: ETags are random, the header is answered everywhere but in listings.</summary>
    public bool DefaultKms { get; set; }

    /// <summary>Off: bodies are hashed and counted, then thrown away; reading one back is a 500. What is gone cannot be hashed again: a copy has the checksum of
    /// the whole that its source was uploaded with and, of any other, SHA-256 alone; none if the source was uploaded in parts. Default on.</summary>
    public bool KeepsContent { get; set; } = true;

    /// <summary>Uploads begun and neither completed nor aborted.</summary>
    public int OpenUploads => Contents.OpenUploads;

    /// <summary>How many objects there are; where objects exist by <see cref="AddVirtual(long, Func{long, string}, Func{long, long})"/> they are gone through one by one.</summary>
    public long Count => Contents.Count();

    /// <summary>Keys in UTF-8 order, read in pages while enumerated.</summary>
    public IEnumerable<string> Keys
    {
        get
        {
            foreach (var found in Contents.All())
            {
                yield return found.Key;
            }
        }
    }

    internal BucketContents Contents { get; }

    /// <summary>As the option says, or as the client wanted that made the bucket.</summary>
    internal bool AcceptsAcls { get; init; }

    internal DateTimeOffset Created { get; }

    /// <summary>Puts an object; the headers are those of PutObject: content-type, x-amz-meta-*, x-amz-tagging and so on.</summary>
    public void Put(string key, ReadOnlyMemory<byte> content, IReadOnlyDictionary<string, string>? headers = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        var kept = new ByteContent(content.ToArray());
        var metadata = headers is null
            ? ObjectMetadata.None
            : MetadataReader.Read(headers.Select(static header => KeyValuePair.Create(header.Key.ToLowerInvariant(), header.Value)), _store.Options);
        metadata = Retain(Encrypt(metadata));
        var hash = metadata.HasRandomETag ? _store.RandomHash() : ContentHash.Md5(kept);
        Contents.Commit(new StoredObject(key, kept, new ETag(hash), metadata, _store.Now));
    }

    /// <summary>Adds objects that exist by rule and cost no memory. Keys must ascend in UTF-8 order; content follows from key and size.</summary>
    public void AddVirtual(long count, Func<long, string> key, Func<long, long> size) => AddVirtual(count, key, size, putWhole: false);

    /// <summary>Adds objects that exist by a rule that is data, and so can come from another process.</summary>
    /// <param name="count">How many; their numbers start at 0.</param>
    /// <param name="keyPattern">Composite format string with the number: <c>data/{0:D9}.zip</c>. Keys must ascend in UTF-8 order.</param>
    /// <param name="size">Bytes of each.</param>
    /// <param name="largestSize">Sizes lie between <paramref name="size"/> and this and follow from the number; null: all are <paramref name="size"/>.</param>
    /// <param name="putWhole">Each was put in one request, so that its ETag is the MD5 of its content (up to 64 MiB; beyond it a stand-in); false: those above 8 MiB have the ETags of uploads in parts.</param>
    public void AddVirtual(long count, string keyPattern, long size, long? largestSize = null, bool putWhole = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        AddVirtual(count, KeyPattern.Parse(keyPattern, count).Key, new SizeRange(size, largestSize ?? size).Size, putWhole);
    }

    /// <summary>
    /// Remembers copies of the virtual objects that another bucket has now, in 1.5 bits each: a copy, an upload or a completed upload whose content, ETag and
    /// metadata are those that a copy has is listed and read like any other object but takes no memory. Whatever differs is kept as it is.
    /// </summary>
    /// <param name="source">Bucket filled by <see cref="AddVirtual(long, Func{long, string}, Func{long, long})"/>.</param>
    /// <param name="prefix">What a copy's key has in place of <paramref name="sourcePrefix"/>.</param>
    /// <param name="sourcePrefix">What the keys that are copied begin with.</param>
    /// <remarks>
    /// LastModified is that of the latest write among 64 neighbours in the order of keys: never earlier than the true one. Objects with a checksum, tags, another
    /// storage class, user metadata or encryption differ.
    /// </remarks>
    public void RememberCopiesOf(S3Bucket source, string prefix = "", string sourcePrefix = "")
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentNullException.ThrowIfNull(sourcePrefix);
        var rules = source.Contents.VirtualObjects();
        if (rules.Count == 0)
        {
            throw new ArgumentException($"There are no virtual objects in '{source.Name}'.", nameof(source));
        }

        foreach (var objects in rules)
        {
            Contents.Remember(new RememberedCopies(objects, sourcePrefix, prefix, _store.Options.CopyKeepsMultipartETag));
        }
    }

    /// <summary>
    /// 32 hexadecimal digits over key, ETag and size of every object, in whatever order they were written: two buckets hold the same if they have the same.
    /// All objects are gone through.
    /// </summary>
    public string ComputeChecksum() => BucketChecksum.Of(Contents);

    /// <summary>Content, headers, tags of an object; null: none.</summary>
    public S3StoredObject? Get(string key) => Contents.Find(key) is { } found ? new S3StoredObject(found) : null;

    /// <summary>All versions of a key, delete markers included, newest first; of an object without versions that alone.</summary>
    public IReadOnlyList<S3StoredObject> Versions(string key) => [.. Contents.VersionsOf(key).Select(static version => new S3StoredObject(version))];

    /// <summary>Removes an object, or hides it by a delete marker while <see cref="IsVersioned"/>; false: there was none.</summary>
    public bool Delete(string key) => Contents.Delete(key, _store.Now).Removed is not null;

    /// <summary>Puts an object into the archive: <c>GLACIER</c>, <c>DEEP_ARCHIVE</c>, or a tier of INTELLIGENT_TIERING, <c>ARCHIVE_ACCESS</c> or <c>DEEP_ARCHIVE_ACCESS</c>. Nobody reads it before RestoreObject; false: there is none.</summary>
    public bool Archive(string key, string storageClass = "GLACIER")
    {
        var (kept, tier) = storageClass switch
        {
            "GLACIER" or "DEEP_ARCHIVE" => (storageClass, null),
            "ARCHIVE_ACCESS" or "DEEP_ARCHIVE_ACCESS" => ("INTELLIGENT_TIERING", storageClass),
            _ => throw new ArgumentException($"'{storageClass}' is no archive; there are GLACIER, DEEP_ARCHIVE, ARCHIVE_ACCESS and DEEP_ARCHIVE_ACCESS.", nameof(storageClass)),
        };
        return Contents.Update(key, null, metadata => metadata with { StorageClass = kept, ArchiveTier = tier, Restoration = null }) is not null;
    }

    /// <summary>Gives an identity rights here in place of those it was granted before; without any it has those of everybody.</summary>
    /// <param name="read">Get, head, tags, and copying from here.</param>
    /// <param name="list">Listing objects and uploads; without it a missing key is 403 instead of 404.</param>
    /// <param name="write">Put, copy to here, multipart uploads and delete.</param>
    public void Grant(S3Identity identity, bool read = false, bool list = false, bool write = false)
    {
        ArgumentNullException.ThrowIfNull(identity);
        _granted[identity.AccessKey] = (read ? S3Rights.Read : 0) | (list ? S3Rights.List : 0) | (write ? S3Rights.Write : 0);
    }

    /// <summary>Denies reading and copying these keys to everybody, the owner included; null: none.</summary>
    public void DenyReadOf(Func<string, bool>? keys) => _deniedReads = keys;

    /// <summary>Denies copying these keys, not reading them, to everybody, the owner included; null: none.</summary>
    public void DenyCopyOf(Func<string, bool>? keys) => _deniedCopies = keys;

    internal S3Rights RightsOf(S3Identity? identity)
    {
        var everybody = IsPublic ? S3Rights.Read | S3Rights.List : S3Rights.None;
        if (identity is null)
        {
            return everybody;
        }

        return identity.AccessKey == Owner.AccessKey ? S3Rights.All : everybody | _granted.GetValueOrDefault(identity.AccessKey);
    }

    internal bool DeniesReadOf(string key) => _deniedReads?.Invoke(key) == true;

    internal bool DeniesCopyOf(string key) => _deniedCopies?.Invoke(key) == true;

    internal ObjectMetadata Encrypt(ObjectMetadata metadata) => DefaultKms && metadata.Encryption.Count == 0
        ? metadata with { Encryption = EncryptionReader.DefaultKms }
        : metadata;

    /// <summary>Headers that tell how an object is encrypted.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> EncryptionOf(ObjectMetadata metadata) =>
        metadata.Encryption.Count == 0 && _store.Options.EncryptsByDefault ? EncryptionReader.Managed : metadata.Encryption;

    /// <summary>Puts the default retention on a version that is about to be made.</summary>
    internal ObjectMetadata Retain(ObjectMetadata metadata) => HasObjectLock && DefaultRetention is { } period && metadata.Lock?.Mode is null
        ? metadata with { Lock = (metadata.Lock ?? new ObjectLock()) with { Mode = DefaultRetentionMode, RetainUntil = _store.Options.TimeProvider.GetUtcNow() + period } }
        : metadata;

    private void AddVirtual(long count, Func<long, string> key, Func<long, long> size, bool putWhole)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(size);
        Contents.AddVirtual(new VirtualObjects(count, key, size, Encrypt(ObjectMetadata.None), _store.Now, putWhole));
    }
}
