using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>Operations on buckets themselves.</summary>
internal sealed class BucketOperations(Store store, Access access)
{
    public S3Answer List(S3Request request)
    {
        var identity = request.Identity ?? throw S3Refusal.AccessDenied();
        var xml = new XmlText().Root("ListAllMyBucketsResult").Open("Owner").Element("ID", identity.AccessKey).Close("Owner").Open("Buckets");
        foreach (var bucket in store.Buckets.Values.Where(bucket => bucket.Owner == identity).OrderBy(static bucket => bucket.Name, StringComparer.Ordinal))
        {
            xml.Open("Bucket").Element("Name", bucket.Name).Element("CreationDate", bucket.Created).Close("Bucket");
        }

        return S3Answer.Ok(xml.Close("Buckets").Close("ListAllMyBucketsResult").ToString());
    }

    public S3Answer Create(S3Request request)
    {
        var identity = request.Identity ?? throw S3Refusal.AccessDenied();
        var bucket = store.Buckets.GetOrAdd(
            request.Bucket,
            static (name, state) => new S3Bucket(state.store, name, state.identity, isPublic: false) { HasObjectLock = state.hasObjectLock },
            (store, identity, hasObjectLock: "true".Equals(request.Header("x-amz-bucket-object-lock-enabled"), StringComparison.OrdinalIgnoreCase)));
        return bucket.Owner == identity
            ? new S3Answer { Headers = [new("Location", "/" + request.Bucket)] }
            : throw new S3Refusal(409, "BucketAlreadyExists", "The requested bucket name is not available.");
    }

    public S3Answer Head(S3Request request)
    {
        access.Bucket(request, S3Rights.List);
        return new S3Answer { Headers = [new("x-amz-bucket-region", Store.Region)] };
    }

    public S3Answer Location(S3Request request)
    {
        access.Bucket(request, S3Rights.List);
        return S3Answer.Ok(new XmlText().Root("LocationConstraint").Close("LocationConstraint").ToString());
    }
}
