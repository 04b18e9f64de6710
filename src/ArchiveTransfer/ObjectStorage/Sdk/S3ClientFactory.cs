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
    /// <param name="followsRegion">The store may turn out to be in another region than the one that is configured or guessed.</param>
    public static SdkObjectStore OpenSource(SourceOptions source, ArchiveCollectionComponents components, bool followsRegion = false) => Open(
        StoreSide.Source,
        source,
        source.Anonymous,
        components.SourceCredentials,
        components.SourceClient,
        new ObjectStoreSettings { RequesterPays = source.RequesterPays },
        components.Wire,
        followsRegion);

    /// <summary>The destination's store, which also sends the copies and so agrees to pay what the source demands.</summary>
    public static SdkObjectStore OpenDestination(DestinationOptions destination, SourceOptions source, ArchiveCollectionComponents components, bool followsRegion = false) => Open(
        StoreSide.Destination,
        destination,
        anonymous: false,
        components.DestinationCredentials,
        components.DestinationClient,
        new ObjectStoreSettings { ExpectedBucketOwner = destination.ExpectedBucketOwner, SourceRequesterPays = source.RequesterPays },
        components.Wire,
        followsRegion);

    /// <param name="chainRegion">Where the region comes from when neither options nor profile tell it; null: the SDK's chain.</param>
    internal static AmazonS3Client Create(
        StoreSide side,
        S3LocationOptions options,
        bool anonymous,
        AWSCredentials? credentials,
        WireClientFactory wire,
        Func<RegionEndpoint?>? chainRegion = null) => Create(side, options, anonymous, credentials, wire, chainRegion, followsRegion: false).First;

    private static RegionalStart Create(
        StoreSide side,
        S3LocationOptions options,
        bool anonymous,
        AWSCredentials? credentials,
        WireClientFactory wire,
        Func<RegionEndpoint?>? chainRegion,
        bool followsRegion)
    {
        var profile = options.Profile is { Length: > 0 } name ? FindProfile(side, name) : null;
        var (region, origin) = RegionOf(options, () => profile?.Region ?? ChainRegion(chainRegion));
        if (origin == RegionOrigin.Nobody && !followsRegion)
        {
            throw NoRegion(side, null);
        }

        var config = Configuration(options, region, wire);
        var identity = Identity(side, anonymous, credentials, profile);
        var access = new StoreAccess
        {
            ServiceUrl = options.ServiceUrl,
            IsRedirected = IsRedirected(options, config),
            Region = region,
            Credentials = identity as SideCredentials,
        };
        return new(new AmazonS3Client(identity, config), access, origin, region => new AmazonS3Client(identity, Configuration(options, region, wire)));
    }

    /// <summary>The bucket's ARN wins: no other region serves the access point.</summary>
    private static (string Region, RegionOrigin Origin) RegionOf(S3LocationOptions options, Func<RegionEndpoint?> environment)
    {
        const string oldest = "us-east-1";
        if ((BucketName.RegionOf(options.Bucket) ?? options.Region) is { Length: > 0 } region)
        {
            return (region, RegionOrigin.Configured);
        }

        if (options.ServiceUrl is not null)
        {
            return (oldest, RegionOrigin.Environment);
        }

        return environment()?.SystemName is { } called ? (called, RegionOrigin.Environment) : (oldest, RegionOrigin.Nobody);
    }

    private static AmazonS3Config Configuration(S3LocationOptions options, string region, WireClientFactory wire)
    {
        var config = new AmazonS3Config
        {
            HttpClientFactory = wire,
            MaxErrorRetry = 0,
            // A second kind of retry, not switched off by the first.
            MaxStaleConnectionRetries = 0,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            DisableLogging = true,
            ForcePathStyle = options.ForcePathStyle
                ?? (options.ServiceUrl is not null || (options.Bucket?.Contains('.', StringComparison.Ordinal) == true && !BucketName.IsArn(options.Bucket))),
        };
        if (options.ServiceUrl is { } url)
        {
            config.ServiceURL = url.AbsoluteUri;
            config.AuthenticationRegion = region;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        return config;
    }

    /// <summary>Whether the SDK found an endpoint in the environment or a profile, of which the options say nothing.</summary>
    internal static bool IsRedirected(S3LocationOptions options, AmazonS3Config config) =>
        options.ServiceUrl is null && (!string.IsNullOrEmpty(config.ServiceURL) || config.UseFIPSEndpoint || config.UseDualstackEndpoint);

    private static SdkObjectStore Open(
        StoreSide side, S3LocationOptions options, bool anonymous, AWSCredentials? credentials, IAmazonS3? given, ObjectStoreSettings settings, WireSettings? settingsOfWire, bool followsRegion)
    {
        if (given is not null)
        {
            return new SdkObjectStore(given, settings);
        }

        var wire = new WireClientFactory(settingsOfWire?.Configure);
        try
        {
            var start = Create(side, options, anonymous, credentials, wire, settingsOfWire?.ChainRegion, followsRegion);
            var regions = followsRegion ? start.Follow(side, options) : null;
            return new SdkObjectStore(start.First, settings, new OwnedClient(regions is null ? start.First : regions, wire))
            {
                Access = start.Access,
                Regions = regions,
                FixedRegion = start.Origin == RegionOrigin.Configured ? start.Access.Region : null,
            };
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

    /// <param name="silence">What the bucket answered when it was asked; null: it was not.</param>
    internal static ArchiveTransferException NoRegion(StoreSide side, StoreError? silence) => new(
        TransferErrorCodes.InvalidOptions,
        $"{side}.Region: no region is set, and neither AWS_REGION nor the profile nor the instance{(silence is null ? "" : " nor the bucket")} tells one{Words(silence)}. Set {side}.Region, or {side}.ServiceUrl for a store that is not AWS.");

    private static string Words(StoreError? silence) => silence switch
    {
        null => "",
        { Message.Length: > 0 } => $" ({DisplayText.Escape(silence.Code)}: {DisplayText.Escape(silence.Message.TrimEnd('.', ' '))})",
        _ => $" ({silence.StatusCode} {DisplayText.Escape(silence.Code)})",
    };

    private sealed class OwnedClient(IDisposable client, WireClientFactory wire) : IDisposable
    {
        public void Dispose()
        {
            client.Dispose();
            wire.Dispose();
        }
    }
}
