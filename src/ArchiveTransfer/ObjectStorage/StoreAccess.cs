using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer.ObjectStorage;

/// <summary>How one side is reached and signed for, told to whoever sends requests without its client.</summary>
internal sealed record StoreAccess
{
    /// <summary>Null: AWS.</summary>
    public Uri? ServiceUrl { get; init; }

    /// <summary>The SDK's own configuration, by environment or profile, sends this side's requests elsewhere than the options say: another endpoint, or one of another kind.</summary>
    public bool IsRedirected { get; init; }

    /// <summary>Region that is signed for; changes when the store names another.</summary>
    public required string Region { get; set; }

    /// <summary>Null: unsigned.</summary>
    public SideCredentials? Credentials { get; init; }
}
