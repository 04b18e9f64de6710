using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>Makes the client of a side: one attempt a request, no timeout of its own, no checksums nobody asked for.</summary>
internal static class S3ClientFactory
{
    /// <summary>The side's store; a client given by the user is used as it is and never disposed.</summary>
    public static SdkObjectStore OpenSource(SourceOptions source, ArchiveCollectionComponents components, string runId = "") => Open(
        StoreSide.Source,
        source,
        source.Anonymous,
        components.SourceCredentials,
        components.SourceClient,
        new ObjectStoreSettings { RequesterPays = source.RequesterPays },
        runId);

    /// <summary>The destination's store, which also sends the copies and so agrees to pay what the source demands.</summary>
    public static SdkObjectStore OpenDestination(DestinationOptions destination, SourceOptions source, ArchiveCollectionComponents components, string runId = "") => Open(
        StoreSide.Destination,
        destination,
        anonymous: false,
        components.DestinationCredentials,
        components.DestinationClient,
        new ObjectStoreSettings { ExpectedBucketOwner = destination.ExpectedBucketOwner, SourceRequesterPays = source.RequesterPays },
        runId);

    /// <param name="chainRegion">Where the region comes from when neither options nor profile tell it; null: the SDK's chain.</param>
    internal static AmazonS3Client Create(
        StoreSide side,
        S3LocationOptions options,
        bool anonymous,
        AWSCredentials? credentials,
        WireClientFactory wire,
        Func<RegionEndpoint?>? chainRegion = null) => Create(side, options, anonymous, credentials, wire, chainRegion, runId: "", out _);

    private static AmazonS3Client Create(
        StoreSide side,
        S3LocationOptions options,
        bool anonymous,
        AWSCredentials? credentials,
        WireClientFactory wire,
        Func<RegionEndpoint?>? chainRegion,
        string runId,
        out StoreAccess access)
    {
        var profile = options.Profile is { Length: > 0 } name ? SideIdentity.FindProfile(side, name) : null;
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

        var signedFor = config.RegionEndpoint?.SystemName ?? config.AuthenticationRegion;
        var identity = SideIdentity.Of(side, options, anonymous, credentials, profile, signedFor, runId);
        access = new StoreAccess
        {
            ServiceUrl = options.ServiceUrl,
            IsRedirected = IsRedirected(options, config),
            Region = signedFor,
            Credentials = identity as SideCredentials,
        };
        return new AmazonS3Client(identity, config);
    }

    /// <summary>Whether the SDK found an endpoint in the environment or a profile, of which the options say nothing.</summary>
    internal static bool IsRedirected(S3LocationOptions options, AmazonS3Config config) =>
        options.ServiceUrl is null && (!string.IsNullOrEmpty(config.ServiceURL) || config.UseFIPSEndpoint || config.UseDualstackEndpoint);

    private static SdkObjectStore Open(StoreSide side, S3LocationOptions options, bool anonymous, AWSCredentials? credentials, IAmazonS3? given, ObjectStoreSettings settings, string runId)
    {
        if (given is not null)
        {
            if (options.RoleArn is { } role)
            {
                throw SideIdentity.NoRoleFor(side, role, "the client that was given signs with credentials of its own");
            }

            return new SdkObjectStore(given, settings);
        }

        var wire = new WireClientFactory();
        try
        {
            var client = Create(side, options, anonymous, credentials, wire, chainRegion: null, runId, out var access);
            return new SdkObjectStore(client, settings, new OwnedClient(client, wire)) { Access = access };
        }
        catch (Exception e)
        {
            wire.Dispose();
            if (SideIdentity.OfBrokenFiles(side, e) is { } broken)
            {
                throw broken;
            }

            throw;
        }
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
