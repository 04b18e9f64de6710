namespace ArchiveTransfer.ObjectStorage;

/// <summary>Operations by the names S3 gives them; also the keys of request counts.</summary>
internal enum StoreOperation
{
    ListObjectsV2,
    HeadObject,
    GetObject,
    GetObjectTagging,
    PutObject,
    CopyObject,
    CreateMultipartUpload,
    UploadPart,
    UploadPartCopy,
    CompleteMultipartUpload,
    AbortMultipartUpload,
    ListParts,
    DeleteObject,
}
