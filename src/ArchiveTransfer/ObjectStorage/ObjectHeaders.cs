namespace ArchiveTransfer.ObjectStorage;

/// <summary>What CopyObject carries from one object to the next, and what other ways must therefore carry, too.</summary>
internal sealed record ObjectHeaders
{
    public static readonly ObjectHeaders None = new();

    public string? ContentType { get; init; }

    public string? ContentEncoding { get; init; }

    public string? ContentDisposition { get; init; }

    public string? ContentLanguage { get; init; }

    public string? CacheControl { get; init; }

    /// <summary>As it was sent: stores keep texts that are no dates.</summary>
    public string? Expires { get; init; }

    /// <summary>User metadata, names lower case without x-amz-meta-.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata { get; init; } = [];
}
