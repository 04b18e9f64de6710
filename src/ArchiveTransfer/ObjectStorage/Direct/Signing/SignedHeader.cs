namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>A header of a request; the name in lower case.</summary>
internal readonly record struct SignedHeader(string Name, string Value);
