namespace ArchiveTransfer;

/// <summary>Server-side encryption.</summary>
public sealed class EncryptionOptions
{
    /// <summary>AES256, aws:kms or aws:kms:dsse.</summary>
    /// <value>AES256.</value>
    public string Algorithm { get; set; } = "AES256";

    /// <summary>KMS key; null: the account's.</summary>
    /// <value>Null; only with aws:kms and aws:kms:dsse.</value>
    public string? KmsKeyId { get; set; }

    /// <summary>Use a bucket key; null: the bucket's setting.</summary>
    /// <value>Null; true only with aws:kms.</value>
    public bool? BucketKeyEnabled { get; set; }
}
