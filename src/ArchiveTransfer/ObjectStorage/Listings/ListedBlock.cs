using System.Runtime.CompilerServices;
using ArchiveTransfer.Sources;

namespace ArchiveTransfer.ObjectStorage;

/// <summary>Some objects of a page whose keys share what they begin with.</summary>
/// <param name="rest">What follows it in each key, one behind the other.</param>
internal sealed class ListedBlock(string shared, char[] rest, PackedObject[] objects)
{
    private const int Overhead = 120;

    private readonly long texts = objects.Sum(static item => item.ETag.TextBytes);

    public string Shared => shared;

    /// <summary>What it takes in memory, roughly.</summary>
    public long Bytes => Overhead + (2L * (shared.Length + rest.Length)) + texts + ((long)objects.Length * Unsafe.SizeOf<PackedObject>());

    public ListedObject this[int index]
    {
        get
        {
            ref readonly PackedObject item = ref objects[index];
            return new ListedObject(Key(index), item.Size, item.ETag.ToString(), item.LastModified, item.StorageClass);
        }
    }

    public string Key(int index) => string.Concat(shared, Rest(index));

    /// <summary>Whether the keys up to one ascend.</summary>
    public bool IsOrdered(int count)
    {
        for (int index = 1; index < count; index++)
        {
            if (Utf8KeyComparer.Compare(Rest(index - 1), Rest(index)) >= 0)
            {
                return false;
            }
        }

        return true;
    }

    private ReadOnlySpan<char> Rest(int index) => rest.AsSpan((index == 0 ? 0 : objects[index - 1].End)..objects[index].End);
}
