using ArchiveTransfer.Benchmarks.InMemory;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Sources;

namespace ArchiveTransfer.Benchmarks.Listing;

/// <summary>Lists keys as S3 does, a thousand a page, with texts to start after and with a delimiter; every answer takes the same time and is made anew, as from a network.</summary>
internal sealed class SlowListedStore(string[] keys, TimeSpan perPage) : ListingStore
{
    public const int PageSize = 1_000;

    private const string ETag = "9e107d9d372bb6826bd81d3542a419d6";

    /// <summary>Sorts after whatever begins with what stands before it.</summary>
    private const string Last = "\U0010FFFF\U0010FFFF\U0010FFFF";

    private int requests;

    public int Requests => requests;

    public override async ValueTask<StoreResult<ObjectPage>> ListAsync(ListRequest request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref requests);
        await Task.Delay(perPage, cancellationToken);
        var objects = new List<ListedObject>(request.Delimiter is null ? PageSize : 0);
        var prefixes = new List<string>();
        int index = Math.Max((request.ContinuationToken ?? request.StartAfter) is { } after ? IndexOf(after, past: true) : 0, IndexOf(request.Prefix, past: false));
        string last = "";
        while (index < keys.Length && keys[index].StartsWith(request.Prefix, StringComparison.Ordinal))
        {
            if (objects.Count + prefixes.Count == PageSize)
            {
                return new ObjectPage(objects, last) { CommonPrefixes = prefixes };
            }

            int cut = request.Delimiter is null ? -1 : keys[index].IndexOf(request.Delimiter, request.Prefix.Length, StringComparison.Ordinal);
            if (cut < 0)
            {
                last = new string(keys[index++].AsSpan());
                objects.Add(new ListedObject(last, 1_000_000, new string(ETag.AsSpan()), DateTimeOffset.UnixEpoch, null));
                continue;
            }

            prefixes.Add(keys[index][..(cut + 1)]);
            last = prefixes[^1] + Last;
            index = IndexOf(last, past: true);
        }

        return new ObjectPage(objects, null) { CommonPrefixes = prefixes };
    }

    private int IndexOf(string key, bool past)
    {
        int found = Array.BinarySearch(keys, key, Utf8KeyComparer.Instance);
        return found < 0 ? ~found : past ? found + 1 : found;
    }
}
