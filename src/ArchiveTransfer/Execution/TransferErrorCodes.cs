namespace ArchiveTransfer;

/// <summary>Codes of errors, of single objects and of whole runs; never changed, only added to.</summary>
public static class TransferErrorCodes
{
    /// <summary>Options are not valid.</summary>
    public const string InvalidOptions = "invalid_options";

    /// <summary>The observer threw.</summary>
    public const string ObserverFailed = "observer_failed";

    /// <summary>The report file cannot be written.</summary>
    public const string ReportFailed = "report_failed";

    /// <summary>Objects failed.</summary>
    public const string ObjectsFailed = "objects_failed";

    /// <summary>The source selected no object.</summary>
    public const string SourceEmpty = "source_empty";

    /// <summary>More of the destination would be replaced than <see cref="SanityOptions.MaxChangedShare"/> allows.</summary>
    public const string MassChange = "mass_change";

    /// <summary>The same permanent error met object after object.</summary>
    public const string FailureStorm = "failure_storm";

    /// <summary>More bytes would have passed through this machine than <see cref="SanityOptions.MaxBytesThroughClient"/> allows.</summary>
    public const string MaxBytesThroughClient = "max_bytes_through_client";

    /// <summary>The run was stopped because one object failed (<see cref="FailureMode.AbortOnFailure"/>).</summary>
    public const string AbortedOnFailure = "aborted_on_failure";

    /// <summary>The bucket does not exist.</summary>
    public const string BucketNotFound = "bucket_not_found";

    /// <summary>The source could not be listed.</summary>
    public const string SourceNotListable = "source_not_listable";

    /// <summary>The destination could not be listed.</summary>
    public const string DestinationNotListable = "destination_not_listable";

    /// <summary>A listing broke in the middle; what came before stands.</summary>
    public const string ListingIncomplete = "listing_incomplete";

    /// <summary>A source broke what its <see cref="IArchiveSource.Order"/> promised, or failed.</summary>
    public const string SourceFailed = "source_failed";

    /// <summary>The endpoint could not be reached.</summary>
    public const string EndpointUnreachable = "endpoint_unreachable";

    /// <summary>No credentials were found, or they are not valid.</summary>
    public const string InvalidCredentials = "invalid_credentials";

    /// <summary>A package of the AWS SDK that the credentials need, such as AWSSDK.SSO for a profile of IAM Identity Center, is missing in the application.</summary>
    public const string CredentialsPackageMissing = "credentials_package_missing";

    /// <summary>The bucket is in another region.</summary>
    public const string WrongRegion = "wrong_region";

    /// <summary>Access denied.</summary>
    public const string AccessDenied = "access_denied";

    /// <summary>The object is no longer at the source.</summary>
    public const string SourceNotFound = "source_not_found";

    /// <summary>The object changed at the source between listing and transfer.</summary>
    public const string SourceChanged = "source_changed";

    /// <summary>The object is in an archive class and must be restored first.</summary>
    public const string SourceArchived = "source_archived";

    /// <summary>The object is encrypted with a key that only its owner has (SSE-C), which no way is given.</summary>
    public const string SourceEncrypted = "source_encrypted";

    /// <summary>The key is the source prefix itself, so that nothing is left for the destination.</summary>
    public const string EmptyDestinationKey = "empty_destination_key";

    /// <summary>The key at the destination would be longer than 1,024 UTF-8 bytes.</summary>
    public const string DestinationKeyTooLong = "destination_key_too_long";

    /// <summary>Two objects of the source have one key at the destination.</summary>
    public const string DuplicateDestinationKey = "duplicate_destination_key";

    /// <summary>The object is at the destination already and <see cref="OverwriteMode.Never"/> forbids replacing it.</summary>
    public const string DestinationExists = "destination_exists";

    /// <summary>The store refuses a server-side copy of this object.</summary>
    public const string CopyRefused = "copy_refused";

    /// <summary>The store does not implement what was asked.</summary>
    public const string NotImplemented = "not_implemented";

    /// <summary>The object is too large for the store or for this way of transfer.</summary>
    public const string ObjectTooLarge = "object_too_large";

    /// <summary>The object has metadata that cannot be read, so that only a copy in one request carries it.</summary>
    public const string MetadataNotReadable = "metadata_not_readable";

    /// <summary>No allowed strategy can do it.</summary>
    public const string NoStrategy = "no_strategy";

    /// <summary>The strategy ended without saying what became of the object.</summary>
    public const string StrategyLostItem = "strategy_lost_item";

    /// <summary>A strategy threw something that is not a store's answer.</summary>
    public const string StrategyFailed = "strategy_failed";

    /// <summary>s5cmd could not be started, died, or did not do what it said.</summary>
    public const string S5cmdFailed = "s5cmd_failed";

    /// <summary>The evidence is weaker than <see cref="VerificationOptions.Required"/>, or contradicts the source.</summary>
    public const string VerificationFailed = "verification_failed";

    /// <summary>Fewer or more bytes arrived than the object has.</summary>
    public const string LengthMismatch = "length_mismatch";

    /// <summary>The local staging directory could not be used.</summary>
    public const string StagingFailed = "staging_failed";

    /// <summary>The store kept asking for less for longer than <see cref="RetryOptions.MaxThrottledTime"/>.</summary>
    public const string Throttled = "throttled";

    /// <summary>No answer within <see cref="ArchiveCollectionOptions.AttemptTimeout"/>, as often as retries allow.</summary>
    public const string TimedOut = "timed_out";

    /// <summary>The store failed, or the connection did, as often as retries allow.</summary>
    public const string StoreUnavailable = "store_unavailable";

    /// <summary>The store refused with a code that has no meaning here; see <see cref="TransferError.StoreCode"/>.</summary>
    public const string StoreRefused = "store_refused";
}
