namespace ArchiveTransfer.Testing.Storage;

internal readonly record struct ListedVersion(StoredObject Version, bool IsLatest);
