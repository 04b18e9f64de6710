namespace ArchiveTransfer;

/// <summary>Where to.</summary>
public sealed class DestinationOptions : S3LocationOptions
{
    /// <summary>Storage class as S3 spells it; null: the store's default.</summary>
    public string? StorageClass { get; set; }

    /// <summary>Server-side encryption; null: the bucket's default.</summary>
    public EncryptionOptions? Encryption { get; set; }

    /// <summary>Canned ACL as S3 spells it; null: none sent.</summary>
    public string? CannedAcl { get; set; }

    /// <summary>Tags set on every object.</summary>
    public IDictionary<string, string> Tags { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Refuse to write into a bucket of another account.</summary>
    public string? ExpectedBucketOwner { get; set; }
}
