namespace ArchiveTransfer.Testing.Storage;

/// <summary>A stretch of immutable content.</summary>
internal readonly record struct ContentSegment(Content Content, long Offset, long Length);
