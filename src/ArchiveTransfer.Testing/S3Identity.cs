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

    /// <summary>When the session ends and every request of it becomes 400 ExpiredToken, by the clock of the simulator; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Account it belongs to, 12 digits: what <c>x-amz-expected-bucket-owner</c> is compared with.</summary>
    public string AccountId { get; init; } = "000000000000";

    /// <summary>Whose rights it has: another's for the session of a role, else its own.</summary>
    internal S3Identity Principal => ActsAs ?? this;

    internal S3Identity? ActsAs { get; init; }

    internal string? SessionArn { get; init; }

    internal string Arn => SessionArn ?? $"arn:aws:iam::{AccountId}:user/{AccessKey}";

    /// <summary>The access key alone; the secrets stay out of logs.</summary>
    public override string ToString() => AccessKey;
}
