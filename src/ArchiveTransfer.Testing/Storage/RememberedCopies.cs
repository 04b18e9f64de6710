using System.Numerics;

namespace ArchiveTransfer.Testing.Storage;

/// <summary>
/// Copies of virtual objects that came out as the rule says: of each only that it is there, one bit, and of 64 neighbours when the latest was written.
/// Guarded by the gate of its bucket.
/// </summary>
internal sealed class RememberedCopies : IKeySequence
{
    private const int GroupSize = 64;
    private const int GroupsOfPage = 64;

    private readonly VirtualObjects _source;
    private readonly string _sourcePrefix;
    private readonly string _prefix;
    private readonly OrderedKeys _keys;
    private readonly long _offset;
    private readonly bool _keepsMultipartETag;
    private readonly Page?[] _pages;

    /// <summary>Copies go by the key of their source with one prefix in place of another.</summary>
    public RememberedCopies(VirtualObjects source, string sourcePrefix, string prefix, bool keepsMultipartETag)
    {
        _source = source;
        _sourcePrefix = sourcePrefix;
        _prefix = prefix;
        _keepsMultipartETag = keepsMultipartETag;
        _offset = source.Seek(new KeyBound(sourcePrefix, BoundKind.From));
        var count = source.Seek(new KeyBound(sourcePrefix, BoundKind.AfterPrefix)) - _offset;
        _keys = new OrderedKeys(count, number => string.Concat(prefix, source.Keys[number + _offset].AsSpan(sourcePrefix.Length)));
        _pages = new Page?[(count + (GroupSize * GroupsOfPage) - 1) / (GroupSize * GroupsOfPage)];
    }

    public long Count { get; private set; }

    /// <summary>What a copy under this key must contain; null: the rule knows no such key.</summary>
    public VirtualContent? ExpectedContent(string key) => _keys.Find(key) is var number and >= 0 ? ContentOf(number, key) : null;

    public StoredObject? Find(string key) => _keys.Find(key) is var number and >= 0 && IsSet(number) ? Create(number, key) : null;

    /// <summary>Remembers the object if it is what the rule says in everything a client can see; false: it has to be kept as it is, and is not remembered.</summary>
    public bool TryRemember(StoredObject value)
    {
        var number = _keys.Find(value.Key);
        if (number < 0)
        {
            return false;
        }

        if (!IsPredicted(value, number))
        {
            Clear(number);
            return false;
        }

        Set(number, value.LastModified);
        return true;
    }

    public bool Forget(string key) => _keys.Find(key) is var number and >= 0 && Clear(number);

    public long Seek(in KeyBound bound) => NextSet(_keys.Seek(bound));

    public StoredObject? At(long position) => position < _keys.Count ? Create(position, _keys[position]) : null;

    public long Next(long position) => NextSet(position + 1);

    private VirtualContent ContentOf(long number, string key) =>
        VirtualContent.Of(_sourcePrefix, key.AsSpan(_prefix.Length), _source.SizeOf(number + _offset));

    private bool IsPredicted(StoredObject value, long number) =>
        !value.IsTombstone
        && value.VersionId == VersionIds.Null
        && value.Checksum is null
        && value.Metadata.IsLikeNone
        && ContentOf(number, value.Key).IsSameAs(value.Content)
        && value.ETag == Create(number, value.Key).ETag;

    private StoredObject Create(long number, string key)
    {
        var content = ContentOf(number, key);
        return _keepsMultipartETag || content.Length <= StoredObject.LargestVirtualPart
            ? StoredObject.Virtual(key, content, ObjectMetadata.None, TimeOf(number))
            : new StoredObject(key, content, new ETag(ContentHash.Md5OrStandIn(content)), ObjectMetadata.None, TimeOf(number));
    }

    private DateTimeOffset TimeOf(long number) =>
        DateTimeOffset.FromUnixTimeSeconds(PageOf(number)?.Times[GroupOf(number)] ?? 0);

    private bool IsSet(long number) => PageOf(number) is { } page && (page.Bits[GroupOf(number)] & Bit(number)) != 0;

    private void Set(long number, DateTimeOffset written)
    {
        var page = _pages[number / (GroupSize * GroupsOfPage)] ??= new Page();
        var group = GroupOf(number);
        Count += (page.Bits[group] & Bit(number)) == 0 ? 1 : 0;
        page.Bits[group] |= Bit(number);

        // Rather too late than too early: an object must never look older than what was published before it was copied.
        page.Times[group] = Math.Max(page.Times[group], (uint)Math.Clamp(written.ToUnixTimeSeconds(), 0, uint.MaxValue));
    }

    private bool Clear(long number)
    {
        if (!IsSet(number))
        {
            return false;
        }

        var page = PageOf(number)!;
        var group = GroupOf(number);
        page.Bits[group] &= ~Bit(number);
        page.Times[group] = page.Bits[group] == 0 ? 0 : page.Times[group];
        Count--;
        return true;
    }

    private long NextSet(long number)
    {
        while (number < _keys.Count)
        {
            if (PageOf(number) is not { } page)
            {
                number = ((number / (GroupSize * GroupsOfPage)) + 1) * (GroupSize * GroupsOfPage);
                continue;
            }

            var rest = page.Bits[GroupOf(number)] >> (int)(number % GroupSize);
            if (rest != 0)
            {
                return number + BitOperations.TrailingZeroCount(rest);
            }

            number = ((number / GroupSize) + 1) * GroupSize;
        }

        return _keys.Count;
    }

    private Page? PageOf(long number) => _pages[number / (GroupSize * GroupsOfPage)];

    private static int GroupOf(long number) => (int)(number / GroupSize % GroupsOfPage);

    private static ulong Bit(long number) => 1UL << (int)(number % GroupSize);

    private sealed class Page
    {
        public ulong[] Bits { get; } = new ulong[GroupsOfPage];

        /// <summary>In seconds since 1970.</summary>
        public uint[] Times { get; } = new uint[GroupsOfPage];
    }
}
