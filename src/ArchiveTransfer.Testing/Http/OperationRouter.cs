namespace ArchiveTransfer.Testing.Http;

/// <summary>Which operation a request asks for.</summary>
internal static class OperationRouter
{
    public static S3Operation Route(string method, RequestTarget target, bool hasCopySource)
    {
        if (target.Bucket.Length == 0)
        {
            return method == "GET" ? S3Operation.ListBuckets : S3Operation.Unknown;
        }

        return target.Key is null ? RouteBucket(method, target) : RouteObject(method, target, hasCopySource);
    }

    private static S3Operation RouteBucket(string method, RequestTarget target) => method switch
    {
        "HEAD" => S3Operation.HeadBucket,
        "GET" when Has(target, "location") => S3Operation.GetBucketLocation,
        "GET" when Has(target, "versioning") => S3Operation.GetBucketVersioning,
        "GET" when Has(target, "uploads") => S3Operation.ListMultipartUploads,
        "GET" when Has(target, "object-lock") => S3Operation.GetObjectLockConfiguration,
        "PUT" when Has(target, "object-lock") => S3Operation.PutObjectLockConfiguration,
        "GET" when Has(target, "versions") => S3Operation.ListObjectVersions,
        "PUT" when Has(target, "versioning") => S3Operation.PutBucketVersioning,
        "GET" when target.Parameter("list-type") == "2" => S3Operation.ListObjectsV2,
        "GET" when !HasSubresource(target) => S3Operation.ListObjects,
        "PUT" when !HasSubresource(target) => S3Operation.CreateBucket,
        "DELETE" when !HasSubresource(target) => S3Operation.DeleteBucket,
        "POST" when Has(target, "delete") => S3Operation.DeleteObjects,
        _ => S3Operation.Unknown,
    };

    private static S3Operation RouteObject(string method, RequestTarget target, bool hasCopySource) => method switch
    {
        "HEAD" => S3Operation.HeadObject,
        "GET" when Has(target, "uploadId") => S3Operation.ListParts,
        "GET" when Has(target, "retention") => S3Operation.GetObjectRetention,
        "PUT" when Has(target, "retention") => S3Operation.PutObjectRetention,
        "GET" when Has(target, "legal-hold") => S3Operation.GetObjectLegalHold,
        "PUT" when Has(target, "legal-hold") => S3Operation.PutObjectLegalHold,
        "POST" when Has(target, "restore") => S3Operation.RestoreObject,
        "GET" when Has(target, "tagging") => S3Operation.GetObjectTagging,
        "GET" when Has(target, "attributes") => S3Operation.GetObjectAttributes,
        "GET" when Has(target, "acl") => S3Operation.GetObjectAcl,
        "GET" when !HasSubresource(target) => S3Operation.GetObject,
        "PUT" when Has(target, "uploadId") => hasCopySource ? S3Operation.UploadPartCopy : S3Operation.UploadPart,
        "PUT" when Has(target, "tagging") => S3Operation.PutObjectTagging,
        "PUT" when Has(target, "acl") => S3Operation.PutObjectAcl,
        "PUT" when !HasSubresource(target) => hasCopySource ? S3Operation.CopyObject : S3Operation.PutObject,
        "POST" when Has(target, "uploads") => S3Operation.CreateMultipartUpload,
        "POST" when Has(target, "uploadId") => S3Operation.CompleteMultipartUpload,
        "DELETE" when Has(target, "uploadId") => S3Operation.AbortMultipartUpload,
        "DELETE" when Has(target, "tagging") => S3Operation.DeleteObjectTagging,
        "DELETE" when !HasSubresource(target) => S3Operation.DeleteObject,
        _ => S3Operation.Unknown,
    };

    private static bool Has(RequestTarget target, string name) => target.Parameter(name) is not null;

    // A subresource is a parameter without a value: ?policy, ?lifecycle. None of them may pass for the plain operation.
    private static bool HasSubresource(RequestTarget target) => target.Query.Any(static parameter => parameter.Value.Length == 0 && !IsListing(parameter.Key));

    private static bool IsListing(string name) => name is "prefix" or "delimiter" or "marker" or "versionId";
}
