using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using ArchiveTransfer.Execution;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>Makes the client of a side: one attempt a request, no timeout of its own, no checksums nobody asked for.</summary>
internal static class S3ClientFactory
{
    /// <summary>The side's store; a client given by the user is used as it is and never disposed.</summary>
    /// <param name="followsRegion">The store may turn out to be in another region than the one that is configured or guessed.</param>
    public static SdkObjectStore OpenSource(SourceOptions source, ArchiveCollectionComponents components, string runId = "", bool followsRegion = false) => Open(
        StoreSide.Source,
        source,
        source.Anonymous,
        components.SourceCredentials,
        components.SourceClient,
        new ObjectStoreSettings { RequesterPays = source.RequesterPays },
        components.Wire,
        runId,
        followsRegion);

    /// <summary>The destination's store, which also sends the copies and so agrees to pay what the source demands.</summary>
    public static SdkObjectStore OpenDestination(DestinationOptions destination, SourceOptions source, ArchiveCollectionComponents components, string runId = "", bool followsRegion = false) => Open(
        StoreSide.Destination,
        destination,
        anonymous: false,
        components.DestinationCredentials,
        components.DestinationClient,
        new ObjectStoreSettings { ExpectedBucketOwner = destination.ExpectedBucketOwner, SourceRequesterPays = source.RequesterPays },
        components.Wire,
        runId,
        followsRegion);

    /// <param name="chainRegion">Where the region comes from when neither options nor profile tell it; null: the SDK's chain.</param>
    internal static AmazonS3Client Create(
        StoreSide side,
        S3LocationOptions options,
        bool anonymous,
        AWSCredentials? credentials,
        WireClientFactory wire,
        Func<RegionEndpoint?>? chainRegion = null) => Create(side, options, anonymous, credentials, wire, chainRegion, runId: "", followsRegion: false).First;

    private static RegionalStart Create(
        StoreSide side,
        S3LocationOptions options,
        bool anonymous,
        AWSCredentials? credentials,
        WireClientFactory wire,
        Func<RegionEndpoint?>? chainRegion,
        string runId,
        bool followsRegion)
    {
        var profile = options.Profile is { Length: > 0 } name ? SideIdentity.FindProfile(side, name) : null;
        var (region, origin) = RegionOf(options, () => profile?.Region ?? ChainRegion(chainRegion));
        if (origin == RegionOrigin.Nobody && !followsRegion)
        {
            throw NoRegion(side);
        }

        var config = Configuration(options, region, wire);
        var identity = SideIdentity.Of(side, options, anonymous, credentials, profile, region, runId);
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
        StoreSide side, S3LocationOptions options, bool anonymous, AWSCredentials? credentials, IAmazonS3? given, ObjectStoreSettings settings, WireSettings? settingsOfWire, string runId, bool followsRegion)
    {
        if (given is not null)
        {
            if (options.RoleArn is { } role)
            {
                throw SideIdentity.NoRoleFor(side, role, "the client that was given signs with credentials of its own");
            }

            return new SdkObjectStore(given, settings);
        }

        var wire = new WireClientFactory(settingsOfWire?.Configure);
        try
        {
            var start = Create(side, options, anonymous, credentials, wire, settingsOfWire?.ChainRegion, runId, followsRegion);
            var regions = followsRegion ? start.Follow(side, options) : null;
            return new SdkObjectStore(start.First, settings, new OwnedClient(regions is null ? start.First : regions, wire))
            {
                Access = start.Access,
                Regions = regions,
                FixedRegion = start.Origin == RegionOrigin.Configured ? start.Access.Region : null,
            };
        }
        catch (Exception e)
        {
            wire.Dispose();
            if ((SideIdentity.OfBrokenFiles(side, e) ?? OfBrokenSettings(side, e)) is { } broken)
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

    internal static ArchiveTransferException NoRegion(StoreSide side) => NoRegion(side, "");

    /// <param name="error">What the bucket answered when it was asked; null: it told no region.</param>
    internal static ArchiveTransferException NoRegion(StoreSide side, string bucket, StoreError? error) => error switch
    {
        { StatusCode: 404 } => RunErrors.Describe(error with { Code = "NoSuchBucket" }, side, bucket, endpoint: null),
        { Code: StoreErrorCodes.NoCredentials or StoreErrorCodes.CredentialsPackageMissing or StoreErrorCodes.ConnectFailed or StoreErrorCodes.ConnectionLost } => NotAsked(side, RunErrors.Describe(error, side, bucket, endpoint: null)),
        _ => NoRegion(side, " nor the bucket", Words(error)),
    };

    private static ArchiveTransferException NotAsked(StoreSide side, ArchiveTransferException why) =>
        new(why.ErrorCode, $"{side}.Region: no region is set, and the bucket could not be asked for its own. {why.Message}");

    private static ArchiveTransferException NoRegion(StoreSide side, string further, string words = "") => new(
        TransferErrorCodes.InvalidOptions,
        $"{side}.Region: no region is set, and neither AWS_REGION nor the profile nor the instance{further} tells one{words}. Set {side}.Region, or {side}.ServiceUrl for a store that is not AWS.");

    private static string Words(StoreError? silence) => silence switch
    {
        null => "",
        { Code: StoreErrorCodes.AttemptTimeout } => " (no answer)",
        { Message.Length: > 0 } => $" ({DisplayText.Escape(silence.Code)}: {DisplayText.Escape(silence.Message.TrimEnd('.', ' '))})",
        _ => $" ({silence.StatusCode} {DisplayText.Escape(silence.Code)})",
    };

    /// <summary>What the SDK makes of a region or an address that is none, found where it looks by itself.</summary>
    private static ArchiveTransferException? OfBrokenSettings(StoreSide side, Exception exception) => exception is AmazonClientException or ArgumentException or UriFormatException
        ? new ArchiveTransferException(
            TransferErrorCodes.InvalidOptions,
            $"{side}: no client could be made: {DisplayText.Escape(exception.Message.TrimEnd('.', ' '))}. Check {side}.Region and {side}.ServiceUrl, AWS_REGION, AWS_ENDPOINT_URL_S3 and AWS_ENDPOINT_URL, and region and endpoint_url of the profile.")
        : null;

    private sealed class OwnedClient(IDisposable client, WireClientFactory wire) : IDisposable
    {
        public void Dispose()
        {
            client.Dispose();
            wire.Dispose();
        }
    }
}
