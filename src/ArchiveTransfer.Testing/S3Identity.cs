namespace ArchiveTransfer.Testing;

/// <summary>Somebody who signs requests.</summary>
public sealed record S3Identity
{
    /// <summary>Access key.</summary>
    public required string AccessKey { get; init; }

    /// <summary>Secret key.</summary>
    public required string SecretKey { get; init; }

    /// <summary>Session token that must be sent and signed with each request; null: a long-term key, which must not send one.</summary>
    public string? SessionToken { get; init; }

    /// <summary>The access key alone; the secrets stay out of logs.</summary>
    public override string ToString() => AccessKey;
}
