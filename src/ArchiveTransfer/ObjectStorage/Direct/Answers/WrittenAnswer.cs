namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>Answers to writes. What proves a write is its ETag, and nothing else.</summary>
internal static class WrittenAnswer
{
    /// <summary>The ETag stands in the headers.</summary>
    public static StoreResult<WrittenObject> FromHeaders(StoreOperation operation, in DirectAnswer answer) => Object(operation, answer, answer.Header("ETag"));

    /// <summary>The ETag stands in an element of the body.</summary>
    public static StoreResult<WrittenObject> FromBody(StoreOperation operation, in DirectAnswer answer) => Object(operation, answer, Find(answer.Body, "ETag"u8));

    public static StoreResult<WrittenPart> PartFromHeaders(int partNumber, in DirectAnswer answer) => Part(StoreOperation.UploadPart, partNumber, answer, answer.Header("ETag"));

    public static StoreResult<WrittenPart> PartFromBody(int partNumber, in DirectAnswer answer) =>
        Part(StoreOperation.UploadPartCopy, partNumber, answer, Find(answer.Body, "ETag"u8));

    /// <summary>Text of a child of the root; null: there is no answer, no such child, or it is empty. An answer that is cut is no answer.</summary>
    public static string? Find(ReadOnlySpan<byte> body, ReadOnlySpan<byte> child)
    {
        if (body.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return null;
        }

        string? found = null;
        var xml = new XmlScanner(body);
        xml.OpenRoot();
        while (xml.TryOpen())
        {
            if (xml.Name.SequenceEqual(child))
            {
                found = xml.ReadText();
            }
            else
            {
                xml.Skip();
            }
        }

        xml.End();
        return string.IsNullOrEmpty(found) ? null : found;
    }

    public static string? Unquote(string? eTag) => eTag?.Trim().Trim('"') is { Length: > 0 } text ? text : null;

    private static StoreResult<WrittenObject> Object(StoreOperation operation, in DirectAnswer answer, string? eTag) => Unquote(eTag) is { } proof
        ? new WrittenObject { ETag = proof, VersionId = answer.Header("x-amz-version-id"), ServerSideEncryption = answer.Header("x-amz-server-side-encryption") }
        : DirectErrors.Unproven(operation, answer);

    private static StoreResult<WrittenPart> Part(StoreOperation operation, int partNumber, in DirectAnswer answer, string? eTag) =>
        Unquote(eTag) is { } proof ? new WrittenPart(partNumber, proof) : DirectErrors.Unproven(operation, answer);
}
