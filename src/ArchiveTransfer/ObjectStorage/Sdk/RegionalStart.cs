using Amazon.S3;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>The first client of a side, and how to make one for another region with the same identity and connections.</summary>
internal sealed record RegionalStart(AmazonS3Client First, StoreAccess Access, RegionOrigin Origin, Func<string, IAmazonS3> Elsewhere)
{
    /// <summary>One region stays one: an access point has no other.</summary>
    public RegionalClients? Follow(StoreSide side, S3LocationOptions options) => BucketName.IsArn(options.Bucket)
        ? null
        : new RegionalClients(First, Access, Elsewhere, side, options.Bucket!, options.ServiceUrl?.AbsoluteUri ?? First.Config.ServiceURL ?? First.Config.RegionEndpoint.PartitionName, Origin);
}
