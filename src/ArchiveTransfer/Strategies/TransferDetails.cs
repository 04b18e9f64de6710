namespace ArchiveTransfer.Strategies;

/// <summary>Constant texts of outcomes: what was done beyond the plain way, and why evidence is not stronger.</summary>
internal static class TransferDetails
{
    public const string FoundAfterLostAnswer = "answer lost, found at the destination";
    public const string PartCopyRefused = "part copy refused, one copy";
    public const string MetadataNotReadable = "metadata not readable, one copy";

    public const string DestinationOpaque = "the destination's ETags are no MD5";
    public const string SourceOpaque = "the source's ETag is no MD5 of its content";
    public const string SourceETagUnknown = "the source's ETag is not known";
    public const string SourceNotSeen = "the source could not be looked at";
    public const string MultipartETag = "a multipart ETag cannot be compared";
}
