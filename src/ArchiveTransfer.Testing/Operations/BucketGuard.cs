using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>What holds for a bucket whatever is asked of it: its region, the owner that was expected, and who pays.</summary>
internal sealed class BucketGuard(Store store)
{
    private const string ExpectedOwner = "x-amz-expected-bucket-owner";
    private const string ExpectedSourceOwner = "x-amz-source-expected-bucket-owner";
    private const string SecondFactor = "x-amz-mfa";
    private const int AccountIdLength = 12;

    public void Check(S3Request request)
    {
        store.Buckets.TryGetValue(request.Bucket, out var bucket);
        if (request.Operation is S3Operation.PutObject or S3Operation.CopyObject or S3Operation.CreateMultipartUpload or S3Operation.CreateBucket
            or S3Operation.PutObjectAcl or S3Operation.PutBucketAcl)
        {
            AclOperations.CheckHeaders(request, bucket);
        }

        if (request.Operation is S3Operation.PutObject or S3Operation.CopyObject && store.Options.ChecksPartNumbers && request.Parameter("partNumber") is { } number)
        {
            throw S3Refusal.InvalidArgument("This operation does not accept a partNumber without an uploadId", "partNumber", number);
        }

        // Left out here: whoever relies on a second factor must not believe it was asked for.
        if (request.Operation is S3Operation.DeleteObject or S3Operation.DeleteObjects or S3Operation.PutBucketVersioning && request.Header(SecondFactor) is not null)
        {
            throw S3Refusal.HeaderNotImplemented(SecondFactor);
        }

        if (bucket is null || request.Operation == S3Operation.CreateBucket)
        {
            return;
        }

        if (bucket.Region != request.Region && request.Operation != S3Operation.GetBucketLocation)
        {
            throw Elsewhere(request, bucket);
        }

        if (store.Options.HonorsExpectedOwner)
        {
            CheckOwner(request, ExpectedOwner, bucket);
        }

        CheckPayer(request, bucket);
    }

    /// <summary>The same for the source of a copy, which may lie in another region.</summary>
    public static void CheckSource(S3Request request, S3Bucket source, bool honorsExpectedOwner)
    {
        if (honorsExpectedOwner)
        {
            CheckOwner(request, ExpectedSourceOwner, source);
        }

        CheckPayer(request, source);
    }

    /// <summary>Adds the headers that tell of the bucket.</summary>
    public S3Answer Complete(S3Request request, S3Answer answer)
    {
        if (store.Options.TellsRegion && request.Operation is S3Operation.ListObjects or S3Operation.ListObjectsV2)
        {
            answer = answer with { Headers = [.. answer.Headers, new("x-amz-bucket-region", request.Region)] };
        }

        return request.IsCharged ? answer with { Headers = [.. answer.Headers, new("x-amz-request-charged", "requester")] } : answer;
    }

    private static void CheckOwner(S3Request request, string header, S3Bucket bucket)
    {
        if (request.Header(header) is not { } expected)
        {
            return;
        }

        if (expected.Length != AccountIdLength || !expected.All(char.IsAsciiDigit))
        {
            throw new S3Refusal(400, "InvalidBucketOwnerAWSAccountID", $"The value of the expected bucket owner parameter must be an AWS Account ID... [{expected}]");
        }

        if (expected != bucket.Owner.AccountId)
        {
            throw S3Refusal.AccessDenied();
        }
    }

    private static void CheckPayer(S3Request request, S3Bucket bucket)
    {
        if (!bucket.RequesterPays || request.Identity?.AccountId == bucket.Owner.AccountId)
        {
            return;
        }

        if (request.Identity is null || !string.Equals(request.Header("x-amz-request-payer"), "requester", StringComparison.OrdinalIgnoreCase))
        {
            throw S3Refusal.AccessDenied();
        }

        request.IsCharged = true;
    }

    // The address of the region names no bucket, so the path has to.
    private static string PathOf(S3Request request) =>
        VirtualHost.BucketOf(request.Http.Request.Headers.Host) is { Length: > 0 } bucket ? $"/{bucket}{request.Target.Raw}" : request.Target.Raw;

    private S3Refusal Elsewhere(S3Request request, S3Bucket bucket)
    {
        var endpoint = store.Endpoints[bucket.Region];
        var refusal = bucket.RedirectsTemporarily
            ? new S3Refusal(307, "TemporaryRedirect", "Please re-send this request to the specified temporary endpoint. Continue to use the original request endpoint for future requests.")
                .WithHeader("Location", endpoint.GetLeftPart(UriPartial.Authority) + PathOf(request))
            : new S3Refusal(301, "PermanentRedirect", "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.");
        return refusal.With("Endpoint", endpoint.Authority).With("Bucket", bucket.Name).WithHeader("x-amz-bucket-region", bucket.Region);
    }
}
