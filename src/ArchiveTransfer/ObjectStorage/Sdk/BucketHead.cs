using Amazon.S3;
using Amazon.S3.Model;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>Asks a bucket for its region. Every answer may tell it: also a redirect, and a refusal to those who may not see the bucket.</summary>
internal static class BucketHead
{
    public static async ValueTask<(string? Region, StoreError? Error)> AskAsync(IAmazonS3 client, string bucket, CancellationToken cancellationToken)
    {
        // Nothing of a request before may be applied to this one.
        WireExchange.Current = new WireExchange { Cancellation = cancellationToken };
        try
        {
            HeadBucketResponse answer = await client.HeadBucketAsync(new HeadBucketRequest { BucketName = bucket }, cancellationToken).ConfigureAwait(false);
            return (answer.BucketRegion, null);
        }
        catch (Exception exception) when (SdkErrors.From(StoreOperation.HeadObject, exception) is not null)
        {
            StoreError error = SdkErrors.From(StoreOperation.HeadObject, exception)!;
            return (error.BucketRegion, error);
        }
    }
}
