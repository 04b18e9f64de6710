using System.Text;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>
/// Pages in an order of their own: keys fall into a few heaps by a hash, and the heaps follow one another. Each key comes once, whatever the size of the pages,
/// and nothing is remembered between them but the heap and the place in it.
/// </summary>
internal static class UnorderedPages
{
    public const int Heaps = 4;
    private const int Batch = 1_000;

    /// <summary>The page, and the heap in which the next one starts.</summary>
    public static (ObjectPage Page, int NextHeap) Read(BucketContents contents, string prefix, string delimiter, KeyBound first, KeyBound start, int heap, int limit)
    {
        var objects = new List<StoredObject>();
        var prefixes = new List<string>();
        for (; heap < Heaps; heap++, start = first)
        {
            KeyBound? bound = start;
            while (bound is { } from)
            {
                var batch = contents.List(prefix, delimiter, from, Batch);
                foreach (var (found, common) in InOrder(batch))
                {
                    if (HeapOf(common ?? found!.Key) != heap)
                    {
                        continue;
                    }

                    if (objects.Count + prefixes.Count == limit)
                    {
                        // Where this one would come, which is where the next page begins.
                        return (new ObjectPage(objects, prefixes, new KeyBound(common ?? found!.Key, BoundKind.From)), heap);
                    }

                    if (common is null)
                    {
                        objects.Add(found!);
                    }
                    else
                    {
                        prefixes.Add(common);
                    }
                }

                bound = batch.Next;
            }
        }

        return (new ObjectPage(objects, prefixes, null), 0);
    }

    private static IEnumerable<(StoredObject? Found, string? Common)> InOrder(ObjectPage page)
    {
        var taken = 0;
        foreach (var common in page.CommonPrefixes)
        {
            while (taken < page.Objects.Count && Utf8Order.Compare(page.Objects[taken].Key, common) < 0)
            {
                yield return (page.Objects[taken++], null);
            }

            yield return (null, common);
        }

        while (taken < page.Objects.Count)
        {
            yield return (page.Objects[taken++], null);
        }
    }

    // FNV-1a, and its upper bits folded in: the same in every process.
    private static int HeapOf(string key)
    {
        var hash = 2_166_136_261u;
        foreach (var value in Encoding.UTF8.GetBytes(key))
        {
            hash = (hash ^ value) * 16_777_619;
        }

        return (int)((hash ^ (hash >> 15)) % Heaps);
    }
}
