using ArchiveTransfer.Testing.Http;

namespace ArchiveTransfer.Testing.Faults;

/// <summary>Operations that a kind of fault makes sense for.</summary>
internal sealed class FaultScope
{
    private static readonly S3Operation[] WithoutAnswerBody =
    [
        S3Operation.HeadBucket, S3Operation.HeadObject, S3Operation.CreateBucket, S3Operation.DeleteBucket, S3Operation.PutObject, S3Operation.UploadPart,
        S3Operation.DeleteObject, S3Operation.PutObjectTagging, S3Operation.DeleteObjectTagging, S3Operation.PutObjectAcl, S3Operation.AbortMultipartUpload,
        S3Operation.PutBucketAcl, S3Operation.PutBucketRequestPayment, S3Operation.PutBucketVersioning, S3Operation.PutObjectLockConfiguration,
        S3Operation.PutObjectRetention, S3Operation.PutObjectLegalHold, S3Operation.RestoreObject,
    ];

    private readonly Func<S3Operation, bool> _includes;

    private FaultScope(Func<S3Operation, bool> includes) => _includes = includes;

    public static FaultScope Any { get; } = new(static _ => true);

    public static FaultScope Content { get; } = Of(S3Operation.GetObject);

    public static FaultScope Reading { get; } = Of(S3Operation.GetObject, S3Operation.HeadObject);

    public static FaultScope Head { get; } = Of(S3Operation.HeadObject);

    public static FaultScope AnswerBody { get; } = new(static operation => !WithoutAnswerBody.Contains(operation));

    public static FaultScope Xml { get; } = new(static operation => operation != S3Operation.GetObject && !WithoutAnswerBody.Contains(operation));

    public static FaultScope RequestBody { get; } = Of(
        S3Operation.PutObject, S3Operation.UploadPart, S3Operation.CompleteMultipartUpload, S3Operation.DeleteObjects, S3Operation.PutObjectTagging,
        S3Operation.PutObjectAcl, S3Operation.PutBucketAcl, S3Operation.PutBucketRequestPayment, S3Operation.CreateBucket, S3Operation.PutBucketVersioning,
        S3Operation.PutObjectLockConfiguration, S3Operation.PutObjectRetention, S3Operation.PutObjectLegalHold, S3Operation.RestoreObject);

    public static FaultScope AnyBody { get; } = new(static operation => RequestBody.Includes(operation) || AnswerBody.Includes(operation));

    public static FaultScope ConditionalWrites { get; } = Of(
        S3Operation.PutObject, S3Operation.CopyObject, S3Operation.CompleteMultipartUpload, S3Operation.DeleteObject);

    public static FaultScope ETags { get; } = Of(
        S3Operation.GetObject, S3Operation.HeadObject, S3Operation.PutObject, S3Operation.CopyObject, S3Operation.UploadPart, S3Operation.UploadPartCopy,
        S3Operation.CompleteMultipartUpload, S3Operation.ListParts, S3Operation.ListObjects, S3Operation.ListObjectsV2, S3Operation.GetObjectAttributes);

    public static FaultScope Parts { get; } = Of(S3Operation.UploadPart, S3Operation.UploadPartCopy);

    public static FaultScope Completion { get; } = Of(S3Operation.CompleteMultipartUpload);

    public static FaultScope Listing { get; } = Of(S3Operation.ListObjects, S3Operation.ListObjectsV2);

    /// <summary>Pages that say where to go on; those of the first version leave that to their last key.</summary>
    public static FaultScope Paging { get; } = Of(S3Operation.ListObjectsV2);

    public bool Includes(S3Operation operation) => _includes(operation);

    public override string ToString() => string.Join(", ", Enum.GetValues<S3Operation>().Where(Includes));

    private static FaultScope Of(params S3Operation[] operations) => new(operations.Contains);
}
