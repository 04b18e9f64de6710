namespace ArchiveTransfer.FakeS5cmd.CommandLine;

/// <summary>A command line that makes no sense.</summary>
internal sealed class UsageException(string message) : Exception(message);
