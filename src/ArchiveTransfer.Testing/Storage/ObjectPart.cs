namespace ArchiveTransfer.Testing.Storage;

/// <summary>What an object remembers of a part it was made of.</summary>
internal readonly record struct ObjectPart(int Number, long Size, string? Checksum = null);
