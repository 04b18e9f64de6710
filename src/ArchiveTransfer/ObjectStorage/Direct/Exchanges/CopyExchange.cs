using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>PUT of an object that the store itself copies.</summary>
internal readonly struct CopyExchange(CopyRequest request) : IExchange<WrittenObject>
{
    public StoreOperation Operation => StoreOperation.CopyObject;

    public HttpMethod Method => HttpMethod.Put;

    public string Bucket => request.Destination.Bucket;

    public string Key => request.Destination.Key;

    public string? OtherKey => request.Source.Key;

    public ObjectHeaders? Headers => request.Attributes.Headers;

    public StoreBody? Body => null;

    public string? BodyMd5 => null;

    public bool AnswerFlows => false;

    public void Write(RequestDraft draft, ObjectStoreSettings settings)
    {
        draft.Add("x-amz-copy-source", AttributeHeaders.CopySource(request.Source));
        draft.Add("x-amz-copy-source-if-match", AttributeHeaders.Quote(request.SourceIfMatch));
        draft.Add("if-none-match", request.IfNoneMatch ? "*" : null);
        draft.Add("x-amz-metadata-directive", request.Attributes.Headers is null ? "COPY" : "REPLACE");
        draft.Add("x-amz-tagging-directive", request.Attributes.Tags is not null ? "REPLACE" : request.Attributes.AnyTags ? null : "COPY");
        AttributeHeaders.Write(draft, request.Attributes);
        AttributeHeaders.WriteOwners(draft, settings);
    }

    public StoreResult<WrittenObject> Read(in DirectAnswer answer) => WrittenAnswer.FromBody(Operation, answer);

    public ValueTask<StoreResult<WrittenObject>> SendAsync(SdkObjectStore store, CancellationToken cancellationToken) => store.CopyAsync(request, cancellationToken);
}
