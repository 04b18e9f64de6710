using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>Finds the source of a copy with the rights of whoever signed it.</summary>
internal sealed class CopyReader(Store store, Access access, CustomerKeyReader keys)
{
    public const long LargestCopy = 5L << 30;

    public (S3Bucket Bucket, StoredObject Source) Find(S3Request request)
    {
        var place = CopySource.Parse(request.Header(CopySource.HeaderName)!);
        var isAccessPoint = store.AccessPoints.TryGetValue(place.Bucket, out var behind);
        var bucket = access.Bucket(behind?.Name ?? place.Bucket, request.Identity, S3Rights.None);
        if (isAccessPoint && bucket.Region != request.Region)
        {
            throw S3Refusal.InvalidRequest("Copies by an access point are supported within one region only.");
        }

        BucketGuard.CheckSource(request, bucket, store.Options.HonorsExpectedOwner);
        var source = Access.Find(bucket, place.Key, request.Identity, RequestedVersion.Check(place.VersionId, store));
        if (source.IsDeleteMarker)
        {
            throw S3Refusal.InvalidRequest("The source of a copy request may not specifically refer to a delete marker by version id.");
        }

        if (bucket.DeniesCopyOf(place.Key))
        {
            throw S3Refusal.AccessDenied();
        }

        keys.CheckSource(request, source);
        ArchiveRules.RequireReadable(source, store.Options.TimeProvider.GetUtcNow(), "Operation is not valid for the source object's storage class");
        if (store.Options.HonorsConditionsOnCopySource)
        {
            Conditions.CheckCopySource(request, source, store.Options);
        }

        return (bucket, source);
    }

    public static S3Refusal TooLarge() =>
        S3Refusal.InvalidRequest("The specified copy source is larger than the maximum allowable size for a copy source: 5368709120");
}
