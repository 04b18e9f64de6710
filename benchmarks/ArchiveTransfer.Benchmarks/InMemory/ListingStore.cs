using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Benchmarks.InMemory;

/// <summary>A store that lists, and does nothing else unless it says so.</summary>
internal abstract class ListingStore : IObjectStore
{
    public bool SignsFlowingParts => true;

    public bool SignsKnownHashes => false;

    public bool CanPutFlowingBody(bool md5Known) => true;

    public abstract ValueTask<StoreResult<ObjectPage>> ListAsync(ListRequest request, CancellationToken cancellationToken);

    public virtual ValueTask<StoreResult<WrittenObject>> CopyAsync(CopyRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

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
