namespace ArchiveTransfer.Testing.Storage;

/// <summary>Takes bytes piece by piece.</summary>
internal delegate void ByteConsumer(ReadOnlySpan<byte> bytes);
