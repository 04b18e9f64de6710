using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>HEAD of an object.</summary>
internal readonly struct HeadExchange(HeadRequest request) : IExchange<ObjectHead>
{
    public StoreOperation Operation => StoreOperation.HeadObject;

    public HttpMethod Method => HttpMethod.Head;

    public string Bucket => request.Address.Bucket;

    public string Key => request.Address.Key;

    public string? OtherKey => null;

    public StoreBody? Body => null;

    public ObjectHeaders? Headers => null;

    public string? BodyMd5 => null;

    public bool AnswerFlows => false;

    public void Write(RequestDraft draft, ObjectStoreSettings settings)
    {
        draft.AddQuery("versionId", request.Address.VersionId);
        draft.Add("if-match", AttributeHeaders.Quote(request.IfMatch));
        AttributeHeaders.WriteOwner(draft, settings);
    }

    public StoreResult<ObjectHead> Read(in DirectAnswer answer) => answer.Response.Content.Headers.ContentLength is { } size
        ? HeadAnswer.Read(answer, size)
        : DirectErrors.Unreadable(Operation, answer, "The answer does not tell the object's size.");

    public ValueTask<StoreResult<ObjectHead>> SendAsync(SdkObjectStore store, CancellationToken cancellationToken) => store.HeadAsync(request, cancellationToken);
}
