namespace ArchiveTransfer.Testing.Storage;

/// <summary>What a delete did: the object or version that is gone, or at least hidden, and the marker that hides it.</summary>
internal readonly record struct Deletion(StoredObject? Removed, StoredObject? Marker);
