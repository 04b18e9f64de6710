using ArchiveTransfer.Testing.Http;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>Configurations that clients ask a bucket for. None can be set here but who pays: each is answered as S3 does when it never was.</summary>
internal sealed class BucketConfigurationOperations(Access access, BodyReader bodies)
{
    public S3Answer Get(S3Request request)
    {
        var bucket = access.Owned(request);
        return request.Operation switch
        {
            S3Operation.GetBucketPolicy or S3Operation.GetBucketPolicyStatus =>
                throw NotSet(bucket, "NoSuchBucketPolicy", "The bucket policy does not exist"),
            S3Operation.GetBucketCors => throw NotSet(bucket, "NoSuchCORSConfiguration", "The CORS configuration does not exist"),
            S3Operation.GetBucketLifecycleConfiguration => throw NotSet(bucket, "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"),
            S3Operation.GetBucketWebsite => throw NotSet(bucket, "NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration"),
            S3Operation.GetBucketTagging => throw NotSet(bucket, "NoSuchTagSet", "The TagSet does not exist"),
            S3Operation.GetBucketReplication => throw NotSet(bucket, "ReplicationConfigurationNotFoundError", "The replication configuration was not found"),
            S3Operation.GetBucketOwnershipControls => S3Answer.Ok(new XmlText().Root("OwnershipControls")
                .Open("Rule")
                .Element("ObjectOwnership", bucket.AcceptsAcls ? "BucketOwnerPreferred" : "BucketOwnerEnforced")
                .Close("Rule")
                .Close("OwnershipControls")
                .ToString()),
            S3Operation.GetPublicAccessBlock when bucket.IsPublic =>
                throw NotSet(bucket, "NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found"),
            S3Operation.GetPublicAccessBlock => S3Answer.Ok(new XmlText().Root("PublicAccessBlockConfiguration")
                .Element("BlockPublicAcls", true)
                .Element("IgnorePublicAcls", true)
                .Element("BlockPublicPolicy", true)
                .Element("RestrictPublicBuckets", true)
                .Close("PublicAccessBlockConfiguration")
                .ToString()),
            S3Operation.GetBucketLogging => Empty("BucketLoggingStatus"),
            S3Operation.GetBucketNotificationConfiguration => Empty("NotificationConfiguration"),
            S3Operation.GetBucketAccelerateConfiguration => Empty("AccelerateConfiguration"),
            S3Operation.GetBucketEncryption => Encryption(bucket),
            S3Operation.GetBucketRequestPayment => S3Answer.Ok(new XmlText().Root("RequestPaymentConfiguration")
                .Element("Payer", bucket.RequesterPays ? "Requester" : "BucketOwner")
                .Close("RequestPaymentConfiguration")
                .ToString()),
            _ => throw S3Refusal.NotImplemented(OperationNames.Of(request.Operation)),
        };
    }

    public async Task<S3Answer> PutRequestPaymentAsync(S3Request request)
    {
        var bucket = access.Owned(request);
        var root = await bodies.ReceiveXmlAsync(request).ConfigureAwait(false);
        bucket.RequesterPays = root.Elements().FirstOrDefault(static element => element.Name.LocalName == "Payer")?.Value switch
        {
            "Requester" => true,
            "BucketOwner" => false,
            _ => throw S3Refusal.MalformedXml(),
        };
        return new S3Answer();
    }

    private static S3Refusal NotSet(S3Bucket bucket, string code, string message) => new S3Refusal(404, code, message).With("BucketName", bucket.Name);

    private static S3Answer Empty(string root) => S3Answer.Ok(new XmlText().Root(root).Close(root).ToString());

    private static S3Answer Encryption(S3Bucket bucket) => S3Answer.Ok(new XmlText().Root("ServerSideEncryptionConfiguration")
        .Open("Rule")
        .Open("ApplyServerSideEncryptionByDefault")
        .Element("SSEAlgorithm", bucket.DefaultKms ? "aws:kms" : "AES256")
        .Close("ApplyServerSideEncryptionByDefault")
        .Element("BucketKeyEnabled", bucket.DefaultKms)
        .Close("Rule")
        .Close("ServerSideEncryptionConfiguration")
        .ToString());
}
