namespace ArchiveTransfer.Testing.Http;

/// <summary>An error answer. Thrown by whatever finds the reason, answered in one place.</summary>
internal sealed class S3Refusal(int status, string code, string message) : Exception(message)
{
    public int Status => status;

    public string Code => code;

    /// <summary>What Ceph answers in its place; null: the same.</summary>
    public (int Status, string Code)? OnCeph { get; init; }

    public static S3Refusal AccessDenied(string why = "Access Denied") => new(403, "AccessDenied", why);

    public static S3Refusal NoSuchKey() => new(404, "NoSuchKey", "The specified key does not exist.");

    public static S3Refusal NoSuchUpload(S3Operation operation) =>
        new(404, "NoSuchUpload", "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.")
        {
            OnCeph = operation switch
            {
                S3Operation.CompleteMultipartUpload => (500, "InternalError"),
                S3Operation.ListParts => (404, "NoSuchKey"),
                _ => null,
            },
        };

    public static S3Refusal PreconditionFailed() => new(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");

    public static S3Refusal InvalidArgument(string message) => new(400, "InvalidArgument", message);

    public static S3Refusal InvalidTag(string code, string message, bool isHeader) => new(400, code, message) { OnCeph = isHeader ? (400, "InvalidArgument") : null };

    public static S3Refusal InvalidRequest(string message) => new(400, "InvalidRequest", message);

    public static S3Refusal NotImplemented(string what) => new(501, "NotImplemented", $"{what} is not implemented here.");

    public static S3Refusal MalformedXml() => new(400, "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");
}
