using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>Operations on buckets themselves.</summary>
internal sealed class BucketOperations(Store store, Access access, BodyReader bodies)
{
    private const string RegionHeader = "x-amz-bucket-region";
    private const string OldestRegion = "us-east-1";

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

    public async Task<S3Answer> CreateAsync(S3Request request)
    {
        var identity = request.Identity ?? throw S3Refusal.AccessDenied();
        if (!BucketName.IsValid(request.Bucket))
        {
            throw BucketName.Invalid(request.Bucket);
        }

        var region = await RegionAsync(request).ConfigureAwait(false);
        var created = new S3Bucket(store, request.Bucket, identity, isPublic: false, region)
        {
            HasObjectLock = "true".Equals(request.Header("x-amz-bucket-object-lock-enabled"), StringComparison.OrdinalIgnoreCase),
            AcceptsAcls = store.Options.AcceptsAcls || AclOperations.AsksForAcls(request) || request.Header("x-amz-acl") is not null,
        };
        var bucket = store.Buckets.GetOrAdd(request.Bucket, created);
        if (bucket.Owner != identity)
        {
            throw new S3Refusal(409, "BucketAlreadyExists", "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.")
                .With("BucketName", request.Bucket);
        }

        // Only the oldest region is content with a bucket that is there already.
        return ReferenceEquals(bucket, created) || (bucket.Region == OldestRegion && request.Region == OldestRegion)
            ? new S3Answer { Headers = store.Options.TellsRegion ? [new("Location", "/" + request.Bucket)] : [] }
            : throw new S3Refusal(409, "BucketAlreadyOwnedByYou", "Your previous request to create the named bucket succeeded and you already own it.")
                .With("BucketName", request.Bucket);
    }

    public S3Answer Delete(S3Request request)
    {
        var bucket = access.Owned(request);
        if (!bucket.Contents.TryClose())
        {
            var rest = bucket.Contents.Versioning == Versioning.None ? "" : ". You must delete all versions in the bucket.";
            throw new S3Refusal(409, "BucketNotEmpty", "The bucket you tried to delete is not empty" + rest).With("BucketName", bucket.Name);
        }

        store.Buckets.TryRemove(KeyValuePair.Create(bucket.Name, bucket));
        return new S3Answer { Status = 204 };
    }

    public S3Answer Head(S3Request request)
    {
        try
        {
            access.Bucket(request, S3Rights.List);
        }
        catch (S3Refusal refusal) when (store.Options.TellsRegion && store.Buckets.ContainsKey(request.Bucket))
        {
            // The region is told to those, too, who may not see the bucket.
            throw refusal.WithHeader(RegionHeader, request.Region);
        }

        return new S3Answer { Headers = store.Options.TellsRegion ? [new(RegionHeader, request.Region)] : [] };
    }

    public S3Answer Location(S3Request request)
    {
        var bucket = access.Bucket(request, S3Rights.List);
        return S3Answer.Ok(new XmlText().Root("LocationConstraint")
            .Text(store.Options.LocationConstraint ?? (bucket.Region == OldestRegion ? "" : bucket.Region))
            .Close("LocationConstraint")
            .ToString());
    }

    private async Task<string> RegionAsync(S3Request request)
    {
        string? constraint = null;
        if (request.Http.Request.ContentLength > 0)
        {
            var root = await bodies.ReceiveXmlAsync(request).ConfigureAwait(false);
            constraint = root.Name.LocalName == "CreateBucketConfiguration"
                ? root.Elements().FirstOrDefault(static element => element.Name.LocalName == "LocationConstraint")?.Value
                : throw S3Refusal.MalformedXml();
        }
        else
        {
            BodyReader.RequireNoBody(request);
        }

        if (string.IsNullOrEmpty(constraint) && request.Region == OldestRegion)
        {
            return OldestRegion;
        }

        if (request.Region != OldestRegion && constraint != request.Region)
        {
            var named = string.IsNullOrEmpty(constraint) ? "unspecified" : constraint;
            throw new S3Refusal(400, "IllegalLocationConstraintException", $"The {named} location constraint is incompatible for the region specific endpoint this request was sent to.");
        }

        return store.Endpoints.ContainsKey(constraint!) && constraint != OldestRegion
            ? constraint!
            : throw new S3Refusal(400, "InvalidLocationConstraint", "The specified location-constraint is not valid").With("LocationConstraint", constraint);
    }
}
