namespace ArchiveTransfer;

/// <summary>Order in which a source yields.</summary>
public enum ArchiveSourceOrder
{
    /// <summary>None: the planner sorts windows of 10,000 objects and compares each with the listing from its first key on, or by one HEAD an object where that lists far more. Two objects with one destination key are told only within a window.</summary>
    Unordered = 0,

    /// <summary>UTF-8 byte order of the destination key: the planner merges with one listing.</summary>
    DestinationKey = 1,

    /// <summary>Runs of UTF-8 byte order, each under one destination prefix; planned in windows, as <see cref="Unordered"/> is.</summary>
    GroupedByPrefix = 2,
}
