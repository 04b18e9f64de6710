using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>What a child needs for the copies of one run.</summary>
internal sealed record S5cmdTarget
{
    public required S5cmdTool Tool { get; init; }

    /// <summary>Flags of every copy.</summary>
    public required string Flags { get; init; }

    /// <summary>The destination's, which signs the copies.</summary>
    public required SideCredentials Credentials { get; init; }

    /// <summary>Where copies are sent; read when a child starts, as the region may be learned meanwhile.</summary>
    public required StoreAccess Access { get; init; }

    /// <summary>Most lines in flight.</summary>
    public required int Workers { get; init; }

    public bool RequesterPays { get; init; }
}
