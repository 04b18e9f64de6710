namespace ArchiveTransfer.ObjectStorage;

/// <summary>What a written object shall have beside its content; the same on copy, create and put.</summary>
internal sealed record WriteAttributes
{
    /// <summary>Headers to set; null: on a copy, those of the source; else none.</summary>
    public ObjectHeaders? Headers { get; init; }

    /// <summary>Tags to set; null: on a copy, those of the source; else none. Empty: none, said explicitly on a copy.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Tags { get; init; }

    /// <summary>Where no tags are set, a copy says nothing of them either: they do not matter.</summary>
    public bool AnyTags { get; init; }

    public string? StorageClass { get; init; }

    public string? CannedAcl { get; init; }

    public EncryptionOptions? Encryption { get; init; }
}
