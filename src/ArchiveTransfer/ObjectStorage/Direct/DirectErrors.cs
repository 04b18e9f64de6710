namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>Errors that arise on this side of an answer.</summary>
internal static class DirectErrors
{
    public static StoreError Of(StoreOperation operation, int? statusCode, string code, string message, string? requestId = null) => new()
    {
        Operation = operation,
        Kind = StoreErrorTable.Classify(operation, statusCode, code),
        StatusCode = statusCode,
        Code = code,
        Message = message,
        RequestId = requestId,
    };

    public static StoreError Unproven(StoreOperation operation, in DirectAnswer answer, string message = "The store answered with success and without what proves it.") =>
        Of(operation, answer.Status, StoreErrorCodes.EmptyAnswer, message, answer.RequestId);

    public static StoreError Unreadable(StoreOperation operation, in DirectAnswer answer, string message) =>
        Of(operation, answer.Status, StoreErrorCodes.UnreadableAnswer, message, answer.RequestId);

    public static StoreError InexpressibleKey(StoreOperation operation) =>
        Of(operation, null, StoreErrorCodes.KeyNotExpressible, "The key is not valid Unicode: it has no bytes that could be sent.");

    public static StoreError InexpressibleHeader(StoreOperation operation, string header) =>
        Of(operation, null, StoreErrorCodes.HeaderNotExpressible, $"The header {header} of the object cannot be sent exactly as it is.");
}
