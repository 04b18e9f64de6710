namespace ArchiveTransfer.Testing.Admin;

/// <summary>An identity to make.</summary>
internal sealed class IdentityOrder
{
    public required string Name { get; set; }

    public bool WithSessionToken { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }
}
