using Amazon.Runtime;
using Amazon.S3;

namespace ArchiveTransfer.Testing.Clients;

/// <summary>Sets clients of the SDK up for a simulator: path style, each request sent once, no default checksums.</summary>
internal static class SimulatorClient
{
    public static IAmazonS3 Create(Uri endpoint, string region, string? certificatePem, S3Identity? identity)
    {
        AWSCredentials credentials = identity switch
        {
            null => new AnonymousAWSCredentials(),
            { SessionToken: { } token } => new SessionAWSCredentials(identity.AccessKey, identity.SecretKey, token),
            _ => new BasicAWSCredentials(identity.AccessKey, identity.SecretKey),
        };
        return new SingleAttemptClient(credentials, new AmazonS3Config
        {
            ServiceURL = endpoint.ToString(),
            ForcePathStyle = true,
            AuthenticationRegion = region,
            MaxErrorRetry = 0,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            HttpClientFactory = certificatePem is null ? null : new PinningHttpClientFactory(certificatePem),
        });
    }
}
