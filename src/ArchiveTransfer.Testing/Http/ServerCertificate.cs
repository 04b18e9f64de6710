using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ArchiveTransfer.Testing.Http;

/// <summary>Makes the certificate of a simulator: its own, for loopback, short-lived, known to nobody before the start.</summary>
internal static class ServerCertificate
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private static readonly TimeSpan Validity = TimeSpan.FromDays(7);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromDays(1);

    public static X509Certificate2 Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost, O=ArchiveTransfer simulator", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddDnsName("*.localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));

        // Clients judge it by the time of the machine, whatever clock the simulator has.
        var now = TimeProvider.System.GetUtcNow();
        var certificate = request.CreateSelfSigned(now - ClockSkew, now + Validity);
        return OperatingSystem.IsWindows() ? WithNamedKey(certificate) : certificate;
    }

    // Windows serves TLS only with keys it can find by name.
    private static X509Certificate2 WithNamedKey(X509Certificate2 certificate)
    {
        using (certificate)
        {
            var exported = certificate.Export(X509ContentType.Pkcs12);
#if NET9_0_OR_GREATER
            return X509CertificateLoader.LoadPkcs12(exported, null);
#else
            return new X509Certificate2(exported);
#endif
        }
    }
}
