using System.Globalization;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Sources;

namespace ArchiveTransfer.Benchmarks.InMemory;

/// <summary>Lists what it was given, a thousand objects a page, and accepts every copy. Answers come asynchronously, as from a network, and cost nothing else.</summary>
internal sealed class ListedStore(ListedObject[] objects) : ListingStore
{
    private const string ETag = "9e107d9d372bb6826bd81d3542a419d6";

    private static readonly WrittenObject Written = new() { ETag = ETag };

    /// <summary>Objects under a prefix, all with one ETag.</summary>
    public static ListedStore Of(string prefix, IEnumerable<string> keys, DateTimeOffset lastModified) =>
        new([.. keys.Select(key => new ListedObject(prefix + key, 1_000_000, ETag, lastModified, null))]);

    public override async ValueTask<StoreResult<ObjectPage>> ListAsync(ListRequest request, CancellationToken cancellationToken)
    {
        await Task.Yield();
        int from = request.ContinuationToken is { } token ? int.Parse(token, CultureInfo.InvariantCulture) : request.StartAfter is { } after ? FirstAfter(after) : 0;
        int count = Math.Min(request.MaxKeys, objects.Length - from);
        return new ObjectPage(new ArraySegment<ListedObject>(objects, from, count), from + count < objects.Length ? (from + count).ToString(CultureInfo.InvariantCulture) : null);
    }

    public override async ValueTask<StoreResult<WrittenObject>> CopyAsync(CopyRequest request, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return Written;
    }

    private int FirstAfter(string key)
    {
        int low = 0;
        for (int high = objects.Length; low < high;)
        {
            int middle = (low + high) / 2;
            (low, high) = Utf8KeyComparer.Instance.Compare(objects[middle].Key, key) <= 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
