using System.Buffers;

namespace ArchiveTransfer.ObjectStorage;

/// <summary>Packs objects one after the other: a key is written into <see cref="Key"/>, then what else there is of it is added.</summary>
internal sealed class ListedObjectsBuilder
{
    private const int UsualText = ListedObjects.BlockSize * 64;
    private const int UsualBlocks = 8;

    private readonly List<ListedBlock> blocks = new(UsualBlocks);
    private char[] text = ArrayPool<char>.Shared.Rent(UsualText);
    private PackedObject[] objects = [];
    private int count;
    private int used;

    /// <summary>Objects added.</summary>
    public int Count => (blocks.Count * ListedObjects.BlockSize) + count;

    /// <summary>Characters written into <see cref="Key"/>; 0: none yet.</summary>
    public int KeyLength { get; set; }

    /// <summary>Room for the key of the object that is added next.</summary>
    public Span<char> Key(int length)
    {
        if (text.Length - used < length)
        {
            char[] larger = ArrayPool<char>.Shared.Rent(Math.Max(2 * text.Length, used + length));
            text.AsSpan(0, used).CopyTo(larger);
            ArrayPool<char>.Shared.Return(text);
            text = larger;
        }

        return text.AsSpan(used, length);
    }

    public void Add(long size, PackedETag eTag, DateTimeOffset? lastModified, string? storageClass)
    {
        objects = count == 0 ? new PackedObject[ListedObjects.BlockSize] : objects;
        used += KeyLength;
        objects[count++] = new PackedObject(used, size, eTag, lastModified?.UtcTicks ?? -1, storageClass);
        KeyLength = 0;
        if (count == ListedObjects.BlockSize)
        {
            Close();
        }
    }

    public void Add(in ListedObject item)
    {
        item.Key.CopyTo(Key(item.Key.Length));
        KeyLength = item.Key.Length;
        Add(item.Size, PackedETag.Of(item.ETag), item.LastModified, item.StorageClass);
    }

    /// <summary>All that were added. Nothing can be added any more.</summary>
    public ListedObjects Build()
    {
        int total = Count;
        if (count > 0)
        {
            Array.Resize(ref objects, count);
            Close();
        }

        ArrayPool<char>.Shared.Return(text);
        text = [];
        return new ListedObjects([.. blocks], total);
    }

    private void Close()
    {
        ReadOnlySpan<char> shared = text.AsSpan(0, objects[0].End);
        for (int index = 1; index < count; index++)
        {
            shared = shared[..shared.CommonPrefixLength(text.AsSpan(objects[index - 1].End..objects[index].End))];
        }

        var rest = new char[used - (count * shared.Length)];
        int begin = 0;
        int written = 0;
        for (int index = 0; index < count; index++)
        {
            ReadOnlySpan<char> own = text.AsSpan((begin + shared.Length)..objects[index].End);
            own.CopyTo(rest.AsSpan(written));
            written += own.Length;
            begin = objects[index].End;
            objects[index] = objects[index] with { End = written };
        }

        bool isAsBefore = blocks.Count > 0 && shared.SequenceEqual(blocks[^1].Shared);
        blocks.Add(new ListedBlock(isAsBefore ? blocks[^1].Shared : shared.ToString(), rest, objects));
        (count, used) = (0, 0);
    }
}
