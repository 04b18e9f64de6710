namespace ArchiveTransfer;

/// <summary>The run was cancelled and has settled.</summary>
public sealed class ArchiveCollectionCanceledException : OperationCanceledException
{
    /// <summary>Creates one.</summary>
    public ArchiveCollectionCanceledException(ArchiveCollectionResult result, string message, CancellationToken token) : base(message, token) => Result = result;

    /// <summary>What was done until then.</summary>
    public ArchiveCollectionResult Result { get; }
}
