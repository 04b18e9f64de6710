namespace ArchiveTransfer.ObjectStorage;

/// <summary>Begins a multipart upload; the object's headers are fixed here.</summary>
internal readonly record struct CreateUploadRequest(ObjectAddress Address, WriteAttributes Attributes);
