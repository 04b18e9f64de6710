using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Faults;

/// <summary>What a key held before its last write; null: nothing.</summary>
internal sealed record PastObject(StoredObject? Object);
