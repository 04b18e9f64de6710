using ArchiveTransfer.Testing.Checksums;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>What a bucket and a connection demand of whoever writes an object.</summary>
internal sealed class WriteRules(Store store, CustomerKeyReader keys)
{
    private const string TrailerName = "x-amz-trailer";

    /// <summary>Reads what the object is to carry, and refuses what this bucket or connection does not take.</summary>
    public ObjectMetadata Read(S3Request request, S3Bucket bucket)
    {
        var given = MetadataReader.Read(request, store.Options);
        if (given.CustomerKey is not null)
        {
            keys.RequireTls(request);
        }

        if (given.Lock is { } wanted)
        {
            if (!bucket.HasObjectLock)
            {
                throw S3Refusal.InvalidRequest("Bucket is missing ObjectLockConfiguration");
            }

            ObjectLockHeaders.RequireFuture(wanted.RetainUntil, store.Options.TimeProvider.GetUtcNow());
        }

        return given;
    }

    /// <summary>A body into a bucket with Object Lock comes with a digest of it.</summary>
    public static void RequireDigest(S3Request request, S3Bucket bucket)
    {
        if (bucket.HasObjectLock && !HasDigest(request))
        {
            var what = request.Operation == S3Operation.UploadPart ? "Put Part" : "Put Object";
            throw S3Refusal.InvalidRequest($"Content-MD5 OR x-amz-checksum- HTTP header is required for {what} requests with Object Lock parameters");
        }
    }

    public static bool HasDigest(S3Request request) =>
        request.Header("Content-MD5") is not null
        || request.Header(TrailerName)?.StartsWith("x-amz-checksum-", StringComparison.OrdinalIgnoreCase) == true
        || RunningChecksum.Algorithms.Any(algorithm => request.Header("x-amz-checksum-" + algorithm) is not null);
}
