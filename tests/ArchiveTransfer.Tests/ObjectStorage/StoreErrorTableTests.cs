using Xunit;

namespace ArchiveTransfer.ObjectStorage;

public sealed class StoreErrorTableTests
{
    // A theory of a public class cannot name an internal type.
    private const int Copy = (int)StoreOperation.CopyObject;
    private const int PartCopy = (int)StoreOperation.UploadPartCopy;
    private const int Get = (int)StoreOperation.GetObject;
    private const int Part = (int)StoreOperation.UploadPart;

    [Theory]
    [InlineData(Copy, 503, "SlowDown", nameof(StoreErrorKind.Throttled))]
    [InlineData(Copy, 200, "SlowDown", nameof(StoreErrorKind.Throttled))]
    [InlineData(Copy, 429, "Anything", nameof(StoreErrorKind.Throttled))]
    [InlineData(Copy, 503, "Anything", nameof(StoreErrorKind.Throttled))]
    [InlineData(Copy, 200, "InternalError", nameof(StoreErrorKind.Transient))]
    [InlineData(Copy, 200, "SomethingNew", nameof(StoreErrorKind.Transient))]
    [InlineData(Copy, 500, "SomethingNew", nameof(StoreErrorKind.Transient))]
    [InlineData(Copy, 403, "AccessDenied", nameof(StoreErrorKind.NotThisWay))]
    [InlineData(PartCopy, 403, "AccessDenied", nameof(StoreErrorKind.NotThisWay))]
    [InlineData(Copy, 400, "InvalidRequest", nameof(StoreErrorKind.NotThisWay))]
    [InlineData(Copy, 501, "NotImplemented", nameof(StoreErrorKind.NotThisWay))]
    [InlineData(Copy, 403, "InvalidObjectState", nameof(StoreErrorKind.Permanent))]
    [InlineData(Copy, 404, "NoSuchKey", nameof(StoreErrorKind.Permanent))]
    [InlineData(Copy, 403, "InvalidAccessKeyId", nameof(StoreErrorKind.Permanent))]
    [InlineData(Copy, 412, "PreconditionFailed", nameof(StoreErrorKind.Permanent))]
    [InlineData(Copy, 409, "ConditionalRequestConflict", nameof(StoreErrorKind.Transient))]
    [InlineData(Copy, 400, "ExpiredToken", nameof(StoreErrorKind.Transient))]
    [InlineData(Copy, 400, "RequestTimeout", nameof(StoreErrorKind.Transient))]
    [InlineData(Get, 403, "AccessDenied", nameof(StoreErrorKind.Permanent))]
    [InlineData(Get, 416, "InvalidRange", nameof(StoreErrorKind.Permanent))]
    [InlineData(Part, 400, "XAmzContentSHA256Mismatch", nameof(StoreErrorKind.Transient))]
    [InlineData(Part, 400, "EntityTooLarge", nameof(StoreErrorKind.Permanent))]
    [InlineData(Copy, null, StoreErrorCodes.ConnectFailed, nameof(StoreErrorKind.Transient))]
    [InlineData(Copy, null, StoreErrorCodes.ConnectionLost, nameof(StoreErrorKind.Unknown))]
    [InlineData(Copy, null, StoreErrorCodes.AttemptTimeout, nameof(StoreErrorKind.Unknown))]
    [InlineData(Copy, 200, StoreErrorCodes.EmptyAnswer, nameof(StoreErrorKind.Unknown))]
    [InlineData(Part, 200, StoreErrorCodes.EmptyAnswer, nameof(StoreErrorKind.Unknown))]
    [InlineData(Copy, 200, StoreErrorCodes.UnreadableAnswer, nameof(StoreErrorKind.Unknown))]
    [InlineData(Get, null, StoreErrorCodes.ConnectionLost, nameof(StoreErrorKind.Transient))]
    [InlineData(Get, 206, StoreErrorCodes.UnreadableAnswer, nameof(StoreErrorKind.Transient))]
    [InlineData(Get, 200, StoreErrorCodes.RangeIgnored, nameof(StoreErrorKind.NotThisWay))]
    [InlineData(Part, null, StoreErrorCodes.BodyFailed, nameof(StoreErrorKind.Transient))]
    [InlineData(Part, null, StoreErrorCodes.NoCredentials, nameof(StoreErrorKind.Permanent))]
    [InlineData(Part, null, StoreErrorCodes.KeyNotExpressible, nameof(StoreErrorKind.Permanent))]
    [InlineData(Part, null, StoreErrorCodes.HeaderNotExpressible, nameof(StoreErrorKind.NotThisWay))]
    [InlineData(Part, null, "Unheard", nameof(StoreErrorKind.Unknown))]
    public void An_answer_means(int operation, int? status, string code, string kind) =>
        Assert.Equal(kind, StoreErrorTable.Classify((StoreOperation)operation, status, code).ToString());
}
