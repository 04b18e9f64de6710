namespace ArchiveTransfer.Testing;

/// <summary>An S3 store in this process, on loopback.</summary>
public sealed class S3Simulator
{
}
