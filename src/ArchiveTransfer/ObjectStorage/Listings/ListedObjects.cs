using System.Collections;
using ArchiveTransfer.Sources;

namespace ArchiveTransfer.ObjectStorage;

/// <summary>
/// The objects of a page in about a third of the memory that a list of them takes: pages wait for their reader, and keys that lie side by side begin alike. Texts are made anew
/// each time they are read.
/// </summary>
internal sealed class ListedObjects : IReadOnlyList<ListedObject>
{
    public const int BlockSize = 128;

    private readonly ListedBlock[] blocks;

    /// <param name="blocks">Each but the last of <see cref="BlockSize"/>.</param>
    public ListedObjects(ListedBlock[] blocks, int count) => (this.blocks, Count) = (blocks, count);

    public static ListedObjects None { get; } = new([], 0);

    public int Count { get; }

    /// <summary>What they take in memory, roughly.</summary>
    public long Bytes => blocks.Sum(static block => block.Bytes);

    public ListedObject this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return blocks[index / BlockSize][index % BlockSize];
        }
    }

    public static ListedObjects Of(IReadOnlyList<ListedObject> objects)
    {
        if (objects is ListedObjects packed)
        {
            return packed;
        }

        var builder = new ListedObjectsBuilder();
        for (int index = 0; index < objects.Count; index++)
        {
            builder.Add(objects[index]);
        }

        return builder.Build();
    }

    public string Key(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return blocks[index / BlockSize].Key(index % BlockSize);
    }

    /// <summary>Whether keys ascend, the first one from behind another.</summary>
    public bool IsOrdered(string? after)
    {
        for (int begin = 0; begin < Count; begin += BlockSize)
        {
            ListedBlock block = blocks[begin / BlockSize];
            int count = Math.Min(BlockSize, Count - begin);
            if ((after is not null && Utf8KeyComparer.Instance.Compare(after, block.Key(0)) >= 0) || !block.IsOrdered(count))
            {
                return false;
            }

            after = block.Key(count - 1);
        }

        return true;
    }

    /// <summary>How many of them, in order, come up to a key and with it.</summary>
    public int CountUpTo(string end)
    {
        int low = 0;
        int high = Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Utf8KeyComparer.Instance.Compare(Key(middle), end) <= 0)
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

    public ListedObjects First(int count) => new(blocks[..((count + BlockSize - 1) / BlockSize)], count);

    public IEnumerator<ListedObject> GetEnumerator()
    {
        for (int index = 0; index < Count; index++)
        {
            yield return this[index];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
