using System.Security.Cryptography.X509Certificates;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Transfer;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Clients;

/// <summary>AWSSDK.S3 as it comes: the checksums it adds by itself are left on.</summary>
internal sealed class SdkClient(S3Simulator store, DirectoryInfo home) : ForeignClient
{
    public override async Task PutAsync(string file, string bucket, string key)
    {
        using var client = Client();
        await client.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, FilePath = file });
    }

    public override async Task PutInPartsAsync(string file, string bucket, string key)
    {
        using var client = Client();
        using var transfer = new TransferUtility(client, new TransferUtilityConfig { MinSizeBeforePartUpload = PartMiB << 20 });
        await transfer.UploadAsync(new TransferUtilityUploadRequest { FilePath = file, BucketName = bucket, Key = key, PartSize = PartMiB << 20 });
    }

    public override async Task GetAsync(string bucket, string key, string file)
    {
        using var client = Client();
        using var got = await client.GetObjectAsync(bucket, key);
        await got.WriteResponseStreamToFileAsync(file, append: false, default);
    }

    public override async Task CopyAsync(string bucket, string key, string toBucket, string toKey)
    {
        using var client = Client();
        await client.CopyObjectAsync(bucket, key, toBucket, toKey);
    }

    public override async Task<IReadOnlyList<string>> ListAsync(string bucket, string prefix)
    {
        using var client = Client();
        var keys = new List<string>();
        await foreach (var found in client.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, MaxKeys = 2 }).S3Objects)
        {
            keys.Add(found.Key);
        }

        return keys;
    }

    public override async Task DeleteAsync(string bucket, string key)
    {
        using var client = Client();
        await client.DeleteObjectAsync(bucket, key);
    }

    private AmazonS3Client Client() => new(store.Owner.AccessKey, store.Owner.SecretKey, new AmazonS3Config
    {
        ServiceURL = store.Endpoint.AbsoluteUri,
        ForcePathStyle = true,
        AuthenticationRegion = "us-east-1",
        MaxErrorRetry = 0,
        HttpClientFactory = store.CertificatePem is null ? null : new TrustingFactory(CertificateFile(home)),
    });

    private sealed class TrustingFactory(string file) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate!.Equals(X509CertificateLoader.LoadCertificateFromFile(file)),
        });

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }
}
