namespace ArchiveTransfer.ObjectStorage;

/// <summary>Answer to a part.</summary>
internal readonly record struct WrittenPart(int PartNumber, string ETag);
