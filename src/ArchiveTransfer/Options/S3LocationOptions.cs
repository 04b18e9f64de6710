namespace ArchiveTransfer;

/// <summary>What both sides have in common.</summary>
public abstract class S3LocationOptions
{
    private protected S3LocationOptions() { }

    /// <summary>Bucket name. Required.</summary>
    public string? Bucket { get; set; }

    /// <summary>Start of every key.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>Region; null: the profile's or the SDK's chain; with <see cref="ServiceUrl"/>, us-east-1.</summary>
    public string? Region { get; set; }

    /// <summary>Endpoint of a store that is not AWS, with scheme.</summary>
    public Uri? ServiceUrl { get; set; }

    /// <summary>Bucket in the path instead of the host name.</summary>
    /// <value>Null: true with <see cref="ServiceUrl"/> or dots in the bucket, else false.</value>
    public bool? ForcePathStyle { get; set; }

    /// <summary>Profile of the shared AWS files; SSO and role profiles need AWSSDK.SSO, AWSSDK.SSOOIDC or AWSSDK.SecurityToken in the application.</summary>
    public string? Profile { get; set; }
}
