using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>GET of the first part of an upload: there is one, or the upload is open.</summary>
internal readonly struct ListPartsExchange(UploadAddress request) : IExchange<bool>
{
    public StoreOperation Operation => StoreOperation.ListParts;

    public HttpMethod Method => HttpMethod.Get;

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
        draft.AddQuery("max-parts", 1);
        AttributeHeaders.WriteOwner(draft, settings);
    }

    public StoreResult<bool> Read(in DirectAnswer answer) =>
        WrittenAnswer.Find(answer.Body, "UploadId"u8) is not null ? true : DirectErrors.Unproven(Operation, answer);

    public ValueTask<StoreResult<bool>> SendAsync(SdkObjectStore store, CancellationToken cancellationToken) => store.UploadExistsAsync(request, cancellationToken);
}
