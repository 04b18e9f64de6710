using ArchiveTransfer.Testing.Http;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>Access control lists: always the owner alone. Others are refused, as in every new bucket of S3, or taken and forgotten.</summary>
internal sealed class AclOperations(Access access, BodyReader bodies)
{
    private const string CannedHeader = "x-amz-acl";
    private const string OwnershipHeader = "x-amz-object-ownership";
    private const string GrantPrefix = "x-amz-grant-";

    private static readonly string[] Canned =
    [
        "private", "public-read", "public-read-write", "authenticated-read", "aws-exec-read", "bucket-owner-read", "bucket-owner-full-control", "log-delivery-write",
    ];

    /// <summary>Checks the headers by which a write may carry an access control list.</summary>
    public static void CheckHeaders(S3Request request, S3Bucket? bucket)
    {
        var canned = request.Header(CannedHeader);
        var isGranted = request.Http.Request.Headers.Keys.Any(static name => name.StartsWith(GrantPrefix, StringComparison.OrdinalIgnoreCase));
        if (canned is not null && !Canned.Contains(canned))
        {
            throw S3Refusal.InvalidArgument("", CannedHeader, canned);
        }

        if (canned is not null && isGranted)
        {
            throw S3Refusal.InvalidRequest("Specifying both Canned ACLs and Header Grants is not allowed");
        }

        if (request.Operation == S3Operation.CreateBucket)
        {
            // A private list asks for a bucket that has lists at all; any other has to be asked for by the ownership.
            if (!AsksForAcls(request) && (isGranted || canned is not (null or "private")))
            {
                throw new S3Refusal(400, "InvalidBucketAclWithObjectOwnership", "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting");
            }
        }
        else if (bucket?.AcceptsAcls == false && (isGranted || canned is not (null or "bucket-owner-full-control")))
        {
            throw NotSupported();
        }
    }

    /// <summary>Whether a bucket is to be made that takes access control lists.</summary>
    public static bool AsksForAcls(S3Request request) => request.Header(OwnershipHeader) switch
    {
        null => false,
        "BucketOwnerEnforced" => false,
        "BucketOwnerPreferred" or "ObjectWriter" => true,
        { } unknown => throw S3Refusal.InvalidArgument($"Invalid {OwnershipHeader} header: {unknown}", OwnershipHeader),
    };

    public S3Answer GetOfBucket(S3Request request) => Answer(access.Owned(request));

    public S3Answer GetOfObject(S3Request request)
    {
        var bucket = access.Owned(request);
        access.ForReading(request);
        return Answer(bucket);
    }

    public async Task<S3Answer> PutAsync(S3Request request)
    {
        var bucket = access.Owned(request);
        if (request.Operation == S3Operation.PutObjectAcl)
        {
            access.ForReading(request);
        }

        if (request.Http.Request.Headers.Keys.Any(static name => IsAcl(name)))
        {
            BodyReader.RequireNoBody(request);
            return new S3Answer();
        }

        if ((request.Http.Request.ContentLength ?? 0) == 0)
        {
            throw new S3Refusal(400, "MissingSecurityHeader", "Your request was missing a required header").With("MissingHeaderName", CannedHeader);
        }

        var root = await bodies.ReceiveXmlAsync(request).ConfigureAwait(false);
        if (root.Name.LocalName != "AccessControlPolicy")
        {
            throw new S3Refusal(400, "MalformedACLError", "The XML you provided was not well-formed or did not validate against our published schema");
        }

        return bucket.AcceptsAcls ? new S3Answer() : throw NotSupported();
    }

    private static bool IsAcl(string header) =>
        header.Equals(CannedHeader, StringComparison.OrdinalIgnoreCase) || header.StartsWith(GrantPrefix, StringComparison.OrdinalIgnoreCase);

    private static S3Refusal NotSupported() => new(400, "AccessControlListNotSupported", "The bucket does not allow ACLs");

    private static S3Answer Answer(S3Bucket bucket) => S3Answer.Ok(new XmlText().Root("AccessControlPolicy")
        .Owner(bucket.Owner)
        .Open("AccessControlList")
        .Open("Grant")
        .Open("Grantee xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"CanonicalUser\"")
        .Element("ID", bucket.Owner.AccessKey)
        .Element("DisplayName", bucket.Owner.AccessKey)
        .Close("Grantee")
        .Element("Permission", "FULL_CONTROL")
        .Close("Grant")
        .Close("AccessControlList")
        .Close("AccessControlPolicy")
        .ToString());
}
