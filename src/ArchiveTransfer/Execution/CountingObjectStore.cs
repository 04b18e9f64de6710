using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Execution;

/// <summary>Counts the requests that go to a store; everything else is the store's.</summary>
internal sealed class CountingObjectStore(IObjectStore store, RequestCounters counters) : IObjectStore
{
    public bool CanPutFlowingBody(bool md5Known) => store.CanPutFlowingBody(md5Known);

    public bool SignsFlowingParts => store.SignsFlowingParts;

    public bool SignsKnownHashes => store.SignsKnownHashes;

    public ValueTask<StoreResult<ObjectPage>> ListAsync(ListRequest request, CancellationToken cancellationToken) =>
        Counted(StoreOperation.ListObjectsV2).ListAsync(request, cancellationToken);

    public ValueTask<StoreResult<ObjectHead>> HeadAsync(HeadRequest request, CancellationToken cancellationToken) =>
        Counted(StoreOperation.HeadObject).HeadAsync(request, cancellationToken);

    public ValueTask<StoreResult<ObjectBody>> GetAsync(GetRequest request, CancellationToken cancellationToken) =>
        Counted(StoreOperation.GetObject).GetAsync(request, cancellationToken);

    public ValueTask<StoreResult<IReadOnlyList<KeyValuePair<string, string>>>> GetTagsAsync(ObjectAddress address, CancellationToken cancellationToken) =>
        Counted(StoreOperation.GetObjectTagging).GetTagsAsync(address, cancellationToken);

    public ValueTask<StoreResult<WrittenObject>> PutAsync(PutRequest request, CancellationToken cancellationToken) =>
        Counted(StoreOperation.PutObject).PutAsync(request, cancellationToken);

    public ValueTask<StoreResult<WrittenObject>> CopyAsync(CopyRequest request, CancellationToken cancellationToken) =>
        Counted(StoreOperation.CopyObject).CopyAsync(request, cancellationToken);

    public ValueTask<StoreResult<string>> CreateUploadAsync(CreateUploadRequest request, CancellationToken cancellationToken) =>
        Counted(StoreOperation.CreateMultipartUpload).CreateUploadAsync(request, cancellationToken);

    public ValueTask<StoreResult<WrittenPart>> UploadPartAsync(UploadPartRequest request, CancellationToken cancellationToken) =>
        Counted(StoreOperation.UploadPart).UploadPartAsync(request, cancellationToken);

    public ValueTask<StoreResult<WrittenPart>> CopyPartAsync(CopyPartRequest request, CancellationToken cancellationToken) =>
        Counted(StoreOperation.UploadPartCopy).CopyPartAsync(request, cancellationToken);

    public ValueTask<StoreResult<WrittenObject>> CompleteUploadAsync(CompleteUploadRequest request, CancellationToken cancellationToken) =>
        Counted(StoreOperation.CompleteMultipartUpload).CompleteUploadAsync(request, cancellationToken);

    public ValueTask<StoreResult<bool>> AbortUploadAsync(UploadAddress upload, CancellationToken cancellationToken) =>
        Counted(StoreOperation.AbortMultipartUpload).AbortUploadAsync(upload, cancellationToken);

    public ValueTask<StoreResult<bool>> UploadExistsAsync(UploadAddress upload, CancellationToken cancellationToken) =>
        Counted(StoreOperation.ListParts).UploadExistsAsync(upload, cancellationToken);

    public ValueTask<StoreResult<bool>> DeleteAsync(ObjectAddress address, CancellationToken cancellationToken) =>
        Counted(StoreOperation.DeleteObject).DeleteAsync(address, cancellationToken);

    public void Dispose() => store.Dispose();

    private IObjectStore Counted(StoreOperation operation)
    {
        counters.Request(operation);
        return store;
    }
}
