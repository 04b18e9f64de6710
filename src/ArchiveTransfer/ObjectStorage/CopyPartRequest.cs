namespace ArchiveTransfer.ObjectStorage;

/// <summary>One part, copied inside the store.</summary>
internal readonly record struct CopyPartRequest(ObjectAddress Source, UploadAddress Upload, int PartNumber, long Offset, long Length, string? SourceIfMatch = null);
