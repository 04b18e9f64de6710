using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>DELETE of a multipart upload.</summary>
internal readonly struct AbortUploadExchange(UploadAddress request) : IExchange<bool>
{
    public StoreOperation Operation => StoreOperation.AbortMultipartUpload;

    public HttpMethod Method => HttpMethod.Delete;

    public string Bucket => request.Bucket;

    public string Key => request.Key;

    public string? OtherKey => null;

    public StoreBody? Body => null;

    public ObjectHeaders? Headers => null;

    public string? BodyMd5 => null;

    public bool AnswerFlows => false;

    public void Write(RequestDraft draft, ObjectStoreSettings settings)
    {
        draft.AddQuery("uploadId", request.UploadId);
        AttributeHeaders.WriteOwner(draft, settings);
    }

    public StoreResult<bool> Read(in DirectAnswer answer) => true;

    public ValueTask<StoreResult<bool>> SendAsync(SdkObjectStore store, CancellationToken cancellationToken) => store.AbortUploadAsync(request, cancellationToken);
}
