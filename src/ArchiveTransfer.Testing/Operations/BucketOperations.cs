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
            static (name, state) => new S3Bucket(state.store, name, state.identity, isPublic: false),
            (store, identity));
        return bucket.Owner == identity
            ? new S3Answer { Headers = store.Options.TellsRegion ? [new("Location", "/" + request.Bucket)] : [] }
            : throw new S3Refusal(409, "BucketAlreadyExists", "The requested bucket name is not available.");
    }

    /// <summary>Only for its owner, and only when nothing is in it.</summary>
    public S3Answer Delete(S3Request request)
    {
        var bucket = access.Bucket(request, S3Rights.None);
        if (bucket.Owner != request.Identity)
        {
            throw S3Refusal.AccessDenied();
        }

        if (bucket.Contents.List("", "", KeyBound.Start, 1).Objects.Count > 0)
        {
            throw new S3Refusal(409, "BucketNotEmpty", "The bucket you tried to delete is not empty");
        }

        store.Buckets.TryRemove(KeyValuePair.Create(bucket.Name, bucket));
        return new S3Answer { Status = 204 };
    }

    public S3Answer Head(S3Request request)
    {
        access.Bucket(request, S3Rights.List);
        return new S3Answer { Headers = store.Options.TellsRegion ? [new("x-amz-bucket-region", Store.Region)] : [] };
    }

    public S3Answer Location(S3Request request)
    {
        access.Bucket(request, S3Rights.List);
        return S3Answer.Ok(new XmlText().Root("LocationConstraint").Text(store.Options.LocationConstraint ?? "").Close("LocationConstraint").ToString());
    }

    public S3Answer Versioning(S3Request request)
    {
        access.Bucket(request, S3Rights.List);
        return S3Answer.Ok(new XmlText().Root("VersioningConfiguration").Close("VersioningConfiguration").ToString());
    }
}
