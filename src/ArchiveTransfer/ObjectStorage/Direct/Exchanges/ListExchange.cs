using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>GET of a page of a bucket.</summary>
internal readonly struct ListExchange(ListRequest request) : IExchange<ObjectPage>
{
    public StoreOperation Operation => StoreOperation.ListObjectsV2;

    public HttpMethod Method => HttpMethod.Get;

    public string Bucket => request.Bucket;

    public string Key => "";

    public string? OtherKey => null;

    public StoreBody? Body => null;

    public ObjectHeaders? Headers => null;

    public string? BodyMd5 => null;

    public bool AnswerFlows => false;

    public void Write(RequestDraft draft, ObjectStoreSettings settings)
    {
        draft.AddQuery("list-type", 2);
        draft.AddQuery("prefix", request.Prefix);
        draft.AddQuery("start-after", request.ContinuationToken is null ? request.StartAfter : null);
        draft.AddQuery("continuation-token", request.ContinuationToken);
        draft.AddQuery("max-keys", request.MaxKeys);
        draft.AddQuery("delimiter", request.Delimiter);

        // XML cannot carry every character of a key.
        draft.AddQuery("encoding-type", "url");
        AttributeHeaders.WriteOwner(draft, settings);
    }

    public StoreResult<ObjectPage> Read(in DirectAnswer answer) => ListingAnswer.Read(answer);

    public ValueTask<StoreResult<ObjectPage>> SendAsync(SdkObjectStore store, CancellationToken cancellationToken) => store.ListAsync(request, cancellationToken);
}
