namespace ArchiveTransfer;

/// <summary>Thrown by <see cref="ArchiveCollectionResult.EnsureSucceeded"/>; the message names the first failures.</summary>
public sealed class ArchiveCollectionFailedException : ArchiveTransferException
{
    /// <summary>Creates one.</summary>
    public ArchiveCollectionFailedException(ArchiveCollectionResult result, string message) : base(TransferErrorCodes.ObjectsFailed, message) => Result = result;

    /// <summary>The result.</summary>
    public ArchiveCollectionResult Result { get; }
}
