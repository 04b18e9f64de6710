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

    public bool IsKms => Encryption.Any(static header => header.Value.StartsWith("aws:kms", StringComparison.Ordinal));

    /// <summary>Whether no client can tell it from <see cref="None"/>: nothing in it, or the content type that is answered where there is none.</summary>
    public bool IsLikeNone => ReferenceEquals(this, None)
        || (Headers is [] or [{ Key: "content-type", Value: DefaultContentType }]
            && Tags.Count == 0
            && Encryption.Count == 0
            && this with { Headers = None.Headers, Tags = None.Tags, Encryption = None.Encryption } == None);

    public string? Header(string name) => Headers.FirstOrDefault(header => header.Key == name).Value;
}
