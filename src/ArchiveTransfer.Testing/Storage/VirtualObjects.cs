namespace ArchiveTransfer.Testing.Storage;

/// <summary>Objects that exist by rule. Nothing is kept of them: keys are computed whenever they are needed.</summary>
internal sealed class VirtualObjects : IKeySequence
{
    private readonly Func<long, long> _size;
    private readonly ObjectMetadata _metadata;
    private readonly DateTimeOffset _lastModified;
    private readonly bool _putWhole;

    public VirtualObjects(long count, Func<long, string> key, Func<long, long> size, ObjectMetadata metadata, DateTimeOffset lastModified, bool putWhole = false)
    {
        _putWhole = putWhole;
        Keys = new OrderedKeys(count, key);
        _size = size;
        _metadata = metadata;
        _lastModified = lastModified;
        Keys.CheckOrder();
    }

    public OrderedKeys Keys { get; }

    public StoredObject? Find(string key) => Keys.Find(key) is var number and >= 0 ? Create(number, key) : null;

    public long SizeOf(long number) => _size(number);

    public long Seek(in KeyBound bound) => Keys.Seek(bound);

    public StoredObject? At(long position) => position < Keys.Count ? Create(position, Keys[position]) : null;

    public long Next(long position) => position + 1;

    private StoredObject Create(long number, string key)
    {
        var content = VirtualContent.Of(key, _size(number));
        return _putWhole && content.Length > StoredObject.LargestVirtualPart && !_metadata.HasRandomETag
            ? new StoredObject(key, content, new ETag(ContentHash.Md5OrStandIn(content)), _metadata, _lastModified)
            : StoredObject.Virtual(key, content, _metadata, _lastModified);
    }
}
