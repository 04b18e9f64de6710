namespace ArchiveTransfer.Strategies;

/// <summary>A strategy that takes a stream and holds items for which no request is in flight.</summary>
internal interface IGatheringStrategy : ITransferStrategy
{
    /// <summary>Items it may hold beyond what <see cref="ArchiveCollectionOptions.MaxConcurrency"/> lets it have.</summary>
    int Room { get; }
}
