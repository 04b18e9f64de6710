namespace ArchiveTransfer;

/// <summary>Server-side encryption.</summary>
public sealed class EncryptionOptions
{
    /// <summary>AES256, aws:kms or aws:kms:dsse.</summary>
    public string Algorithm { get; set; } = "AES256";

    /// <summary>KMS key; null: the account's.</summary>
    public string? KmsKeyId { get; set; }

    /// <summary>Use a bucket key; null: the bucket's setting.</summary>
    public bool? BucketKeyEnabled { get; set; }
}
