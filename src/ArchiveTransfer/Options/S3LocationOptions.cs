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

    /// <summary>Profile of the shared AWS files; SSO profiles need AWSSDK.SSO and AWSSDK.SSOOIDC in the application (<see cref="TransferErrorCodes.CredentialsPackageMissing"/>).</summary>
    public string? Profile { get; set; }

    /// <summary>IAM role that this side acts as: its credentials (given in code, of the profile, or of the SDK's chain) take the role and are renewed before the session ends.</summary>
    /// <value>Null; else <c>arn:aws:iam::&lt;12 digits&gt;:role/&lt;name&gt;</c>, in any partition. Neither with an anonymous source nor with a client of the application's own.</value>
    /// <remarks>
    /// The session is named <c>archivetransfer-&lt;run id&gt;</c>. The token service is the one the SDK is configured for (AWS_ENDPOINT_URL_STS); else, with a
    /// <see cref="ServiceUrl"/> that is not AWS, that endpoint, where such stores have it; else AWS's in this side's region.
    /// </remarks>
    public string? RoleArn { get; set; }

    /// <summary>What the trust policy of the role demands of whoever takes it, <c>sts:ExternalId</c>.</summary>
    /// <value>Null; else 2 to 1,224 letters, digits and <c>_+=,.@:/-</c>. Only with <see cref="RoleArn"/>.</value>
    public string? ExternalId { get; set; }
}
