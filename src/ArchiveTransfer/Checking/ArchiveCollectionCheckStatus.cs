namespace ArchiveTransfer;

/// <summary>What became of one thing looked at.</summary>
public enum ArchiveCollectionCheckStatus
{
    /// <summary>It works.</summary>
    Passed = 0,
    /// <summary>It does not.</summary>
    Failed = 1,
    /// <summary>It could not be looked at, or only a real object shows it; the message says which.</summary>
    NotChecked = 2,
}
