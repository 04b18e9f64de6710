namespace ArchiveTransfer;

/// <summary>What both sides have in common.</summary>
public abstract class S3LocationOptions
{
    private protected S3LocationOptions() { }

    /// <summary>Bucket name, access-point alias or access-point ARN. Required.</summary>
    /// <remarks>
    /// Names outside the strict naming rules are used with a warning; directory buckets and multi-region access points are refused. An ARN names host and region of AWS, so that
    /// <see cref="ServiceUrl"/> and <see cref="ForcePathStyle"/> are refused with it. Whether an ARN or an alias leads to the bucket of the other side cannot be seen.
    /// </remarks>
    public string? Bucket { get; set; }

    /// <summary>Start of every key, byte for byte: no slash is added.</summary>
    /// <value>Empty; up to 1,024 bytes of UTF-8. Source and destination in one bucket of one store must not begin with each other.</value>
    public string Prefix { get; set; } = "";

    /// <summary>Region of the bucket.</summary>
    /// <value>
    /// Null: the bucket's, asked by one HEAD per process and unsigned for an anonymous source; where the bucket does not tell, or <see cref="ArchiveCollectionOptions.CrossRegionOptimization"/>
    /// is false, the profile's or that of the SDK's chain. With <see cref="ServiceUrl"/>: us-east-1. An ARN in <see cref="Bucket"/> wins.
    /// </value>
    public string? Region { get; set; }

    /// <summary>Endpoint of a store that is not AWS, with scheme.</summary>
    /// <value>Null; else absolute, http or https, without user information, query and fragment.</value>
    public Uri? ServiceUrl { get; set; }

    /// <summary>Bucket in the path instead of the host name.</summary>
    /// <value>Null: true with <see cref="ServiceUrl"/> or dots in the bucket, else false.</value>
    public bool? ForcePathStyle { get; set; }

    /// <summary>Profile of the shared AWS files; SSO and role profiles need AWSSDK.SSO, AWSSDK.SSOOIDC or AWSSDK.SecurityToken in the application.</summary>
    public string? Profile { get; set; }
}
