using System.Diagnostics.CodeAnalysis;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.S3;
using Amazon.SecurityToken;
using ArchiveTransfer.Reporting;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>Makes the client of a side: one attempt a request, no timeout of its own, no checksums nobody asked for.</summary>
internal static class S3ClientFactory
{
    /// <summary>The side's store; a client given by the user is used as it is and never disposed.</summary>
    public static SdkObjectStore OpenSource(SourceOptions source, ArchiveCollectionComponents components) => Open(
        StoreSide.Source,
        source,
        source.Anonymous,
        components.SourceCredentials,
        components.SourceClient,
        new ObjectStoreSettings { RequesterPays = source.RequesterPays });

    /// <summary>The destination's store, which also sends the copies and so agrees to pay what the source demands.</summary>
    public static SdkObjectStore OpenDestination(DestinationOptions destination, SourceOptions source, ArchiveCollectionComponents components) => Open(
        StoreSide.Destination,
        destination,
        anonymous: false,
        components.DestinationCredentials,
        components.DestinationClient,
        new ObjectStoreSettings { ExpectedBucketOwner = destination.ExpectedBucketOwner, SourceRequesterPays = source.RequesterPays });

    /// <param name="chainRegion">Where the region comes from when neither options nor profile tell it; null: the SDK's chain.</param>
    internal static AmazonS3Client Create(
        StoreSide side,
        S3LocationOptions options,
        bool anonymous,
        AWSCredentials? credentials,
        WireClientFactory wire,
        Func<RegionEndpoint?>? chainRegion = null) => Create(side, options, anonymous, credentials, wire, chainRegion, out _);

    private static AmazonS3Client Create(
        StoreSide side,
        S3LocationOptions options,
        bool anonymous,
        AWSCredentials? credentials,
        WireClientFactory wire,
        Func<RegionEndpoint?>? chainRegion,
        out StoreAccess access)
    {
        var profile = options.Profile is { Length: > 0 } name ? FindProfile(side, name) : null;
        var config = new AmazonS3Config
        {
            HttpClientFactory = wire,
            MaxErrorRetry = 0,
            // A second kind of retry, not switched off by the first.
            MaxStaleConnectionRetries = 0,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            DisableLogging = true,
            ForcePathStyle = options.ForcePathStyle ?? (options.ServiceUrl is not null || options.Bucket?.Contains('.', StringComparison.Ordinal) == true),
        };
        if (options.ServiceUrl is { } url)
        {
            config.ServiceURL = url.AbsoluteUri;
            config.AuthenticationRegion = options.Region ?? "us-east-1";
        }
        else
        {
            config.RegionEndpoint = options.Region is { Length: > 0 } region
                ? RegionEndpoint.GetBySystemName(region)
                : profile?.Region ?? ChainRegion(chainRegion) ?? throw NoRegion(side);
        }

        var identity = Identity(side, anonymous, credentials, profile);
        access = new StoreAccess
        {
            ServiceUrl = options.ServiceUrl,
            IsRedirected = IsRedirected(options, config),
            Region = config.RegionEndpoint?.SystemName ?? config.AuthenticationRegion,
            Credentials = identity as SideCredentials,
        };
        return new AmazonS3Client(identity, config);
    }

    /// <summary>Whether the SDK found an endpoint in the environment or a profile, of which the options say nothing.</summary>
    internal static bool IsRedirected(S3LocationOptions options, AmazonS3Config config) =>
        options.ServiceUrl is null && (!string.IsNullOrEmpty(config.ServiceURL) || config.UseFIPSEndpoint || config.UseDualstackEndpoint);

    private static SdkObjectStore Open(StoreSide side, S3LocationOptions options, bool anonymous, AWSCredentials? credentials, IAmazonS3? given, ObjectStoreSettings settings)
    {
        if (given is not null)
        {
            return new SdkObjectStore(given, settings);
        }

        var wire = new WireClientFactory();
        try
        {
            var client = Create(side, options, anonymous, credentials, wire, chainRegion: null, out var access);
            return new SdkObjectStore(client, settings, new OwnedClient(client, wire)) { Access = access };
        }
        catch
        {
            wire.Dispose();
            throw;
        }
    }

    // The SDK finds the token service by name for profiles with a role and for web identities. Its registry would take the place of that search, but hands
    // its factory neither the source credentials of a role nor the kind of request, and is one for the whole process: kept instead is what the search finds.
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(AmazonSecurityTokenServiceClient))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(AmazonSecurityTokenServiceConfig))]
    private static AWSCredentials Identity(StoreSide side, bool anonymous, AWSCredentials? credentials, CredentialProfile? profile)
    {
        if (anonymous || credentials is AnonymousAWSCredentials)
        {
            return new AnonymousAWSCredentials();
        }

        if (credentials is not null)
        {
            return new SideCredentials(side, credentials, $"{credentials.GetType().Name}, given in code,", null);
        }

        if (profile is null)
        {
            return new SideCredentials(side, null, "the AWS SDK's chain (environment, web identity, profile, container, instance)", null);
        }

        try
        {
            return new SideCredentials(side, profile.GetAWSCredentials(new CredentialProfileStoreChain()), $"the profile \"{profile.Name}\"", profile.Name);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or AmazonClientException or ArgumentException)
        {
            throw new ArchiveTransferException(
                TransferErrorCodes.InvalidCredentials, $"{side}.Profile: the profile \"{DisplayText.Escape(profile.Name)}\" holds no usable credentials: {DisplayText.Escape(e.Message)}", e);
        }
    }

    private static CredentialProfile FindProfile(StoreSide side, string name)
    {
        try
        {
            if (new CredentialProfileStoreChain().TryGetProfile(name, out var profile))
            {
                return profile;
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or AmazonClientException)
        {
            throw new ArchiveTransferException(TransferErrorCodes.InvalidCredentials, $"{side}.Profile: the profiles could not be read: {DisplayText.Escape(e.Message)}", e);
        }

        throw new ArchiveTransferException(
            TransferErrorCodes.InvalidCredentials,
            $"{side}.Profile: there is no profile \"{DisplayText.Escape(name)}\" in the shared AWS files (~/.aws/config and ~/.aws/credentials, or where AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE point). Correct the name or create it: aws configure --profile {DisplayText.Escape(name)}.");
    }

    private static RegionEndpoint? ChainRegion(Func<RegionEndpoint?>? chain)
    {
        try
        {
            return chain is null ? FallbackRegionFactory.GetRegionEndpoint() : chain();
        }
        catch (AmazonClientException)
        {
            return null;
        }
    }

    private static ArchiveTransferException NoRegion(StoreSide side) => new(
        TransferErrorCodes.InvalidOptions,
        $"{side}.Region: no region is set, and neither AWS_REGION nor the profile nor the instance tells one. Set {side}.Region, or {side}.ServiceUrl for a store that is not AWS.");

    private sealed class OwnedClient(AmazonS3Client client, WireClientFactory wire) : IDisposable
    {
        public void Dispose()
        {
            client.Dispose();
            wire.Dispose();
        }
    }
}
