using System.Security.Cryptography.X509Certificates;
using Amazon.Runtime;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.ObjectStorage.Direct;
using ArchiveTransfer.ObjectStorage.Sdk;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Benchmarks.Requests;

/// <summary>A store in a process of its own that answers at once, and both planes before it.</summary>
internal sealed class RequestStage : IAsyncDisposable
{
    public const string Source = "archive";
    public const string Destination = "lake";

    private readonly byte[] trusted;

    private RequestStage(S3SimulatorProcess store)
    {
        Store = store;
        trusted = store.CertificatePem is { } pem ? Read(pem) : [];
    }

    public S3SimulatorProcess Store { get; }

    /// <summary>Starts the store; what it is sent it forgets but for what proves it.</summary>
    public static async Task<RequestStage> StartAsync(bool tls)
    {
        S3SimulatorProcess store = await S3Simulator.StartProcessAsync(options =>
        {
            options.KeepRequestLog = false;
            options.UseTls = tls;
        });
        try
        {
            await store.AddBucketAsync(Source);
            await store.AddBucketAsync(Destination, keepsContent: false);
            return new RequestStage(store);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>The plane that writes and signs requests itself.</summary>
    public IObjectStore OpenLean() => new DirectObjectStore(Open(), Trust);

    /// <summary>The plane over the AWS SDK.</summary>
    public IObjectStore OpenSdk() => Open();

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    private static byte[] Read(string pem)
    {
        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(pem);
        return certificate.RawData;
    }

    private SdkObjectStore Open() => S3ClientFactory.OpenDestination(
        new DestinationOptions { Bucket = Destination, ServiceUrl = Store.Endpoint },
        new SourceOptions { Bucket = Source, ServiceUrl = Store.Endpoint },
        new ArchiveCollectionComponents { DestinationCredentials = new BasicAWSCredentials(Store.Owner.AccessKey, Store.Owner.SecretKey), Wire = new WireSettings(Trust) });

    private void Trust(SocketsHttpHandler handler)
    {
        handler.UseProxy = false;
        handler.SslOptions.RemoteCertificateValidationCallback = (_, presented, _, _) => presented is not null && presented.GetRawCertData().AsSpan().SequenceEqual(trusted);
    }
}
