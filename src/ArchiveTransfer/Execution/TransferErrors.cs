using System.Globalization;
using System.Text;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Strategies.S5cmd;

namespace ArchiveTransfer.Execution;

/// <summary>What a store's answer means for the object it concerns: a stable code, what the engine may do, and one message. The only such table.</summary>
internal static class TransferErrors
{
    private const string KeptAsItIs = "The destination is kept as it is, because Overwrite is Never.";

    /// <summary>For an object under way; named by its key on the side that the request concerned.</summary>
    /// <param name="side">Whose object the request named; copies name both and are the destination's.</param>
    public static TransferError From(StoreError error, PlannedTransfer item, StoreSide side) => side == StoreSide.Source
        ? From(error, side, item.SourceBucket, item.Source.Key)
        : From(error, side, item.DestinationBucket, item.DestinationKey);

    /// <param name="side">Whose object the request named; copies name both and are the destination's.</param>
    /// <param name="bucket">The bucket on that side.</param>
    /// <param name="key">The object's key on that side.</param>
    public static TransferError From(StoreError error, StoreSide side, string bucket, string key)
    {
        bool copy = error.Operation is StoreOperation.CopyObject or StoreOperation.UploadPartCopy;
        (string code, string advice) = Meaning(error, copy, side == StoreSide.Source || copy);
        return new TransferError
        {
            Code = code,
            Kind = KindOf(error, code),
            StatusCode = error.StatusCode,
            StoreCode = error.Code,
            RequestId = error.RequestId,
            Message = Describe(error, side, bucket, key, advice),
        };
    }

    /// <summary>A condition that failed on the destination's side, though the request concerned both.</summary>
    public static TransferError DestinationExists(StoreError error, PlannedTransfer item) => new()
    {
        Code = TransferErrorCodes.DestinationExists,
        StatusCode = error.StatusCode,
        StoreCode = error.Code,
        RequestId = error.RequestId,
        Message = Describe(error, StoreSide.Destination, item.DestinationBucket, item.DestinationKey, KeptAsItIs),
    };

    /// <summary>The ceiling of <see cref="SanityOptions.MaxBytesThroughClient"/> is reached.</summary>
    /// <param name="passedOver">Why the ways were not taken that need no byte here.</param>
    public static TransferError TooManyClientBytes(ArchiveCollectionOptions options, PlannedTransfer item, string? passedOver) => new()
    {
        Code = TransferErrorCodes.MaxBytesThroughClient,
        Message = string.Create(
            CultureInfo.InvariantCulture,
            $"{DisplayText.Quote(item.Source.Key)} would have taken what passes through this machine beyond Sanity.MaxBytesThroughClient, {options.Sanity.MaxBytesThroughClient:N0} bytes ({passedOver ?? $"OperationMode is {options.OperationMode}"}); the rest was not attempted. Let the store copy, or raise the ceiling."),
    };

    /// <param name="onSource">The request read the source, alone or beside the destination.</param>
    private static (string Code, string Advice) Meaning(StoreError error, bool copy, bool onSource) => (error.IsPreconditionFailed ? StoreErrorCodes.PreconditionFailed : error.Code) switch
    {
        "NoSuchBucket" => (TransferErrorCodes.BucketNotFound, "Check the name of the bucket, and the region or the endpoint."),
        "NoSuchKey" or "NoSuchVersion" or StoreErrorCodes.NotFound when onSource => (TransferErrorCodes.SourceNotFound, "The object was removed after it was listed; the next run sees that."),
        StoreErrorCodes.PreconditionFailed when onSource => (TransferErrorCodes.SourceChanged, "The object changed after it was listed; the next run compares it again."),
        StoreErrorCodes.PreconditionFailed => (TransferErrorCodes.DestinationExists, KeptAsItIs),
        _ when IsCustomerEncrypted(error) => (TransferErrorCodes.SourceEncrypted, "It is encrypted with a key of its owner's (SSE-C); whoever has the key must copy it."),
        "InvalidObjectState" => (TransferErrorCodes.SourceArchived, "Restore the object from its archive class first."),
        "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "InvalidToken" or "ExpiredToken" or "RequestTimeTooSkewed" or StoreErrorCodes.NoCredentials =>
            (TransferErrorCodes.InvalidCredentials, "Correct or renew the credentials of this side, and check the clock of this machine."),
        StoreErrorCodes.CredentialsPackageMissing => (TransferErrorCodes.CredentialsPackageMissing, "Add the package to the application."),
        "AuthorizationHeaderMalformed" or "PermanentRedirect" or "TemporaryRedirect" or "Redirect" => (
            TransferErrorCodes.WrongRegion,
            error.BucketRegion is { } region ? $"Set the region to {DisplayText.Quote(region)}." : "Set the region of the bucket."),
        "KeyTooLongError" or "InvalidObjectName" => (TransferErrorCodes.DestinationKeyTooLong, "Shorten the destination prefix."),
        "EntityTooLarge" or "InvalidMaxSize" => (TransferErrorCodes.ObjectTooLarge, "The store takes no object or part of this size."),
        StoreErrorCodes.LengthMismatch => (TransferErrorCodes.LengthMismatch, "Nothing of it was made visible. The object changed while it was read, or something on the way cuts or adds bytes."),
        StoreErrorCodes.ContentMismatch => (TransferErrorCodes.VerificationFailed, "The bytes are not those that the ETag stands for; look for a faulty proxy or disk."),
        StoreErrorCodes.MetadataNotReadable => (
            TransferErrorCodes.MetadataNotReadable,
            "Only a copy in one request carries such metadata: use a mode that copies server side, or set PreserveMetadata to false."),
        S5cmdErrors.ToolFailed => (TransferErrorCodes.S5cmdFailed, "Look at the log for what s5cmd said last; DirectEngine ServerSideCopy does without it."),
        StoreErrorCodes.AttemptTimeout or "RequestTimeout" => (TransferErrorCodes.TimedOut, "Raise AttemptTimeout, have less in flight, or look at the network."),
        StoreErrorCodes.ConnectFailed or StoreErrorCodes.ConnectionLost or StoreErrorCodes.EmptyAnswer or StoreErrorCodes.UnreadableAnswer or StoreErrorCodes.BodyFailed =>
            (TransferErrorCodes.StoreUnavailable, "Run again once the store and the network are well."),
        _ => MeaningByKind(error, copy),
    };

