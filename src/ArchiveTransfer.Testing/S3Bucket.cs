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

    internal S3Bucket(Store store, string name, S3Identity owner, bool isPublic, string? region = null)
    {
        _store = store;
        Name = name;
        Owner = owner;
        IsPublic = isPublic;
        Region = region ?? store.Options.Region;
        Created = store.Now;
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

    /// <summary>Encrypts what is written with aws:kms: ETags are random, the header is answered everywhere but in listings.</summary>
    public bool DefaultKms { get; set; }

    /// <summary>Off: bodies are hashed and counted, then thrown away; reading one back is a 500.</summary>
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

    internal BucketContents Contents { get; } = new();

    internal DateTimeOffset Created { get; }

    /// <summary>Puts an object; the headers are those of PutObject: content-type, x-amz-meta-*, x-amz-tagging and so on.</summary>
    public void Put(string key, ReadOnlyMemory<byte> content, IReadOnlyDictionary<string, string>? headers = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        var kept = new ByteContent(content.ToArray());
        var metadata = headers is null
            ? ObjectMetadata.None
            : MetadataReader.Read(headers.Select(static header => KeyValuePair.Create(header.Key.ToLowerInvariant(), header.Value)), _store.Options);
        metadata = Encrypt(metadata);
        var hash = metadata.IsKms ? _store.RandomHash() : ContentHash.Md5(kept);
        Contents.Commit(new StoredObject(key, kept, new ETag(hash), metadata, _store.Now));
    }

    /// <summary>Adds objects that exist by rule and cost no memory. Keys must ascend in UTF-8 order; content follows from key and size.</summary>
    public void AddVirtual(long count, Func<long, string> key, Func<long, long> size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(size);
        Contents.AddVirtual(new VirtualObjects(count, key, size, Encrypt(ObjectMetadata.None), _store.Now));
    }

    /// <summary>Adds objects that exist by a rule that is data, and so can come from another process.</summary>
    /// <param name="count">How many; their numbers start at 0.</param>
    /// <param name="keyPattern">Composite format string with the number: <c>data/{0:D9}.zip</c>. Keys must ascend in UTF-8 order.</param>
    /// <param name="size">Bytes of each.</param>
    /// <param name="largestSize">Sizes lie between <paramref name="size"/> and this and follow from the number; null: all are <paramref name="size"/>.</param>
    public void AddVirtual(long count, string keyPattern, long size, long? largestSize = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        AddVirtual(count, KeyPattern.Parse(keyPattern, count).Key, new SizeRange(size, largestSize ?? size).Size);
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

    /// <summary>Removes an object; false: there was none.</summary>
    public bool Delete(string key) => Contents.Delete(key);

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
        ? metadata with { Encryption = [KeyValuePair.Create("x-amz-server-side-encryption", "aws:kms")] }
        : metadata;
}
