using ArchiveTransfer.Planning;

namespace ArchiveTransfer;

/// <summary>One object to transfer, everything known.</summary>
public sealed record PlannedTransfer
{
    /// <summary>The object.</summary>
    public required ArchiveObject Source { get; init; }

    /// <summary>Bucket it is in.</summary>
    public required string SourceBucket { get; init; }

    /// <summary>Bucket it goes to.</summary>
    public required string DestinationBucket { get; init; }

    /// <summary>Key it goes to.</summary>
    public required string DestinationKey { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Why it is transferred: one of <see cref="TransferReasons"/>.</summary>
    public required string Reason { get; init; }

    /// <summary>What the object would replace; null: nothing, or not looked for.</summary>
    internal DestinationState? Existing { get; init; }
}
