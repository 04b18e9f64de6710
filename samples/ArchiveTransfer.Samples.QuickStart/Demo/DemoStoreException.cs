namespace ArchiveTransfer.Samples.QuickStart.Demo;

/// <summary>The demo store cannot be used; the message says why.</summary>
internal sealed class DemoStoreException(string message, Exception? innerException = null) : Exception(message, innerException);
