namespace ArchiveTransfer;

/// <summary>Order in which a source yields.</summary>
public enum ArchiveSourceOrder
{
    /// <summary>None: the planner asks for each destination object (one HEAD each).</summary>
    Unordered = 0,
    /// <summary>UTF-8 byte order of the destination key: the planner merges with one listing.</summary>
    DestinationKey = 1,
    /// <summary>Runs of UTF-8 byte order, each under one destination prefix: the planner merges run by run.</summary>
    GroupedByPrefix = 2,
}
