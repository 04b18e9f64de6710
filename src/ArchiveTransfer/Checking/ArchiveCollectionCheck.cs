namespace ArchiveTransfer;

/// <summary>Whether a run could begin, looked at without leaving anything behind.</summary>
public sealed record ArchiveCollectionCheck
{
    /// <summary>Everything that a run needs and that can be looked at beforehand has passed.</summary>
    public bool CanRun { get; init; }

    /// <summary>Each thing looked at: source.list, source.read, destination.list, destination.write, staging.write in the traditional mode, one strategy.NAME for each strategy, strategy, copy.</summary>
    public IReadOnlyList<ArchiveCollectionCheckItem> Items { get; init; } = [];

    /// <summary>Warnings: unusual values, unknown keys.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
