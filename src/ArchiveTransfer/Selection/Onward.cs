namespace ArchiveTransfer.Selection;

/// <summary>Where an object may go on that failed one way.</summary>
internal enum Onward
{
    Nowhere,

    /// <summary>To another strategy whose copies the store makes.</summary>
    SameWay,

    AnyWay,
}
