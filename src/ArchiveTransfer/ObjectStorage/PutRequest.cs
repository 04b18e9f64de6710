namespace ArchiveTransfer.ObjectStorage;

/// <summary>One object in one request.</summary>
/// <param name="IfNoneMatch">Refuse to replace (<c>If-None-Match: *</c>).</param>
/// <param name="Md5">Lower-case hexadecimal MD5 that the body has if it arrives as it should: the store refuses any other; null: not known.</param>
internal readonly record struct PutRequest(ObjectAddress Address, StoreBody Body, WriteAttributes Attributes, bool IfNoneMatch = false, string? Md5 = null);
