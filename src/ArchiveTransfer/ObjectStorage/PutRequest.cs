namespace ArchiveTransfer.ObjectStorage;

/// <summary>One object in one request.</summary>
/// <param name="IfNoneMatch">Refuse to replace (<c>If-None-Match: *</c>).</param>
internal readonly record struct PutRequest(ObjectAddress Address, StoreBody Body, WriteAttributes Attributes, bool IfNoneMatch = false);
