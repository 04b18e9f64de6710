using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Sources;

namespace ArchiveTransfer.Tests.Sources;

/// <summary>Answers to listings of a bucket that holds these keys, as S3 gives them.</summary>
internal sealed class SortedPages(string[] keys, int pageSize = 1_000, IComparer<string>? comparer = null)
{
    private readonly IComparer<string> order = comparer ?? Utf8KeyComparer.Instance;

    /// <summary>Sorts after whatever begins with what stands before it.</summary>
    private const string Last = "\U0010FFFF\U0010FFFF\U0010FFFF";

    public string[] Keys => keys;

    public ObjectPage Read(in ListRequest request)
    {
        var objects = new List<ListedObject>();
        var prefixes = new List<string>();
        string? after = request.ContinuationToken ?? request.StartAfter;
        int index = Math.Max(after is null ? 0 : IndexAfter(after), IndexOf(request.Prefix));
        string last = "";
        while (index < keys.Length && keys[index].StartsWith(request.Prefix, StringComparison.Ordinal))
        {
            if (objects.Count + prefixes.Count == Math.Min(pageSize, request.MaxKeys))
            {
                return new ObjectPage(objects, last) { CommonPrefixes = prefixes };
            }

            int cut = request.Delimiter is null ? -1 : keys[index].IndexOf(request.Delimiter, request.Prefix.Length, StringComparison.Ordinal);
            if (cut < 0)
            {
                last = keys[index++];
                objects.Add(new ListedObject(last, 1, "e", DateTimeOffset.UnixEpoch, null));
                continue;
            }

            prefixes.Add(keys[index][..(cut + 1)]);
            last = prefixes[^1] + Last;
            while (index < keys.Length && keys[index].StartsWith(prefixes[^1], StringComparison.Ordinal))
            {
                index++;
            }
        }

        return new ObjectPage(objects, null) { CommonPrefixes = prefixes };
    }

    private int IndexOf(string key)
    {
        int found = Array.BinarySearch(keys, key, order);
        return found >= 0 ? found : ~found;
    }

    private int IndexAfter(string key)
    {
        int found = Array.BinarySearch(keys, key, order);
        return found >= 0 ? found + 1 : ~found;
    }
}
