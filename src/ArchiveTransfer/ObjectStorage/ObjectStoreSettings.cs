namespace ArchiveTransfer.ObjectStorage;

/// <summary>What one side adds to every request it sends.</summary>
internal sealed record ObjectStoreSettings
{
    public static readonly ObjectStoreSettings None = new();

    /// <summary>Account that must own the bucket of this side.</summary>
    public string? ExpectedBucketOwner { get; init; }

    /// <summary>Account that must own the bucket a copy reads from; copies are sent by the destination.</summary>
    public string? SourceExpectedBucketOwner { get; init; }

    /// <summary>Agree to pay on this side.</summary>
    public bool RequesterPays { get; init; }

    /// <summary>Agree to pay for what a copy reads.</summary>
    public bool SourceRequesterPays { get; init; }
}
