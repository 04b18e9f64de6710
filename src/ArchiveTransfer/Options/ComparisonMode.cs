namespace ArchiveTransfer;

/// <summary>When two objects count as the same.</summary>
public enum ComparisonMode
{
    /// <summary>ETag where comparable, else size and time: the table in the documentation.</summary>
    Automatic = 0,
    /// <summary>Size and time.</summary>
    SizeAndTime = 1,
    /// <summary>Size alone.</summary>
    SizeOnly = 2,
    /// <summary>ETag alone; not comparable counts as different.</summary>
    ETagOnly = 3,
}
