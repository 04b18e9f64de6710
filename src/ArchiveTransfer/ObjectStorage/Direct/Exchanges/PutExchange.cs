using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>PUT of an object.</summary>
internal readonly struct PutExchange(PutRequest request) : IExchange<WrittenObject>
{
    public StoreOperation Operation => StoreOperation.PutObject;

    public HttpMethod Method => HttpMethod.Put;

    public string Bucket => request.Address.Bucket;

    public string Key => request.Address.Key;

    public StoreBody? Body => request.Body;

    public ObjectHeaders? Headers => request.Attributes.Headers ?? ObjectHeaders.None;

    public string? BodyMd5 => request.Md5;

    public string? OtherKey => null;

    public bool AnswerFlows => false;

    public void Write(RequestDraft draft, ObjectStoreSettings settings)
    {
        draft.Add("if-none-match", request.IfNoneMatch ? "*" : null);
        AttributeHeaders.Write(draft, request.Attributes);
        AttributeHeaders.WriteOwner(draft, settings);
    }

    public StoreResult<WrittenObject> Read(in DirectAnswer answer) => WrittenAnswer.FromHeaders(Operation, answer);

    public ValueTask<StoreResult<WrittenObject>> SendAsync(SdkObjectStore store, CancellationToken cancellationToken) => store.PutAsync(request, cancellationToken);
}
