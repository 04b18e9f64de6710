namespace ArchiveTransfer;

/// <summary>Where to.</summary>
public sealed class DestinationOptions : S3LocationOptions
{
    /// <summary>Storage class as S3 spells it; null: the store's default.</summary>
    /// <value>Null; on AWS one of its classes, elsewhere any name.</value>
    public string? StorageClass { get; set; }

    /// <summary>Server-side encryption; null: the bucket's default.</summary>
    public EncryptionOptions? Encryption { get; set; }

    /// <summary>Canned ACL as S3 spells it; null: none sent.</summary>
    /// <value>Null; private, public-read, public-read-write, authenticated-read, aws-exec-read, bucket-owner-read or bucket-owner-full-control.</value>
    public string? CannedAcl { get; set; }

    /// <summary>Tags set on every object.</summary>
    /// <value>Empty; up to 10, names of 1 to 128 characters, values of up to 256.</value>
    public IDictionary<string, string> Tags { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Refuse to write into a bucket of another account.</summary>
    /// <value>Null; on AWS the 12 digits of the account.</value>
    public string? ExpectedBucketOwner { get; set; }
}
