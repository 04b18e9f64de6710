namespace ArchiveTransfer.Testing.Profiles;

/// <summary>
/// Cloudflare R2 by its pages on S3 compatibility, extensions and multipart uploads and by its changelog; what the compatibility table marks as not implemented is 501, as users
/// report it for tags, storage classes and checksums of copies. Never run against the real one.
/// </summary>
internal static class R2LikeProfile
{
    private static readonly string[] Operations = ["GetObjectTagging", "PutObjectTagging", "DeleteObjectTagging", "GetObjectAcl", "PutObjectAcl", "GetObjectAttributes", "GetBucketVersioning"];

    private static readonly string[] Headers =
    [
        "x-amz-acl", "x-amz-grant-full-control", "x-amz-grant-read", "x-amz-grant-read-acp", "x-amz-grant-write", "x-amz-grant-write-acp",
        "x-amz-tagging", "x-amz-tagging-directive",
        "x-amz-server-side-encryption", "x-amz-server-side-encryption-aws-kms-key-id", "x-amz-server-side-encryption-context", "x-amz-server-side-encryption-bucket-key-enabled",
        "x-amz-website-redirect-location",
        "x-amz-object-lock-mode", "x-amz-object-lock-retain-until-date", "x-amz-object-lock-legal-hold", "x-amz-bypass-governance-retention", "x-amz-mfa",
        "x-amz-expected-bucket-owner", "x-amz-source-expected-bucket-owner", "x-amz-request-payer",
        "CopyObject:x-amz-checksum-algorithm",
        "UploadPartCopy:x-amz-copy-source-if-match", "UploadPartCopy:x-amz-copy-source-if-none-match",
        "UploadPartCopy:x-amz-copy-source-if-modified-since", "UploadPartCopy:x-amz-copy-source-if-unmodified-since",
    ];

    /// <summary>All but STANDARD and STANDARD_IA.</summary>
    private static readonly string[] MissingStorageClasses =
        ["", "REDUCED_REDUNDANCY", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER", "DEEP_ARCHIVE", "GLACIER_IR", "OUTPOSTS", "SNOW", "EXPRESS_ONEZONE"];

    public static void Apply(S3SimulatorOptions options)
    {
        options.NotImplemented.UnionWith(Operations);
        foreach (var header in Headers)
        {
            options.RefusedHeaders[header] = 501;
        }

        foreach (var storageClass in MissingStorageClasses)
        {
            options.RefusedHeaders["x-amz-storage-class=" + storageClass] = 501;
        }

        options.AcceptedRegions.UnionWith(["auto", ""]);
        options.HonorsConditionsOnCopy = false;
        options.FailedConditionEndsUpload = true;
        options.RequiresEqualParts = true;
        options.SortsParts = true;
    }
}
