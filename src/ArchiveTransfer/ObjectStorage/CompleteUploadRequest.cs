namespace ArchiveTransfer.ObjectStorage;

/// <summary>Makes the object of its parts, given in order.</summary>
internal readonly record struct CompleteUploadRequest(UploadAddress Upload, IReadOnlyList<WrittenPart> Parts, bool IfNoneMatch = false);
