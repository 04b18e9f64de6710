namespace ArchiveTransfer.Testing.Storage;

/// <summary>Objects that exist by rule. Nothing is kept of them: keys are computed whenever they are needed.</summary>
internal sealed class VirtualObjects : IKeySequence
{
    private const int CheckedAtOnce = 1_000;

    private readonly long _count;
    private readonly Func<long, string> _key;
    private readonly Func<long, long> _size;
    private readonly ObjectMetadata _metadata;
    private readonly DateTimeOffset _lastModified;

    public VirtualObjects(long count, Func<long, string> key, Func<long, long> size, ObjectMetadata metadata, DateTimeOffset lastModified)
    {
        _count = count;
        _key = key;
        _size = size;
        _metadata = metadata;
        _lastModified = lastModified;
        CheckOrder(1, Math.Min(count, CheckedAtOnce), 1);
        CheckOrder(CheckedAtOnce, count, Math.Max(1, count / CheckedAtOnce));
    }

    public StoredObject? Find(string key)
    {
        var bound = new KeyBound(key, BoundKind.From);
        var position = Seek(bound);
        return position < _count && _key(position) == key ? Create(position, key) : null;
    }

    public long Seek(in KeyBound bound)
    {
        long low = 0, high = _count;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (bound.Excludes(_key(middle)))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    public StoredObject? At(long position) => position < _count ? Create(position, _key(position)) : null;

    public long Next(long position)
    {
        if (position + 1 < _count)
        {
            CheckPair(position, position + 1);
        }

        return position + 1;
    }

    private StoredObject Create(long position, string key) => StoredObject.Virtual(key, _size(position), _metadata, _lastModified);

    private void CheckOrder(long from, long to, long step)
    {
        for (var i = from; i < to; i += step)
        {
            CheckPair(i - 1, i);
        }
    }

    // The rest is checked as listings walk over it: all of a million keys at the start would cost more than most tests.
    private void CheckPair(long first, long second)
    {
        if (Utf8Order.Compare(_key(first), _key(second)) >= 0)
        {
            throw new ArgumentException($"Virtual keys must ascend in UTF-8 order: number {second}, '{_key(second)}', does not follow '{_key(first)}'.");
        }
    }
}
