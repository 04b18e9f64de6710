namespace ArchiveTransfer.ObjectStorage;

/// <summary>Codes for what no store says itself.</summary>
internal static class StoreErrorCodes
{
    /// <summary>200 without a body or without the ETag that proves it.</summary>
    public const string EmptyAnswer = "EmptyAnswer";

    /// <summary>200 with a body that is not the XML asked for.</summary>
    public const string UnreadableAnswer = "UnreadableAnswer";

    /// <summary>The connection could not be made.</summary>
    public const string ConnectFailed = "ConnectFailed";

    /// <summary>The connection broke before an answer.</summary>
    public const string ConnectionLost = "ConnectionLost";

    /// <summary>No answer, or no progress of a body, in time.</summary>
    public const string AttemptTimeout = "AttemptTimeout";

    /// <summary>Credentials could not be had.</summary>
    public const string NoCredentials = "NoCredentials";

    /// <summary>Credentials could not be had, because a package of the SDK is missing in the application.</summary>
    public const string CredentialsPackageMissing = "CredentialsPackageMissing";

    /// <summary>What stores say of the credentials of a session that is over.</summary>
    public const string ExpiredToken = "ExpiredToken";

    /// <summary>Fewer or more bytes than declared.</summary>
    public const string LengthMismatch = "LengthMismatch";

    /// <summary>The bytes read or written are not those the ETag stands for.</summary>
    public const string ContentMismatch = "ContentMismatch";

    /// <summary>The source of a flowing body failed while it was sent.</summary>
    public const string BodyFailed = "BodyFailed";

    /// <summary>A HEAD answered 404, which has no body to tell a missing key from a missing bucket.</summary>
    public const string NotFound = "NotFound";

    /// <summary>The object has metadata that REST cannot return.</summary>
    public const string MetadataNotReadable = "MetadataNotReadable";

    /// <summary>The condition on a request does not hold; what stores say, and what is said here of one that did not look.</summary>
    public const string PreconditionFailed = "PreconditionFailed";

    /// <summary>This plane cannot send the key exactly; sent otherwise it would name another object.</summary>
    public const string KeyNotExpressible = "KeyNotExpressible";

    /// <summary>This plane cannot send a header of the object exactly; a copy within the store can.</summary>
    public const string HeaderNotExpressible = "HeaderNotExpressible";

    /// <summary>The store sent the whole object where a range was asked for.</summary>
    public const string RangeIgnored = "RangeIgnored";

    /// <summary>A body that flows would go in one request with nothing for the store to check it by.</summary>
    public const string ChecksumUnknown = "ChecksumUnknown";

    /// <summary>The client refused to send the request.</summary>
    public const string NotSent = "NotSent";
}
