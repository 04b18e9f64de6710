namespace ArchiveTransfer;

/// <summary>What one failed object means for the rest.</summary>
public enum FailureMode
{
    /// <summary>Go on.</summary>
    ContinueOnFailure = 0,
    /// <summary>Hand out no more work; what was planned and not begun becomes <see cref="TransferStatus.NotAttempted"/>.</summary>
    AbortOnFailure = 1,
}
