using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer.ObjectStorage;

/// <summary>How one side is reached and signed for, told to whoever sends requests without its client.</summary>
internal sealed record StoreAccess
{
    /// <summary>Null: AWS.</summary>
    public Uri? ServiceUrl { get; init; }

    /// <summary>Region that is signed for.</summary>
    public required string Region { get; init; }

    /// <summary>Null: unsigned.</summary>
    public SideCredentials? Credentials { get; init; }
}
