namespace ArchiveTransfer.ObjectStorage;

/// <summary>S3's names for what a status says where an answer has no body to say it.</summary>
internal static class StatusCodes
{
    /// <param name="name">Of the status, where S3 has none.</param>
    /// <param name="region">That the answer names.</param>
    public static string CodeOf(StoreOperation operation, int status, string name, string? region) => status switch
    {
        400 when region is not null => "AuthorizationHeaderMalformed",
        401 or 403 => "AccessDenied",
        301 or 308 => "PermanentRedirect",
        302 or 303 or 307 => "TemporaryRedirect",
        404 when operation == StoreOperation.HeadObject => StoreErrorCodes.NotFound,
        405 => "MethodNotAllowed",
        412 => StoreErrorCodes.PreconditionFailed,
        416 => "InvalidRange",
        429 => "TooManyRequests",
        500 => "InternalError",
        501 => "NotImplemented",
        503 => "ServiceUnavailable",
        _ => name,
    };
}
