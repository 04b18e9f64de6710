namespace ArchiveTransfer.Samples.QuickStart;

/// <summary>The configuration file cannot be used; the message says why.</summary>
internal sealed class ConfigurationFileException(string message, Exception innerException) : Exception(message, innerException);
