using System.Text;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>
/// Pages in an order of their own: keys fall into a few heaps by a hash, and the heaps follow one another. Each key comes once, whatever the size of the pages,
/// and what came last is all that is remembered between them, for its heap follows from it.
/// </summary>
internal static class UnorderedPages
{
    private const int Heaps = 4;
    private const int Batch = 1_000;

    /// <summary>Goes on after the key or common prefix that came last; null: starts with the first key of the first heap.</summary>
    public static ObjectPage Read(BucketContents contents, string prefix, string delimiter, KeyBound first, KeyBound? last, int limit)
    {
        var objects = new List<StoredObject>();
        var prefixes = new List<string>();
        // A listing that was interrupted before its first key goes on where it began.
        last = last == first ? null : last;
        var next = last ?? first;
        for (var heap = last is null ? 0 : HeapOf(next.Text); heap < Heaps; heap++, last = null)
        {
            KeyBound? bound = last ?? first;
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
                        return new ObjectPage(objects, prefixes, next);
                    }

                    if (common is null)
                    {
                        objects.Add(found!);
                        next = new KeyBound(found!.Key, BoundKind.After);
                    }
                    else
                    {
                        prefixes.Add(common);
                        next = new KeyBound(common, BoundKind.AfterPrefix);
                    }
                }

                bound = batch.Next;
            }
        }

        return new ObjectPage(objects, prefixes, null);
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
