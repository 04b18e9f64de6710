using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Reporting;

namespace ArchiveTransfer.Execution;

/// <summary>What a store's answer means for the object it concerns: a stable code, what the engine may do, and one message.</summary>
internal static class TransferErrorMapper
{
    /// <param name="side">Whose object the request named; copies name both and are the destination's.</param>
    /// <param name="key">The object's key on that side.</param>
    public static TransferError Map(StoreError error, StoreSide side, string key)
    {
        var onSource = side == StoreSide.Source || error.Operation is StoreOperation.CopyObject or StoreOperation.UploadPartCopy;
        var (code, advice) = Meaning(error, onSource);
        var status = error.StatusCode is { } number ? $"{number} " : "";
        var said = error.Message.Length > 0 ? $": {DisplayText.Escape(error.Message)}" : "";
        return new()
        {
            Code = code,
            Kind = KindOf(error),
            Message = $"{error.Operation} of {DisplayText.Quote(key)} at the {(side == StoreSide.Source ? "source" : "destination")}: {status}{DisplayText.Escape(error.Code)}{said}. {advice}",
            StatusCode = error.StatusCode,
            StoreCode = error.Code,
            RequestId = error.RequestId,
        };
    }

    private static (string Code, string Advice) Meaning(StoreError error, bool onSource) => error.Code switch
    {
        "NoSuchKey" or "NoSuchVersion" or StoreErrorCodes.NotFound when onSource => (TransferErrorCodes.SourceNotFound, "The object is gone since it was listed; the next run sees that."),
        "PreconditionFailed" when onSource => (TransferErrorCodes.SourceChanged, "The object changed since it was listed; the next run takes it as it is then."),
        "PreconditionFailed" => (TransferErrorCodes.DestinationExists, "An object is there already and may not be replaced."),
        "InvalidObjectState" => (TransferErrorCodes.SourceArchived, "Restore the object from its archive class first."),
        "NoSuchBucket" => (TransferErrorCodes.BucketNotFound, "Check the name of the bucket, and the region or the endpoint."),
        "KeyTooLongError" or "InvalidObjectName" => (TransferErrorCodes.DestinationKeyTooLong, "Shorten the destination prefix."),
        "EntityTooLarge" or "InvalidMaxSize" => (TransferErrorCodes.ObjectTooLarge, "The store takes no object, or no part, of this size."),
        StoreErrorCodes.NoCredentials or "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "InvalidToken" or "ExpiredToken" =>
            (TransferErrorCodes.InvalidCredentials, "Correct or renew the credentials of this side, and check the clock."),
        "AuthorizationHeaderMalformed" or "PermanentRedirect" or "TemporaryRedirect" => (TransferErrorCodes.WrongRegion, error.BucketRegion is { } region
            ? $"Set the region to {DisplayText.Quote(region)}."
            : "Set the region of the bucket."),
        StoreErrorCodes.LengthMismatch => (TransferErrorCodes.LengthMismatch, "The object changed while it was read, or something between here and the store cuts or adds bytes."),
        StoreErrorCodes.ContentMismatch => (TransferErrorCodes.VerificationFailed, "What arrived is not what the ETag stands for."),
        StoreErrorCodes.AttemptTimeout or "RequestTimeout" => (TransferErrorCodes.TimedOut, "Raise AttemptTimeout, or have less in flight."),
        _ => Meaning(error),
    };

    private static (string Code, string Advice) Meaning(StoreError error) => error switch
    {
        { Kind: StoreErrorKind.Throttled } => (TransferErrorCodes.Throttled, "Lower MaxConcurrency, or ask the store for more."),
        { Code: "AccessDenied" or "AllAccessDisabled" or "AccountProblem" } or { StatusCode: 403 } =>
            (TransferErrorCodes.AccessDenied, "Allow this request in the policies of the identity, the bucket and its KMS key."),
        { StatusCode: 501 or 405 } => (TransferErrorCodes.NotImplemented, "The store does not do this."),
        { Kind: StoreErrorKind.Transient or StoreErrorKind.Unknown } => (TransferErrorCodes.StoreUnavailable, "Run again once the store and the network are well."),
        _ => (TransferErrorCodes.StoreRefused, "The store's own words say why."),
    };

    private static TransferErrorKind KindOf(StoreError error) => error.Kind switch
    {
        StoreErrorKind.Transient or StoreErrorKind.Unknown => TransferErrorKind.Transient,
        StoreErrorKind.Throttled => TransferErrorKind.Throttled,
        StoreErrorKind.NotThisWay => TransferErrorKind.NotThisWay,
        _ => TransferErrorKind.Permanent,
    };
}
