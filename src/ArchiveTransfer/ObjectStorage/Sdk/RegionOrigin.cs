namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>Who told the region of a side.</summary>
internal enum RegionOrigin
{
    /// <summary>The options, or the ARN that names the bucket.</summary>
    Configured = 0,

    /// <summary>The profile or the SDK's chain: that of whoever calls, not of the bucket.</summary>
    Environment,

    /// <summary>Nobody.</summary>
    Nobody,
}
