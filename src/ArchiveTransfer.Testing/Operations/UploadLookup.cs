using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>The upload a request names.</summary>
internal static class UploadLookup
{
    public static MultipartUpload Upload(S3Request request, S3Bucket bucket) =>
        bucket.Contents.FindUpload(request.Key, request.Parameter("uploadId")!) ?? throw S3Refusal.NoSuchUpload(request);
}
