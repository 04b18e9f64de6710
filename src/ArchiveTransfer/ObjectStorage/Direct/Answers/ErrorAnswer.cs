namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>An answer that says no, as a <see cref="StoreError"/>. A body that is no error of S3 leaves the status to speak.</summary>
internal static class ErrorAnswer
{
    public static StoreError Read(StoreOperation operation, in DirectAnswer answer)
    {
        string? code = null;
        string? message = null;
        string? requestId = null;
        string? region = null;
        try
        {
            var xml = new XmlScanner(answer.Body);
            if (!answer.Body.IsEmpty && xml.OpenRoot().SequenceEqual("Error"u8))
            {
                while (xml.TryOpen())
                {
                    switch (xml.Name)
                    {
                        case var name when name.SequenceEqual("Code"u8):
                            code = xml.ReadText();
                            break;
                        case var name when name.SequenceEqual("Message"u8):
                            message = xml.ReadText();
                            break;
                        case var name when name.SequenceEqual("RequestId"u8):
                            requestId = xml.ReadText();
                            break;
                        case var name when name.SequenceEqual("Region"u8):
                            region = xml.ReadText();
                            break;
                        default:
                            xml.Skip();
                            break;
                    }
                }
            }
        }
        catch (InvalidDataException)
        {
            // What was read before it broke stands.
        }

        return Make(operation, answer, code, message, requestId, region);
    }

    /// <summary>Whether an answer that begins with success is an error all the same.</summary>
    public static bool IsError(ReadOnlySpan<byte> body)
    {
        try
        {
            return !body.IsEmpty && new XmlScanner(body).OpenRoot().SequenceEqual("Error"u8);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static StoreError Make(StoreOperation operation, in DirectAnswer answer, string? code, string? message, string? requestId, string? region)
    {
        string? told = answer.Header("x-amz-bucket-region") ?? (code == "AuthorizationHeaderMalformed" ? NullIfEmpty(region) : null);
        string known = NullIfEmpty(code) ?? StatusCodes.CodeOf(operation, answer.Status, answer.Response.StatusCode.ToString(), told);
        return new StoreError
        {
            Operation = operation,
            Kind = StoreErrorTable.Classify(operation, answer.Status, known),
            StatusCode = answer.Status,
            Code = known,
            Message = message ?? "",
            RequestId = NullIfEmpty(requestId) ?? answer.RequestId,
            RetryAfter = RetryAfterHeader.Read(answer.Header("Retry-After"), answer.Header("Date")),
            BucketRegion = told,
        };
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
