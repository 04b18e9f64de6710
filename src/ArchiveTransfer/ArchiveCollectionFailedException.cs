namespace ArchiveTransfer;

/// <summary>Thrown by <see cref="ArchiveCollectionResult.EnsureSucceeded"/>; the message names the first failures.</summary>
public sealed class ArchiveCollectionFailedException : ArchiveTransferException
{
    /// <summary>Creates one; its code is that of what stopped the run, else <see cref="TransferErrorCodes.ObjectsFailed"/>.</summary>
    public ArchiveCollectionFailedException(ArchiveCollectionResult result, string message) : base(result?.Error?.Code ?? TransferErrorCodes.ObjectsFailed, message) => Result = result ?? throw new ArgumentNullException(nameof(result));

    /// <summary>The result.</summary>
    public ArchiveCollectionResult Result { get; }
}
