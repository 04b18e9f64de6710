using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>GET of a range of an object.</summary>
internal readonly struct GetExchange(GetRequest request) : IExchange<ObjectBody>
{
    public StoreOperation Operation => StoreOperation.GetObject;

    public HttpMethod Method => HttpMethod.Get;

    public string Bucket => request.Address.Bucket;

    public string Key => request.Address.Key;

    public bool AnswerFlows => true;

    public string? OtherKey => null;

    public StoreBody? Body => null;

    public ObjectHeaders? Headers => null;

    public string? BodyMd5 => null;

    public void Write(RequestDraft draft, ObjectStoreSettings settings)
    {
        draft.AddQuery("versionId", request.Address.VersionId);
        draft.Add("range", $"bytes={request.Offset}-{request.Offset + request.Length - 1}");
        draft.Add("if-match", AttributeHeaders.Quote(request.IfMatch));
        AttributeHeaders.WriteOwner(draft, settings);
    }

    public StoreResult<ObjectBody> Read(in DirectAnswer answer)
    {
        long? declared = answer.Response.Content.Headers.ContentLength;
        long length;
        long size;
        if (answer.Status == 206)
        {
            string? range = AnswerHeaders.FindOfContent(answer.Response, "Content-Range");
            if (!ContentRange.TryParse(range, out long first, out long last, out size) || first != request.Offset || last - first + 1 > request.Length
                || (declared is not null && declared != last - first + 1))
            {
                return DirectErrors.Unreadable(Operation, answer, $"Asked for {request.Length} bytes from {request.Offset} the store answered with the range \"{range}\".");
            }

            length = last - first + 1;
        }
        else if (request.Offset == 0 && declared == request.Length)
        {
            length = size = declared.Value;
        }
        else
        {
            return DirectErrors.Of(Operation, answer.Status, StoreErrorCodes.RangeIgnored, $"Asked for {request.Length} bytes from {request.Offset} the store sends the whole object.", answer.RequestId);
        }

        return new ObjectBody(new RangeStream(answer.Response.Content.ReadAsStream(), length), length, HeadAnswer.Read(answer, size), answer.Response);
    }

    public ValueTask<StoreResult<ObjectBody>> SendAsync(SdkObjectStore store, CancellationToken cancellationToken) => store.GetAsync(request, cancellationToken);
}
