using System.Globalization;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Benchmarks.InMemory;

/// <summary>Lists what it was given, a thousand objects a page, and accepts every copy. Answers come asynchronously, as from a network, and cost nothing else.</summary>
internal sealed class ListedStore(ListedObject[] objects) : IObjectStore
{
    private const string ETag = "9e107d9d372bb6826bd81d3542a419d6";

    private static readonly WrittenObject Written = new() { ETag = ETag };

    public bool SignsFlowingParts => true;

    public bool CanPutFlowingBody(bool md5Known) => true;

    /// <summary>Objects under a prefix, all with one ETag.</summary>
    public static ListedStore Of(string prefix, IEnumerable<string> keys, DateTimeOffset lastModified) =>
        new([.. keys.Select(key => new ListedObject(prefix + key, 1_000_000, ETag, lastModified, null))]);

    public async ValueTask<StoreResult<ObjectPage>> ListAsync(ListRequest request, CancellationToken cancellationToken)
    {
        await Task.Yield();
        int from = request.ContinuationToken is { } token ? int.Parse(token, CultureInfo.InvariantCulture) : 0;
        int count = Math.Min(request.MaxKeys, objects.Length - from);
        return new ObjectPage(new ArraySegment<ListedObject>(objects, from, count), from + count < objects.Length ? (from + count).ToString(CultureInfo.InvariantCulture) : null);
    }

    public async ValueTask<StoreResult<WrittenObject>> CopyAsync(CopyRequest request, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return Written;
    }

    public ValueTask<StoreResult<ObjectHead>> HeadAsync(HeadRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<StoreResult<ObjectBody>> GetAsync(GetRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<StoreResult<IReadOnlyList<KeyValuePair<string, string>>>> GetTagsAsync(ObjectAddress address, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<StoreResult<WrittenObject>> PutAsync(PutRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<StoreResult<string>> CreateUploadAsync(CreateUploadRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<StoreResult<WrittenPart>> UploadPartAsync(UploadPartRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<StoreResult<WrittenPart>> CopyPartAsync(CopyPartRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<StoreResult<WrittenObject>> CompleteUploadAsync(CompleteUploadRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<StoreResult<bool>> AbortUploadAsync(UploadAddress upload, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<StoreResult<bool>> UploadExistsAsync(UploadAddress upload, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<StoreResult<bool>> DeleteAsync(ObjectAddress address, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
