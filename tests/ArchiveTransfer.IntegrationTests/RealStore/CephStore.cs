using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.ObjectStorage.Sdk;
using Xunit;

namespace ArchiveTransfer.RealStore;

/// <summary>
/// A Ceph RADOS gateway, started by eng/ceph-rgw.sh and named by ARCHIVETRANSFER_RGW; tests that need it are skipped without it.
/// Two users: SRC, who publishes, and DST, who collects. Each test makes buckets of its own and removes them.
/// </summary>
public sealed class CephStore : IAsyncDisposable
{
    private static int buckets;

    private readonly List<(IAmazonS3 Client, string Bucket)> made = [];

    private CephStore(Uri endpoint)
    {
        Endpoint = endpoint;
        Publisher = Client("AKSRC", "SKSRC");
        Collector = Client("AKDST", "SKDST");
    }

    public Uri Endpoint { get; }

    public IAmazonS3 Publisher { get; }

    public IAmazonS3 Collector { get; }

    public static BasicAWSCredentials CollectorCredentials => new("AKDST", "SKDST");

    public static BasicAWSCredentials PublisherCredentials => new("AKSRC", "SKSRC");

    public static CephStore Open()
    {
        string? endpoint = Environment.GetEnvironmentVariable("ARCHIVETRANSFER_RGW");
        Assert.SkipWhen(string.IsNullOrEmpty(endpoint), "no real store: start one with eng/ceph-rgw.sh up and set ARCHIVETRANSFER_RGW to its address");
        return new CephStore(new Uri(endpoint!));
    }

    public async Task<string> AddBucketAsync(IAmazonS3 owner, bool isPublic = false)
    {
        string bucket = $"at-{Environment.ProcessId}-{Interlocked.Increment(ref buckets)}";
        await owner.PutBucketAsync(bucket);
        made.Add((owner, bucket));
        if (isPublic)
        {
            await owner.PutBucketPolicyAsync(bucket, $$"""
                {"Version":"2012-10-17","Statement":[
                  {"Effect":"Allow","Principal":"*","Action":["s3:GetObject"],"Resource":["arn:aws:s3:::{{bucket}}/*"]},
                  {"Effect":"Allow","Principal":"*","Action":["s3:ListBucket"],"Resource":["arn:aws:s3:::{{bucket}}"]}]}
                """);
        }

        return bucket;
    }

    /// <summary>The storage seam with an identity of this store, made as the library makes it: its keys are exact, which those of a plain client of the SDK are not.</summary>
    internal SdkObjectStore Seam(IAmazonS3 identity)
    {
        var options = new ArchiveCollectionOptions();
        options.Destination.ServiceUrl = Endpoint;
        options.Destination.Bucket = "any";
        return S3ClientFactory.OpenDestination(options.Destination, options.Source, new ArchiveCollectionComponents
        {
            DestinationCredentials = identity == Publisher ? PublisherCredentials : CollectorCredentials,
        });
    }

    public async ValueTask DisposeAsync()
    {
        foreach ((IAmazonS3 client, string bucket) in made)
        {
            using SdkObjectStore store = Seam(client);
            foreach (ListedObject item in await ListAsync(client, bucket))
            {
                await store.DeleteAsync(new ObjectAddress(bucket, item.Key), default);
            }

            await client.DeleteBucketAsync(bucket);
        }

        Publisher.Dispose();
        Collector.Dispose();
    }

    internal async Task<List<ListedObject>> ListAsync(IAmazonS3 client, string bucket)
    {
        using SdkObjectStore store = Seam(client);
        var all = new List<ListedObject>();
        string? token = null;
        do
        {
            StoreResult<ObjectPage> page = await store.ListAsync(new ListRequest(bucket, "", ContinuationToken: token), default);
            all.AddRange(page.Value.Objects);
            token = page.Value.NextToken;
        }
        while (token is not null);
        return all;
    }

    internal static async Task<int> OpenUploadsAsync(IAmazonS3 client, string bucket) =>
        (await client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = bucket })).MultipartUploads?.Count ?? 0;

    private AmazonS3Client Client(string accessKey, string secretKey) => new(new BasicAWSCredentials(accessKey, secretKey), new AmazonS3Config
    {
        ServiceURL = Endpoint.AbsoluteUri,
        ForcePathStyle = true,
        AuthenticationRegion = "us-east-1",
        MaxErrorRetry = 0,
        RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
        ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
    });
}
