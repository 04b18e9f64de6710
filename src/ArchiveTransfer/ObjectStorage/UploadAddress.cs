namespace ArchiveTransfer.ObjectStorage;

/// <summary>A multipart upload.</summary>
internal readonly record struct UploadAddress(string Bucket, string Key, string UploadId);
