using System.Security.Cryptography.X509Certificates;
using Amazon.Runtime;

namespace ArchiveTransfer.Testing.Clients;

/// <summary>HTTP for the SDK that trusts one certificate and no other, whoever signed it.</summary>
internal sealed class PinningHttpClientFactory(string certificatePem) : HttpClientFactory
{
    private readonly byte[] _trusted = ReadCertificate(certificatePem);

    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, presented, _, _) => presented is not null && presented.GetRawCertData().AsSpan().SequenceEqual(_trusted);
        return new HttpClient(handler) { Timeout = clientConfig.Timeout ?? Timeout.InfiniteTimeSpan };
    }

    /// <summary>None: what the SDK keeps for a client goes with that client.</summary>
    public override string? GetConfigUniqueString(IClientConfig clientConfig) => null;

    private static byte[] ReadCertificate(string pem)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        return certificate.RawData;
    }
}
