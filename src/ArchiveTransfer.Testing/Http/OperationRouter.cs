namespace ArchiveTransfer.Testing.Http;

/// <summary>Which operation a request asks for. Parameters that S3 does not know are ignored, as it does.</summary>
internal static class OperationRouter
{
    // None of them may pass for the plain operation.
    private static readonly HashSet<string> Subresources = new(StringComparer.Ordinal)
    {
        "abac", "accelerate", "acl", "analytics", "attributes", "cors", "delete", "encryption", "intelligent-tiering", "inventory", "legal-hold", "lifecycle", "location",
        "logging", "metadataConfiguration", "metadataInventoryTable", "metadataJournalTable", "metadataTable", "metrics", "notification", "object-lock", "ownershipControls", "policy", "policyStatus", "publicAccessBlock", "renameObject",
        "replication", "requestPayment", "restore", "retention", "select", "session", "tagging", "torrent", "uploadId", "uploads", "versioning", "versions", "website",
    };

    private static readonly Dictionary<string, S3Operation> BucketReads = new(StringComparer.Ordinal)
    {
        ["location"] = S3Operation.GetBucketLocation,
        ["versioning"] = S3Operation.GetBucketVersioning,
        ["uploads"] = S3Operation.ListMultipartUploads,
        ["versions"] = S3Operation.ListObjectVersions,
        ["object-lock"] = S3Operation.GetObjectLockConfiguration,
        ["acl"] = S3Operation.GetBucketAcl,
        ["policy"] = S3Operation.GetBucketPolicy,
        ["policyStatus"] = S3Operation.GetBucketPolicyStatus,
        ["cors"] = S3Operation.GetBucketCors,
        ["lifecycle"] = S3Operation.GetBucketLifecycleConfiguration,
        ["logging"] = S3Operation.GetBucketLogging,
        ["website"] = S3Operation.GetBucketWebsite,
        ["requestPayment"] = S3Operation.GetBucketRequestPayment,
        ["encryption"] = S3Operation.GetBucketEncryption,
        ["tagging"] = S3Operation.GetBucketTagging,
        ["replication"] = S3Operation.GetBucketReplication,
        ["notification"] = S3Operation.GetBucketNotificationConfiguration,
        ["accelerate"] = S3Operation.GetBucketAccelerateConfiguration,
        ["ownershipControls"] = S3Operation.GetBucketOwnershipControls,
        ["publicAccessBlock"] = S3Operation.GetPublicAccessBlock,
    };

    public static S3Operation Route(string method, RequestTarget target, bool hasCopySource)
    {
        if (target.Bucket.Length == 0)
        {
            return method == "GET" ? S3Operation.ListBuckets : S3Operation.Unknown;
        }

        var subresource = Subresource(target);
        return target.Key is null ? RouteBucket(method, target, subresource) : RouteObject(method, target, subresource, hasCopySource);
    }

    /// <summary>Null: there is such an operation, though perhaps not here. Otherwise S3, too, refuses the method.</summary>
    public static S3Refusal? RefusedMethod(string method, RequestTarget target)
    {
        var resource = target.Bucket.Length == 0 ? "SERVICE" : target.Key is null ? "BUCKET" : "OBJECT";
        var isPlain = Subresource(target) is null;
        if (method == "POST" && resource == "BUCKET" && isPlain)
        {
            return OnCephNotImplemented(S3Refusal.PreconditionFailed("Bucket POST must be of the enclosure-type multipart/form-data"));
        }

        if (method == "POST" && resource == "OBJECT" && isPlain)
        {
            return OnCephNotImplemented(S3Refusal.MethodNotAllowed(method, resource));
        }

        return method is not ("GET" or "PUT" or "POST" or "DELETE" or "HEAD") || resource == "SERVICE"
            ? S3Refusal.MethodNotAllowed(method, resource)
            : null;
    }

    private static S3Refusal OnCephNotImplemented(S3Refusal refusal)
    {
        refusal.OnCeph = (501, "NotImplemented");
        return refusal;
    }

    private static string? Subresource(RequestTarget target)
    {
        foreach (var parameter in target.Query)
        {
            if (Subresources.Contains(parameter.Key))
            {
                return parameter.Key;
            }
        }

        return null;
    }

    private static S3Operation RouteBucket(string method, RequestTarget target, string? subresource) => (method, subresource) switch
    {
        ("HEAD", _) => S3Operation.HeadBucket,
        ("GET", null) => target.Parameter("list-type") == "2" ? S3Operation.ListObjectsV2 : S3Operation.ListObjects,
        ("GET", not null) => BucketReads.GetValueOrDefault(subresource, S3Operation.Unknown),
        ("PUT", null) => S3Operation.CreateBucket,
        ("PUT", "acl") => S3Operation.PutBucketAcl,
        ("PUT", "versioning") => S3Operation.PutBucketVersioning,
        ("PUT", "object-lock") => S3Operation.PutObjectLockConfiguration,
        ("PUT", "requestPayment") => S3Operation.PutBucketRequestPayment,
        ("DELETE", null) => S3Operation.DeleteBucket,
        ("POST", "delete") => S3Operation.DeleteObjects,
        _ => S3Operation.Unknown,
    };

    private static S3Operation RouteObject(string method, RequestTarget target, string? subresource, bool hasCopySource) => (method, subresource) switch
    {
        ("HEAD", _) => S3Operation.HeadObject,
        ("GET", null) => S3Operation.GetObject,
        ("GET", "uploadId") => S3Operation.ListParts,
        ("GET", "tagging") => S3Operation.GetObjectTagging,
        ("GET", "attributes") => S3Operation.GetObjectAttributes,
        ("GET", "acl") => S3Operation.GetObjectAcl,
        ("GET", "retention") => S3Operation.GetObjectRetention,
        ("GET", "legal-hold") => S3Operation.GetObjectLegalHold,
        ("PUT", null) => hasCopySource ? S3Operation.CopyObject : S3Operation.PutObject,
        ("PUT", "uploadId") => hasCopySource ? S3Operation.UploadPartCopy : S3Operation.UploadPart,
        ("PUT", "tagging") => S3Operation.PutObjectTagging,
        ("PUT", "acl") => S3Operation.PutObjectAcl,
        ("PUT", "retention") => S3Operation.PutObjectRetention,
        ("PUT", "legal-hold") => S3Operation.PutObjectLegalHold,
        ("POST", "restore") => S3Operation.RestoreObject,
        ("POST", "uploads") => S3Operation.CreateMultipartUpload,
        ("POST", "uploadId") => S3Operation.CompleteMultipartUpload,
        ("DELETE", null) => S3Operation.DeleteObject,
        ("DELETE", "uploadId") => S3Operation.AbortMultipartUpload,
        ("DELETE", "tagging") => S3Operation.DeleteObjectTagging,
        _ => S3Operation.Unknown,
    };
}
