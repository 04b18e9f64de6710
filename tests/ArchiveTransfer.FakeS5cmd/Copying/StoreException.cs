namespace ArchiveTransfer.FakeS5cmd.Copying;

/// <summary>The store refused, or could not be asked.</summary>
internal sealed class StoreException(string message, bool isRetryable) : Exception(message)
{
    public bool IsRetryable { get; } = isRetryable;
}
