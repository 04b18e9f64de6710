using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Amazon.Runtime;
using Amazon.S3;
using ArchiveTransfer.ObjectStorage.Direct;
using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer.ObjectStorage;

/// <summary>A plane before a recording server.</summary>
internal sealed class PlaneUnderTest : IAsyncDisposable
{
    private static readonly Lazy<X509Certificate2> Certificate = new(MakeCertificate);
    private readonly WireClientFactory wire;
    private readonly AmazonS3Client client;

    private PlaneUnderTest(RecordingServer server, ObjectStoreSettings? settings, AmazonS3Config? config, string bucket, PlaneKind kind)
    {
        Server = server;
        wire = new WireClientFactory(Trust);
        var options = new DestinationOptions { Bucket = bucket, ServiceUrl = server.Url };
        client = config is null
            ? S3ClientFactory.Create(StoreSide.Destination, options, false, new BasicAWSCredentials("AKTEST", "SKTEST"), wire)
            : new AmazonS3Client(new BasicAWSCredentials("AKTEST", "SKTEST"), config);
        var access = new StoreAccess { Region = "us-east-1", Credentials = new SideCredentials(StoreSide.Destination, new GivenCredentials(new BasicAWSCredentials("AKTEST", "SKTEST"))) };
        var sdk = new SdkObjectStore(client, settings ?? ObjectStoreSettings.None) { Access = access };
        Store = kind == PlaneKind.Sdk ? sdk : new DirectObjectStore(sdk, Trust);
    }

    public static X509Certificate2 ServerCertificate => Certificate.Value;

    public RecordingServer Server { get; }

    public IObjectStore Store { get; }

    public RecordedRequest Sent => Server.Last;

    public static void Trust(SocketsHttpHandler handler) =>
        handler.SslOptions.RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.GetCertHashString() == Certificate.Value.GetCertHashString();

    public static PlaneUnderTest Start(Func<RecordedRequest, ScriptedAnswer> script, ObjectStoreSettings? settings = null, bool https = false, string bucket = "bucket", PlaneKind kind = PlaneKind.Sdk) =>
        new(new RecordingServer(script, https ? Certificate.Value : null), settings, null, bucket, kind);

    /// <summary>With a client as a user would make it, none of our settings in it.</summary>
    public static PlaneUnderTest StartWithUsersClient(Func<RecordedRequest, ScriptedAnswer> script, Action<AmazonS3Config>? configure = null)
    {
        var server = new RecordingServer(script);
        var config = new AmazonS3Config { ServiceURL = server.Url.AbsoluteUri, ForcePathStyle = true, AuthenticationRegion = "us-east-1" };
        configure?.Invoke(config);
        return new(server, null, config, "bucket", PlaneKind.Sdk);
    }

    public async ValueTask DisposeAsync()
    {
        Store.Dispose();
        client.Dispose();
        wire.Dispose();
        await Server.DisposeAsync();
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
#if NET9_0_OR_GREATER
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
#else
        return new X509Certificate2(certificate.Export(X509ContentType.Pfx));
#endif
    }
}
