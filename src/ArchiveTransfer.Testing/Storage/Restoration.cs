namespace ArchiveTransfer.Testing.Storage;

/// <summary>The copy of an archived object that was asked for. Without expiry it left the archive for good.</summary>
internal sealed record Restoration(DateTimeOffset ReadyAt, DateTimeOffset? Expiry)
{
    public bool IsOngoingAt(DateTimeOffset now) => now < ReadyAt;

    /// <summary>Ready and not yet run out.</summary>
    public bool IsThereAt(DateTimeOffset now) => now >= ReadyAt && !(Expiry <= now);
}
