namespace ArchiveTransfer.ObjectStorage;

/// <summary>One object copied inside the store in one request.</summary>
/// <param name="SourceIfMatch">ETag the source must still have; not every store looks.</param>
internal readonly record struct CopyRequest(ObjectAddress Source, ObjectAddress Destination, WriteAttributes Attributes, string? SourceIfMatch = null, bool IfNoneMatch = false);
