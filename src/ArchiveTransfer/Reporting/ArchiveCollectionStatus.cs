namespace ArchiveTransfer;

/// <summary>How a run ended.</summary>
public enum ArchiveCollectionStatus
{
    /// <summary>Nothing failed.</summary>
    Succeeded = 0,

    /// <summary>Some failed, some did not.</summary>
    PartiallySucceeded = 1,

    /// <summary>Everything that was tried failed, or the run could not go on.</summary>
    Failed = 2,

    /// <summary>Cancelled.</summary>
    Canceled = 3,
}
