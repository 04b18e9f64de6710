namespace ArchiveTransfer;

/// <summary>The run cannot start or go on.</summary>
public class ArchiveTransferException : Exception
{
    /// <summary>Creates one.</summary>
    public ArchiveTransferException(string errorCode, string message, Exception? innerException = null) : base(message, innerException) => ErrorCode = errorCode;

    /// <summary>One of <see cref="TransferErrorCodes"/>.</summary>
    public string ErrorCode { get; }
}
