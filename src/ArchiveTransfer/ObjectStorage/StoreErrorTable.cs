using System.Collections.Frozen;

namespace ArchiveTransfer.ObjectStorage;

/// <summary>The one table that says what a store's answer means: operation, status and code to a kind.</summary>
internal static class StoreErrorTable
{
    private static readonly FrozenSet<string> Throttling = new[]
    {
        "SlowDown", "Throttling", "ThrottlingException", "ThrottledException", "RequestLimitExceeded", "RequestThrottled",
        "RequestThrottledException", "TooManyRequests", "TooManyRequestsException", "BandwidthLimitExceeded", "ServiceUnavailable",
        "EC2ThrottledException", "ProvisionedThroughputExceededException", "LimitExceededException", "PriorRequestNotComplete",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Passing = new[]
    {
        "InternalError", "InternalServerError", "RequestTimeout", "RequestTimeoutException", "OperationAborted", "ConditionalRequestConflict",
        "IncompleteBody", "ExpiredToken", "RequestTimeTooSkewed", "BadDigest", "XAmzContentSHA256Mismatch", "InvalidDigest", "RequestExpired",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Refusals that concern the whole account or request, whichever way the bytes take.</summary>
    private static readonly FrozenSet<string> Final = new[]
    {
        "NoSuchKey", "NoSuchBucket", "NoSuchVersion", "NotFound", "InvalidObjectState", "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken",
        "AuthorizationHeaderMalformed", "KeyTooLongError", "InvalidObjectName", "InvalidBucketName", "PermanentRedirect", "TemporaryRedirect", "Redirect",
        "AllAccessDisabled", "AccountProblem", "NotSignedUp", "QuotaExceeded", "PreconditionFailed", "InvalidStorageClass",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Requests that may simply be sent again when nothing is known of the first: they change nothing, or nothing more the second time.</summary>
    private static bool IsRepeatable(StoreOperation operation) => operation is StoreOperation.ListObjectsV2 or StoreOperation.HeadObject or StoreOperation.GetObject
        or StoreOperation.GetObjectTagging or StoreOperation.ListParts or StoreOperation.AbortMultipartUpload;

    /// <summary>Codes of this side come first: they mean the same whatever status stood before them. Null: a code of the store.</summary>
    private static StoreErrorKind? ClassifyOwn(StoreOperation operation, string code) => code switch
    {
        StoreErrorCodes.ConnectFailed or StoreErrorCodes.BodyFailed => StoreErrorKind.Transient,
        StoreErrorCodes.NoCredentials or StoreErrorCodes.CredentialsPackageMissing or StoreErrorCodes.KeyNotExpressible or StoreErrorCodes.NotSent
            or StoreErrorCodes.ChecksumUnknown => StoreErrorKind.Permanent,
        StoreErrorCodes.HeaderNotExpressible or StoreErrorCodes.RangeIgnored => StoreErrorKind.NotThisWay,
        StoreErrorCodes.EmptyAnswer or StoreErrorCodes.UnreadableAnswer or StoreErrorCodes.ConnectionLost or StoreErrorCodes.AttemptTimeout =>
            IsRepeatable(operation) ? StoreErrorKind.Transient : StoreErrorKind.Unknown,
        _ => null,
    };

    /// <summary>Says what an answer means. A 403 on a copy is <see cref="StoreErrorKind.NotThisWay"/>: it may be the copy, the read, the write or the key that is denied, and only the next way tells.</summary>
    public static StoreErrorKind Classify(StoreOperation operation, int? statusCode, string code)
    {
        if (ClassifyOwn(operation, code) is { } own)
        {
            return own;
        }

        if (Throttling.Contains(code) || statusCode is 429 or 503)
        {
            return StoreErrorKind.Throttled;
        }

        if (Passing.Contains(code))
        {
            return StoreErrorKind.Transient;
        }

        if (Final.Contains(code))
        {
            return StoreErrorKind.Permanent;
        }

        return statusCode switch
        {
            null => StoreErrorKind.Unknown,
            501 or 405 => StoreErrorKind.NotThisWay,
            408 => StoreErrorKind.Transient,
            409 => StoreErrorKind.Transient,
            >= 500 => StoreErrorKind.Transient,
            // An error inside a 200: the store began to answer before it failed.
            >= 200 and < 300 => StoreErrorKind.Transient,
            400 or 403 when operation is StoreOperation.CopyObject or StoreOperation.UploadPartCopy => StoreErrorKind.NotThisWay,
            _ => StoreErrorKind.Permanent,
        };
    }
}
