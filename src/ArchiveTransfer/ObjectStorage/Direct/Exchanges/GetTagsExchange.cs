using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>GET of the tags of an object.</summary>
internal readonly struct GetTagsExchange(ObjectAddress request) : IExchange<IReadOnlyList<KeyValuePair<string, string>>>
{
    public StoreOperation Operation => StoreOperation.GetObjectTagging;

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
        draft.AddQuery("tagging", "");
        draft.AddQuery("versionId", request.VersionId);
        AttributeHeaders.WriteOwner(draft, settings);
    }

    public StoreResult<IReadOnlyList<KeyValuePair<string, string>>> Read(in DirectAnswer answer) =>
        StoreResult<IReadOnlyList<KeyValuePair<string, string>>>.Of(TaggingAnswer.Read(answer.Body));

    public ValueTask<StoreResult<IReadOnlyList<KeyValuePair<string, string>>>> SendAsync(SdkObjectStore store, CancellationToken cancellationToken) => store.GetTagsAsync(request, cancellationToken);
}