    /// <summary>S3 has no code of its own for it. A HEAD, which has no body, only says 400.</summary>
    private static bool IsCustomerEncrypted(StoreError error) => error is { StatusCode: 400 }
        && error.Operation is StoreOperation.CopyObject or StoreOperation.UploadPartCopy or StoreOperation.GetObject
        && error.Message.Contains("form of Server Side Encryption", StringComparison.OrdinalIgnoreCase);

    private static (string Code, string Advice) MeaningByKind(StoreError error, bool copy) => error switch
    {
        { Kind: StoreErrorKind.Throttled } => (TransferErrorCodes.Throttled, "Lower MaxConcurrency, raise Retry.MaxThrottledTime, or ask the store for more."),
        { Kind: StoreErrorKind.Transient or StoreErrorKind.Unknown } => (TransferErrorCodes.StoreUnavailable, "Run again once the store and the network are well."),
        { StatusCode: 403 } or { Code: "AccessDenied" or "AllAccessDisabled" or "AccountProblem" } => (
            TransferErrorCodes.AccessDenied,
            copy
                ? "The destination's identity must be allowed to read the source and to write the destination; the key may also be gone."
                : "Allow this operation in the policies of this side's identity, the bucket and its KMS key."),
        { StatusCode: 405 } or { IsNotImplemented: true } => (TransferErrorCodes.NotImplemented, "The store does not do this."),
        _ when copy => (TransferErrorCodes.CopyRefused, "The store does not copy this object; another way may do."),
        _ => (TransferErrorCodes.StoreRefused, "The text says why."),
    };

    private static TransferErrorKind KindOf(StoreError error, string code) => error.Kind switch
    {
        StoreErrorKind.Transient or StoreErrorKind.Unknown => TransferErrorKind.Transient,
        StoreErrorKind.Throttled => TransferErrorKind.Throttled,
        _ when code is TransferErrorCodes.SourceEncrypted => TransferErrorKind.Permanent,
        // Of another kind for the request, but another strategy sends other requests.
        _ when code is TransferErrorCodes.MetadataNotReadable => TransferErrorKind.NotThisWay,
        StoreErrorKind.NotThisWay => TransferErrorKind.NotThisWay,
        _ => TransferErrorKind.Permanent,
    };

    private static string Describe(StoreError error, StoreSide side, string bucket, string key, string advice)
    {
        var text = new StringBuilder(200)
            .Append(error.Operation)
            .Append(" of ").Append(DisplayText.Quote(key))
            .Append(side == StoreSide.Source ? " at the source " : " at the destination ").Append(DisplayText.Quote(bucket))
            .Append(": ");
        if (error.StatusCode is { } status)
        {
            text.Append(status).Append(' ');
        }

        text.Append(DisplayText.Escape(error.Code));
        if (error.Message.Length > 0)
        {
            bool own = error.Code is StoreErrorCodes.NoCredentials or StoreErrorCodes.CredentialsPackageMissing;
            text.Append(", ").Append(own ? DisplayText.Quote(error.Message, DisplayText.WholeMessage) : DisplayText.Quote(error.Message));
        }

        return text.Append(". ").Append(advice).ToString();
    }
}
