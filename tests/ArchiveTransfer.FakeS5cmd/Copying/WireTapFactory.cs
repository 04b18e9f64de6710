using System.Security.Cryptography.X509Certificates;
using Amazon.Runtime;

namespace ArchiveTransfer.FakeS5cmd.Copying;

/// <summary>HTTP for the SDK, listened to; a bundle of certificates takes the place of the system's.</summary>
internal sealed class WireTapFactory(string? certificateBundle) : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        if (certificateBundle is not null)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(certificateBundle);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        return new HttpClient(new WireTap(handler)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>None: the one client of the SDK keeps the one client of HTTP.</summary>
    public override string? GetConfigUniqueString(IClientConfig clientConfig) => null;
}
