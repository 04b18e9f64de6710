namespace ArchiveTransfer.Testing.Storage;

/// <summary>What an object carries besides its bytes. Immutable and shared by copies; most objects share <see cref="None"/>.</summary>
internal sealed record ObjectMetadata
{
    private const string DefaultContentType = "binary/octet-stream";

    public static ObjectMetadata None { get; } = new();

    /// <summary>Tags that were sent, and that the store did not keep.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> LostTags { get; } = new List<KeyValuePair<string, string>>();

    /// <summary>System headers and user metadata, names in lower case.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    /// <summary>Null: STANDARD.</summary>
    public string? StorageClass { get; init; }

    /// <summary>Headers of the encryption, as given back by every answer but listings.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Encryption { get; init; } = [];

    /// <summary>Of SSE-C; null: another encryption.</summary>
    public CustomerKey? CustomerKey { get; init; }

    public ObjectLock? Lock { get; init; }

    /// <summary>The archive tier of INTELLIGENT_TIERING the object has sunk to; null: none.</summary>
    public string? ArchiveTier { get; init; }

    public Restoration? Restoration { get; init; }

    /// <summary>Whether reading needs a restoration first.</summary>
    public bool IsArchived => StorageClass is "GLACIER" or "DEEP_ARCHIVE" || ArchiveTier is not null;

    public bool HasRandomETag => CustomerKey is not null || IsKms;

    public bool IsKms => Encryption.Any(static header => header.Value.StartsWith("aws:kms", StringComparison.Ordinal));

    public bool IsReadableAt(DateTimeOffset now) => !IsArchived || Restoration?.IsThereAt(now) == true;

    /// <summary>Whether no client can tell it from <see cref="None"/>: nothing in it, or the content type that is answered where there is none.</summary>
    public bool IsLikeNone => ReferenceEquals(this, None)
        || (Headers is [] or [{ Key: "content-type", Value: DefaultContentType }]
            && Tags.Count == 0
            && Encryption.Count == 0
            && this with { Headers = None.Headers, Tags = None.Tags, Encryption = None.Encryption } == None);

    public string? Header(string name) => Headers.FirstOrDefault(header => header.Key == name).Value;
}
