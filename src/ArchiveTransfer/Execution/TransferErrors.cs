using System.Text;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Execution;

/// <summary>What a store's error means for the object that met it.</summary>
internal static class TransferErrors
{
    private const string KeptAsItIs = "The destination is kept as it is, because Overwrite is Never.";

    /// <param name="onSource">The request concerned the source's object alone; a copy concerns both.</param>
    public static TransferError From(StoreError error, PlannedTransfer item, bool onSource)
    {
        bool copy = error.Operation is StoreOperation.CopyObject or StoreOperation.UploadPartCopy;
        (string code, string advice) = Meaning(error, copy, onSource);
        return new TransferError
        {
            Code = code,
            Kind = KindOf(error, code),
            StatusCode = error.StatusCode,
            StoreCode = error.Code,
            RequestId = error.RequestId,
            Message = Describe(error, item, onSource, advice),
        };
    }

    /// <summary>A condition that failed on the destination's side, though the request concerned both.</summary>
    public static TransferError DestinationExists(StoreError error, PlannedTransfer item) => new()
    {
        Code = TransferErrorCodes.DestinationExists,
        StatusCode = error.StatusCode,
        StoreCode = error.Code,
        RequestId = error.RequestId,
        Message = Describe(error, item, onSource: false, KeptAsItIs),
    };

    private static (string Code, string Advice) Meaning(StoreError error, bool copy, bool onSource) => (error.IsPreconditionFailed ? StoreErrorCodes.PreconditionFailed : error.Code) switch
    {
        "NoSuchBucket" => (TransferErrorCodes.BucketNotFound, "Check the name and the region of the bucket."),
        "NoSuchKey" or "NoSuchVersion" or StoreErrorCodes.NotFound when onSource || copy => (TransferErrorCodes.SourceNotFound, "The object was removed after it was listed."),
        StoreErrorCodes.PreconditionFailed when onSource || copy => (TransferErrorCodes.SourceChanged, "The object changed after it was listed; the next run compares it again."),
        StoreErrorCodes.PreconditionFailed => (TransferErrorCodes.DestinationExists, KeptAsItIs),
        "InvalidObjectState" => (TransferErrorCodes.SourceArchived, "Restore the object from its archive class first."),
        "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "InvalidToken" or "ExpiredToken" or StoreErrorCodes.NoCredentials =>
            (TransferErrorCodes.InvalidCredentials, "Check the credentials of this side and the clock of this machine."),
        "AuthorizationHeaderMalformed" or "PermanentRedirect" or "TemporaryRedirect" or "Redirect" => (TransferErrorCodes.WrongRegion, "Set the region of the bucket."),
        "KeyTooLongError" => (TransferErrorCodes.DestinationKeyTooLong, "Shorten the destination prefix."),
        "EntityTooLarge" => (TransferErrorCodes.ObjectTooLarge, "The store takes no object or part of this size."),
        StoreErrorCodes.LengthMismatch => (TransferErrorCodes.LengthMismatch, "Nothing of it was made visible."),
        StoreErrorCodes.ContentMismatch => (TransferErrorCodes.VerificationFailed, "The bytes are not those that the ETag stands for; look for a faulty proxy or disk."),
        StoreErrorCodes.MetadataNotReadable => (TransferErrorCodes.MetadataNotReadable, "Only a copy in one request carries such metadata: use a mode that copies server side, or set PreserveMetadata to false."),
        StoreErrorCodes.AttemptTimeout => (TransferErrorCodes.TimedOut, "Raise AttemptTimeout, or look at the network."),
        StoreErrorCodes.ConnectFailed or StoreErrorCodes.ConnectionLost or StoreErrorCodes.EmptyAnswer or StoreErrorCodes.UnreadableAnswer or StoreErrorCodes.BodyFailed =>
            (TransferErrorCodes.StoreUnavailable, "Run again when the store is well."),
        _ => MeaningByKind(error, copy),
    };

    private static (string Code, string Advice) MeaningByKind(StoreError error, bool copy) => error switch
    {
        { Kind: StoreErrorKind.Throttled } => (TransferErrorCodes.Throttled, "Lower MaxConcurrency, or raise Retry.MaxThrottledTime."),
        { Kind: StoreErrorKind.Transient or StoreErrorKind.Unknown } => (TransferErrorCodes.StoreUnavailable, "Run again when the store is well."),
        { StatusCode: 403 } or { Code: "AccessDenied" or "AllAccessDisabled" } => (
            TransferErrorCodes.AccessDenied,
            copy ? "The destination's identity must be allowed to read the source and to write the destination; the key may also be gone." : "Grant the permission for this operation to the identity of this side."),
        { StatusCode: 405 } or { IsNotImplemented: true } => (TransferErrorCodes.NotImplemented, "The store does not do this."),
        _ when copy => (TransferErrorCodes.CopyRefused, "The store does not copy this object; another way may do."),
        _ => (TransferErrorCodes.StoreRefused, "See the store's own code."),
    };

    private static TransferErrorKind KindOf(StoreError error, string code) => error.Kind switch
    {
        StoreErrorKind.Transient or StoreErrorKind.Unknown => TransferErrorKind.Transient,
        StoreErrorKind.Throttled => TransferErrorKind.Throttled,
        StoreErrorKind.NotThisWay => TransferErrorKind.NotThisWay,
        // Of another kind for the request, but another strategy sends other requests.
        _ when code is TransferErrorCodes.MetadataNotReadable => TransferErrorKind.NotThisWay,
        _ => TransferErrorKind.Permanent,
    };

    private static string Describe(StoreError error, PlannedTransfer item, bool onSource, string advice)
    {
        var text = new StringBuilder(160).Append(error.Operation);
        if (onSource)
        {
            text.Append(" of ").Append(DisplayText.Quote(item.Source.Key)).Append(" in ").Append(DisplayText.Quote(item.SourceBucket));
        }
        else
        {
            text.Append(" to ").Append(DisplayText.Quote(item.DestinationKey)).Append(" in ").Append(DisplayText.Quote(item.DestinationBucket));
        }

        text.Append(": ");
        if (error.StatusCode is { } status)
        {
            text.Append(status).Append(' ');
        }

        text.Append(DisplayText.Quote(error.Code));
        if (error.Message.Length > 0)
        {
            text.Append(", ").Append(DisplayText.Quote(error.Message));
        }

        return text.Append(". ").Append(advice).ToString();
    }
}
