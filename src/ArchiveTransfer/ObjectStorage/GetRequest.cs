namespace ArchiveTransfer.ObjectStorage;

/// <summary>A range of an object that is not empty.</summary>
/// <param name="Offset">First byte.</param>
/// <param name="Length">Bytes, at least one.</param>
internal readonly record struct GetRequest(ObjectAddress Address, long Offset, long Length, string? IfMatch = null);
