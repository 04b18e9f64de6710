namespace ArchiveTransfer.ObjectStorage;

/// <summary>Headers of an object.</summary>
internal readonly record struct HeadRequest(ObjectAddress Address, string? IfMatch = null);
