using System.Globalization;
using ArchiveTransfer.Testing.Faults;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>Finds buckets and objects, and refuses those who may not see them.</summary>
internal sealed class Access(Store store)
{
    public S3Bucket Bucket(S3Request request, S3Rights needed) => Bucket(request.Bucket, request.Identity, needed);

    public S3Bucket Bucket(string name, S3Identity? identity, S3Rights needed)
    {
        if (!store.Buckets.TryGetValue(name, out var bucket))
        {
            throw BucketName.IsPlausible(name)
                ? NoSuchBucket(name)
                : BucketName.Invalid(name);
        }

        return bucket.RightsOf(identity).HasFlag(needed) ? bucket : throw S3Refusal.AccessDenied();
    }

    public static S3Refusal NoSuchBucket(string name) => new S3Refusal(404, "NoSuchBucket", "The specified bucket does not exist").With("BucketName", name);

    /// <summary>What only the owner may see or change.</summary>
    public S3Bucket Owned(S3Request request)
    {
        var bucket = Bucket(request, S3Rights.None);
        return bucket.Owner.AccessKey == request.Identity?.AccessKey ? bucket : throw S3Refusal.AccessDenied();
    }

    /// <summary>What a request on an object asks for: never a delete marker.</summary>
    public StoredObject ForReading(S3Request request) => ForReading(request, Bucket(request, S3Rights.None));

    public StoredObject ForReading(S3Request request, S3Bucket bucket)
    {
        var found = Find(bucket, request.Key, request.Identity, RequestedVersion.Of(request, store), request.Past);
        return found.IsDeleteMarker ? throw MarkerRefusal(request, found) : found;
    }

    /// <summary>Changes what an object carries, of the version that the request names or of the current one.</summary>
    public StoredObject Update(S3Request request, S3Bucket bucket, Func<ObjectMetadata, ObjectMetadata> update)
    {
        var version = RequestedVersion.Of(request, store);
        if (bucket.Contents.Update(request.Key, version, update) is { } updated)
        {
            return updated;
        }

        var marker = version is null ? bucket.Contents.FindCurrent(request.Key) : bucket.Contents.FindVersion(request.Key, version);
        if (marker is not null)
        {
            throw MarkerRefusal(request, marker);
        }

        throw version is null ? S3Refusal.NoSuchKey(request.Key) : S3Refusal.NoSuchVersion(request.Key, version);
    }

    private static S3Refusal MarkerRefusal(S3Request request, StoredObject marker) => S3Refusal.MethodNotAllowed(request.Http.Request.Method, "DeleteMarker")
        .WithHeader("Allow", "DELETE")
        .WithHeader("Last-Modified", marker.LastModified.ToString("R", CultureInfo.InvariantCulture))
        .WithHeader("x-amz-delete-marker", "true")
        .WithHeader("x-amz-version-id", marker.VersionId);

    /// <summary>The current object or the version, which may be a delete marker. Who may not list is not told that a key is missing.</summary>
    public static StoredObject Find(S3Bucket bucket, string key, S3Identity? identity, string? versionId, PastObject? past = null)
    {
        var rights = bucket.RightsOf(identity);
        if (!rights.HasFlag(S3Rights.Read) || bucket.DeniesReadOf(key))
        {
            throw S3Refusal.AccessDenied();
        }

        var found = (versionId, past) switch
        {
            (not null, _) => bucket.Contents.FindVersion(key, versionId),
            (_, not null) => past.Object,
            _ => bucket.Contents.FindCurrent(key),
        };
        if (found is not null && (versionId is not null || !found.IsDeleteMarker))
        {
            return found;
        }

        if (!rights.HasFlag(S3Rights.List))
        {
            throw S3Refusal.AccessDenied();
        }

        if (versionId is not null)
        {
            throw S3Refusal.NoSuchVersion(key, versionId);
        }

        throw found is null
            ? S3Refusal.NoSuchKey(key)
            : S3Refusal.NoSuchKey(key).WithHeader("x-amz-delete-marker", "true").WithHeader("x-amz-version-id", found.VersionId);
    }
}
