namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>An answer of the store: headers, and the body where it was read.</summary>
/// <param name="body">Of a pool: nothing of it may be kept.</param>
internal readonly ref struct DirectAnswer(HttpResponseMessage response, ReadOnlySpan<byte> body, ListingDraft? begun = null)
{
    /// <summary>What of a listing was read already, and is no longer in the body; null: nothing.</summary>
    public ListingDraft? Begun { get; } = begun;

    public ReadOnlySpan<byte> Body { get; } = body;

    public HttpResponseMessage Response { get; } = response;

    public int Status => (int)Response.StatusCode;

    public string? RequestId => Header("x-amz-request-id");

    /// <summary>Null: it is missing or empty.</summary>
    public string? Header(string name) => AnswerHeaders.Find(Response, name);
}
