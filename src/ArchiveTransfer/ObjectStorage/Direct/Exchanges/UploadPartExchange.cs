using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>PUT of a part.</summary>
internal readonly struct UploadPartExchange(UploadPartRequest request) : IExchange<WrittenPart>
{
    public StoreOperation Operation => StoreOperation.UploadPart;

    public HttpMethod Method => HttpMethod.Put;

    public string Bucket => request.Upload.Bucket;

    public string Key => request.Upload.Key;

    public StoreBody? Body => request.Body;

    public string? OtherKey => null;

    public ObjectHeaders? Headers => null;

    public string? BodyMd5 => null;

    public bool AnswerFlows => false;

    public void Write(RequestDraft draft, ObjectStoreSettings settings)
    {
        draft.AddQuery("partNumber", request.PartNumber);
        draft.AddQuery("uploadId", request.Upload.UploadId);
        AttributeHeaders.WriteOwner(draft, settings);
    }

    public StoreResult<WrittenPart> Read(in DirectAnswer answer) => WrittenAnswer.PartFromHeaders(request.PartNumber, answer);

    public ValueTask<StoreResult<WrittenPart>> SendAsync(SdkObjectStore store, CancellationToken cancellationToken) => store.UploadPartAsync(request, cancellationToken);
}
