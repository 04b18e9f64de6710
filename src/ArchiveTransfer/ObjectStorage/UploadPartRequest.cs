namespace ArchiveTransfer.ObjectStorage;

/// <summary>One part, sent.</summary>
internal readonly record struct UploadPartRequest(UploadAddress Upload, int PartNumber, StoreBody Body);
