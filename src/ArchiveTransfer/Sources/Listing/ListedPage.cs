using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Sources;

/// <summary>What can be told of a page by its keys.</summary>
internal static class ListedPage
{
    /// <summary>Whether keys ascend, the first one from behind another.</summary>
    public static bool IsOrdered(IReadOnlyList<ListedObject> page, string? after)
    {
        for (int index = 0; index < page.Count; index++)
        {
            string key = page[index].Key;
            if (after is not null && Utf8KeyComparer.Instance.Compare(after, key) >= 0)
            {
                return false;
            }

            after = key;
        }

        return true;
    }

    /// <summary>What a page takes in memory, roughly.</summary>
    public static long BytesOf(IReadOnlyList<ListedObject> page)
    {
        const int OfObject = 220;
        long bytes = 0;
        for (int index = 0; index < page.Count; index++)
        {
            bytes += OfObject + (2 * page[index].Key.Length);
        }

        return bytes;
    }

    /// <summary>How many keys of a page belong to a segment that ends there.</summary>
    public static int CountUpTo(IReadOnlyList<ListedObject> page, string end)
    {
        int low = 0;
        int high = page.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Utf8KeyComparer.Instance.Compare(page[middle].Key, end) <= 0)
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
}
