namespace ArchiveTransfer;

/// <summary>The one end of an object.</summary>
public enum TransferStatus
{
    /// <summary>Now at the destination.</summary>
    Copied = 0,

    /// <summary>Was there already.</summary>
    Skipped = 1,

    /// <summary>Not at the destination, or not as asked.</summary>
    Failed = 2,

    /// <summary>Dry run: would be copied.</summary>
    Planned = 3,

    /// <summary>Expected by the source and not published.</summary>
    NotPublished = 4,

    /// <summary>Removed from the destination.</summary>
    Deleted = 5,

    /// <summary>Planned, and not finished because the run ended early: cancelled, aborted, or stopped by a guard.</summary>
    NotAttempted = 6,
}
