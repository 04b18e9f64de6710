namespace ArchiveTransfer.Testing.Storage;

/// <summary>Walks over several sequences as if they were one. Of equal keys the first sequence wins; tombstones hide the rest, delete markers are shown on demand.</summary>
internal sealed class MergedCursor(IReadOnlyList<IKeySequence> sequences, bool showsDeleteMarkers = false)
{
    private readonly long[] _positions = new long[sequences.Count];
    private readonly StoredObject?[] _heads = new StoredObject?[sequences.Count];

    public StoredObject? Current { get; private set; }

    public void Seek(in KeyBound bound)
    {
        for (var i = 0; i < sequences.Count; i++)
        {
            _positions[i] = sequences[i].Seek(bound);
            _heads[i] = sequences[i].At(_positions[i]);
        }

        Settle();
    }

    public void MoveNext()
    {
        Skip(Current!.Key);
        Settle();
    }

    private void Settle()
    {
        Current = Smallest();
        while (Current is { IsTombstone: true } && !(showsDeleteMarkers && Current.IsDeleteMarker))
        {
            Skip(Current.Key);
            Current = Smallest();
        }
    }

    private void Skip(string key)
    {
        for (var i = 0; i < sequences.Count; i++)
        {
            if (_heads[i] is not { } head || head.Key != key)
            {
                continue;
            }

            _positions[i] = sequences[i].Next(_positions[i]);
            _heads[i] = sequences[i].At(_positions[i]);

            // Rules of users are only sampled in the beginning; the rest is checked as listings walk over it.
            if (_heads[i] is { } next)
            {
                OrderedKeys.RequireOrder(head.Key, next.Key);
            }
        }
    }

    private StoredObject? Smallest()
    {
        StoredObject? smallest = null;
        foreach (var head in _heads)
        {
            if (head is not null && (smallest is null || Utf8Order.Compare(head.Key, smallest.Key) < 0))
            {
                smallest = head;
            }
        }

        return smallest;
    }
}
