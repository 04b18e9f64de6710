namespace ArchiveTransfer.Strategies;

/// <summary>The local disk failed: full, denied or broken. No store is to blame, and no other attempt helps.</summary>
internal sealed class StagingException(string message, Exception inner) : IOException(message, inner);
