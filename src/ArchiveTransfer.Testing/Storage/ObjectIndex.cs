namespace ArchiveTransfer.Testing.Storage;

/// <summary>Objects sorted by key in chunks: an insertion moves at most one chunk, a page of a listing starts after two searches by halving.</summary>
internal sealed class ObjectIndex : IKeySequence
{
    private const int ChunkSize = 512;

    private readonly List<Chunk> _chunks = [];

    public long Count { get; private set; }

    public StoredObject? Find(string key)
    {
        var bound = new KeyBound(key, BoundKind.From);
        return At(Seek(bound)) is { } found && found.Key == key ? found : null;
    }

    public void Set(StoredObject value)
    {
        var bound = new KeyBound(value.Key, BoundKind.From);
        var (chunkIndex, index) = Split(Seek(bound));
        if (chunkIndex < _chunks.Count && _chunks[chunkIndex] is var found && found.Items[index].Key == value.Key)
        {
            found.Items[index] = value;
            return;
        }

        Count++;
        Insert(chunkIndex, index, value);
    }

    public bool Remove(string key)
    {
        var bound = new KeyBound(key, BoundKind.From);
        var (chunkIndex, index) = Split(Seek(bound));
        if (chunkIndex >= _chunks.Count || _chunks[chunkIndex].Items[index].Key != key)
        {
            return false;
        }

        Count--;
        var chunk = _chunks[chunkIndex];
        Array.Copy(chunk.Items, index + 1, chunk.Items, index, chunk.Count - index - 1);
        chunk.Items[--chunk.Count] = null!;
        if (chunk.Count == 0)
        {
            _chunks.RemoveAt(chunkIndex);
        }

        return true;
    }

    public long Seek(in KeyBound bound)
    {
        int low = 0, high = _chunks.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            var chunk = _chunks[middle];
            if (bound.Excludes(chunk.Items[chunk.Count - 1].Key))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low == _chunks.Count ? Join(low, 0) : Join(low, SeekIn(_chunks[low], bound));
    }

    public StoredObject? At(long position)
    {
        var (chunk, index) = Split(position);
        return chunk < _chunks.Count ? _chunks[chunk].Items[index] : null;
    }

    public long Next(long position)
    {
        var (chunk, index) = Split(position);
        return index + 1 < _chunks[chunk].Count ? position + 1 : Join(chunk + 1, 0);
    }

    private static int SeekIn(Chunk chunk, in KeyBound bound)
    {
        int low = 0, high = chunk.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (bound.Excludes(chunk.Items[middle].Key))
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

    private void Insert(int chunkIndex, int index, StoredObject value)
    {
        if (chunkIndex == _chunks.Count)
        {
            // Keys mostly arrive in ascending order: then chunks are filled up one after the other, not split in halves.
            if (_chunks.Count == 0 || _chunks[^1].Count == ChunkSize)
            {
                _chunks.Add(new Chunk());
            }

            var last = _chunks[^1];
            last.Items[last.Count++] = value;
            return;
        }

        var chunk = _chunks[chunkIndex];
        if (chunk.Count == ChunkSize)
        {
            var upper = new Chunk { Count = ChunkSize / 2 };
            Array.Copy(chunk.Items, ChunkSize / 2, upper.Items, 0, ChunkSize / 2);
            Array.Clear(chunk.Items, ChunkSize / 2, ChunkSize / 2);
            chunk.Count = ChunkSize / 2;
            _chunks.Insert(chunkIndex + 1, upper);
            if (index > chunk.Count)
            {
                index -= chunk.Count;
                chunk = upper;
            }
        }

        Array.Copy(chunk.Items, index, chunk.Items, index + 1, chunk.Count - index);
        chunk.Items[index] = value;
        chunk.Count++;
    }

    private static long Join(int chunk, int index) => ((long)chunk << 32) | (uint)index;

    private static (int Chunk, int Index) Split(long position) => ((int)(position >> 32), (int)position);

    private sealed class Chunk
    {
        public StoredObject[] Items { get; } = new StoredObject[ChunkSize];

        public int Count { get; set; }
    }
}
