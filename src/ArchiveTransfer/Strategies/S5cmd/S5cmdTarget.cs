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

    public required string Region { get; init; }

    /// <summary>Null: AWS.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Most lines in flight.</summary>
    public required int Workers { get; init; }

    public bool RequesterPays { get; init; }
}
