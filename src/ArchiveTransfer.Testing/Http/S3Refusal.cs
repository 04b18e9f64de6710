namespace ArchiveTransfer.Testing.Http;

/// <summary>An error answer. Thrown by whatever finds the reason, answered in one place.</summary>
internal sealed class S3Refusal(int status, string code, string message) : Exception(message)
{
    public int Status => status;

    public string Code => code;

    /// <summary>What Ceph answers in its place; null: the same.</summary>
    public (int Status, string Code)? OnCeph { get; set; }

    /// <summary>Elements beside Code and Message, in the order given.</summary>
    public List<KeyValuePair<string, string>> Details { get; } = [];

    public List<KeyValuePair<string, string>> Headers { get; } = [];

    public static S3Refusal AccessDenied(string why = "Access Denied") => new(403, "AccessDenied", why);

    public static S3Refusal NoSuchKey(string? key = null) => new S3Refusal(404, "NoSuchKey", "The specified key does not exist.").With("Key", key);

    public static S3Refusal NoSuchVersion(string key, string versionId) =>
        new S3Refusal(404, "NoSuchVersion", "The specified version does not exist.") { OnCeph = (404, "NoSuchKey") }.With("Key", key).With("VersionId", versionId);

    public static S3Refusal NoSuchUpload(S3Request? request = null) =>
        new S3Refusal(404, "NoSuchUpload", "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.")
        {
            OnCeph = request?.Operation switch
            {
                S3Operation.CompleteMultipartUpload => (500, "InternalError"),
                S3Operation.ListParts => (404, "NoSuchKey"),
                _ => null,
            },
        }.With("UploadId", request?.Parameter("uploadId"));

    public static S3Refusal PreconditionFailed(string? condition = null) =>
        new S3Refusal(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold").With("Condition", condition);

    public static S3Refusal SlowDown() => new(503, "SlowDown", "Please reduce your request rate.");

    public static S3Refusal InvalidArgument(string message, string? name = null, string? value = null) =>
        new S3Refusal(400, "InvalidArgument", message).With("ArgumentName", name).With("ArgumentValue", value);

    public static S3Refusal InvalidTag(string message, bool isHeader, string code = "InvalidTag") =>
        new(400, code, message) { OnCeph = isHeader ? (400, "InvalidArgument") : null };

    public static S3Refusal InvalidRequest(string message) => new(400, "InvalidRequest", message);

    /// <summary>An operation of S3 that is left out here.</summary>
    public static S3Refusal NotImplemented(string what) => new(501, "NotImplemented", $"{what} is not implemented here.");

    /// <summary>A header that S3 itself refuses.</summary>
    public static S3Refusal HeaderNotImplemented(string header) =>
        new S3Refusal(501, "NotImplemented", "A header you provided implies functionality that is not implemented").With("Header", header);

    public static S3Refusal MethodNotAllowed(string method, string resourceType) =>
        new S3Refusal(405, "MethodNotAllowed", "The specified method is not allowed against this resource.")
            .With("Method", method)
            .With("ResourceType", resourceType);

    public static S3Refusal MalformedXml() => new(400, "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");

    /// <summary>Nothing where there is no value.</summary>
    public S3Refusal With(string element, string? value)
    {
        if (value is not null)
        {
            Details.Add(KeyValuePair.Create(element, value));
        }

        return this;
    }

    public S3Refusal WithHeader(string name, string value)
    {
        Headers.Add(KeyValuePair.Create(name, value));
        return this;
    }
}
