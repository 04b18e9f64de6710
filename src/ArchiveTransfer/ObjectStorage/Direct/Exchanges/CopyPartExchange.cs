using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>PUT of a part that the store itself copies.</summary>
internal readonly struct CopyPartExchange(CopyPartRequest request) : IExchange<WrittenPart>
{
    public StoreOperation Operation => StoreOperation.UploadPartCopy;

    public HttpMethod Method => HttpMethod.Put;

    public string Bucket => request.Upload.Bucket;

    public string Key => request.Upload.Key;

    public string? OtherKey => request.Source.Key;

    public StoreBody? Body => null;

    public ObjectHeaders? Headers => null;

    public string? BodyMd5 => null;

    public bool AnswerFlows => false;

    public void Write(RequestDraft draft, ObjectStoreSettings settings)
    {
        draft.AddQuery("partNumber", request.PartNumber);
        draft.AddQuery("uploadId", request.Upload.UploadId);
        draft.Add("x-amz-copy-source", AttributeHeaders.CopySource(request.Source));
        draft.Add("x-amz-copy-source-range", $"bytes={request.Offset}-{request.Offset + request.Length - 1}");
        draft.Add("x-amz-copy-source-if-match", AttributeHeaders.Quote(request.SourceIfMatch));
        AttributeHeaders.WriteOwners(draft, settings);
    }

    public StoreResult<WrittenPart> Read(in DirectAnswer answer) => WrittenAnswer.PartFromBody(request.PartNumber, answer);

    public ValueTask<StoreResult<WrittenPart>> SendAsync(SdkObjectStore store, CancellationToken cancellationToken) => store.CopyPartAsync(request, cancellationToken);
}
