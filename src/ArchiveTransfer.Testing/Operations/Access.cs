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
                ? new S3Refusal(404, "NoSuchBucket", "The specified bucket does not exist").With("BucketName", name)
                : BucketName.Invalid(name);
        }

        return bucket.RightsOf(identity).HasFlag(needed) ? bucket : throw S3Refusal.AccessDenied();
    }

    /// <summary>What only the owner may see or change.</summary>
    public S3Bucket Owned(S3Request request)
    {
        var bucket = Bucket(request, S3Rights.None);
        return bucket.Owner.AccessKey == request.Identity?.AccessKey ? bucket : throw S3Refusal.AccessDenied();
    }

    public StoredObject ForReading(S3Request request) => ForReading(Bucket(request, S3Rights.None), request.Key, request.Identity);

    /// <summary>Who may not list is not told that a key is missing.</summary>
    public static StoredObject ForReading(S3Bucket bucket, string key, S3Identity? identity)
    {
        var rights = bucket.RightsOf(identity);
        if (!rights.HasFlag(S3Rights.Read) || bucket.DeniesReadOf(key))
        {
            throw S3Refusal.AccessDenied();
        }

        return bucket.Contents.Find(key) ?? throw (rights.HasFlag(S3Rights.List) ? S3Refusal.NoSuchKey(key) : S3Refusal.AccessDenied());
    }
}
