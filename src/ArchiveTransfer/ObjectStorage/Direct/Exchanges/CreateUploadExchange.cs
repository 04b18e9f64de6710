using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>POST that begins a multipart upload.</summary>
internal readonly struct CreateUploadExchange(CreateUploadRequest request) : IExchange<string>
{
    public StoreOperation Operation => StoreOperation.CreateMultipartUpload;

    public HttpMethod Method => HttpMethod.Post;

    public string Bucket => request.Address.Bucket;

    public string Key => request.Address.Key;

    public ObjectHeaders? Headers => request.Attributes.Headers ?? ObjectHeaders.None;

    public string? OtherKey => null;

    public StoreBody? Body => null;

    public string? BodyMd5 => null;

    public bool AnswerFlows => false;

    public void Write(RequestDraft draft, ObjectStoreSettings settings)
    {
        draft.AddQuery("uploads", "");
        AttributeHeaders.Write(draft, request.Attributes);
        AttributeHeaders.WriteOwner(draft, settings);
    }

    public StoreResult<string> Read(in DirectAnswer answer) =>
        WrittenAnswer.Find(answer.Body, "UploadId"u8) is { } id ? id : DirectErrors.Unproven(Operation, answer);

    public ValueTask<StoreResult<string>> SendAsync(SdkObjectStore store, CancellationToken cancellationToken) => store.CreateUploadAsync(request, cancellationToken);
}
