namespace ArchiveTransfer;

/// <summary>What both sides have in common.</summary>
public abstract class S3LocationOptions
{
    private protected S3LocationOptions() { }

    /// <summary>Bucket name, access-point alias or access-point ARN. Required.</summary>
    /// <remarks>Names outside the strict naming rules are used with a warning; directory buckets and multi-region access points are refused.</remarks>
    public string? Bucket { get; set; }

    /// <summary>Start of every key, byte for byte: no slash is added.</summary>
    /// <value>Empty; up to 1,024 bytes of UTF-8. Source and destination in one bucket of one store must not begin with each other.</value>
    public string Prefix { get; set; } = "";

    /// <summary>Region; null: the profile's or the SDK's chain; with <see cref="ServiceUrl"/>, us-east-1.</summary>
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
