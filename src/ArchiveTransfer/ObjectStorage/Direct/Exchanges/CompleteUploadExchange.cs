using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>POST that makes the object of its parts.</summary>
internal readonly struct CompleteUploadExchange(CompleteUploadRequest request) : IExchange<WrittenObject>
{
    public StoreOperation Operation => StoreOperation.CompleteMultipartUpload;

    public HttpMethod Method => HttpMethod.Post;

    public string Bucket => request.Upload.Bucket;

    public string Key => request.Upload.Key;

    public StoreBody? Body => StoreBody.Buffered(PartList.Of(request.Parts));

    public string? OtherKey => null;

    public ObjectHeaders? Headers => null;

    public string? BodyMd5 => null;

    public bool AnswerFlows => false;

    public void Write(RequestDraft draft, ObjectStoreSettings settings)
    {
        draft.AddQuery("uploadId", request.Upload.UploadId);
        draft.Add("if-none-match", request.IfNoneMatch ? "*" : null);
        AttributeHeaders.WriteOwner(draft, settings);
    }

    public StoreResult<WrittenObject> Read(in DirectAnswer answer) => WrittenAnswer.FromBody(Operation, answer);

    public ValueTask<StoreResult<WrittenObject>> SendAsync(SdkObjectStore store, CancellationToken cancellationToken) => store.CompleteUploadAsync(request, cancellationToken);
}
