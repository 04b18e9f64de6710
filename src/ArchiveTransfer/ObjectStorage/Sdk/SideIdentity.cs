using System.Diagnostics.CodeAnalysis;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.SecurityToken;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>Who signs for a side: given in code, a profile, or the SDK's chain, as itself or in a role.</summary>
internal static class SideIdentity
{
    /// <param name="profile">Of the options; null: they name none.</param>
    /// <param name="region">Of the token service.</param>
    /// <param name="runId">Stands in the name of the session of a role.</param>
    public static AWSCredentials Of(StoreSide side, S3LocationOptions options, bool anonymous, AWSCredentials? credentials, CredentialProfile? profile, string region, string runId)
    {
        if (anonymous || credentials is AnonymousAWSCredentials)
        {
            return options.RoleArn is null ? new AnonymousAWSCredentials() : throw NoRoleFor(side, options.RoleArn, "unsigned requests act as no role");
        }

        var own = new SideCredentials(side, Origin(side, credentials, profile));
        if (options.RoleArn is not { } role)
        {
            return own;
        }

        // Ceph, MinIO and their like have the token service at the endpoint of the store.
        var endpoint = LocationOverlap.IsAws(options.ServiceUrl) ? null : options.ServiceUrl;
        return new SideCredentials(side, new RoleOrigin(own, new RoleCredentials(own, role, options.ExternalId, runId, region, endpoint)));
    }

    public static CredentialProfile FindProfile(StoreSide side, string name)
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
            throw Unreadable(side, e);
        }

        throw new ArchiveTransferException(
            TransferErrorCodes.InvalidCredentials,
            $"{side}.Profile: there is no profile \"{DisplayText.Escape(name)}\" in the shared AWS files (~/.aws/config and ~/.aws/credentials, or where AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE point). Correct the name or create it: aws configure --profile {DisplayText.Escape(name)}.");
    }

    /// <summary>The SDK reads the shared files for every client, whoever signs, and throws what quotes the line that it does not understand. Null: that is not what happened.</summary>
    public static ArchiveTransferException? OfBrokenFiles(StoreSide side, Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is InvalidDataException)
            {
                return Unreadable(side, e);
            }
        }

        return null;
    }

    public static ArchiveTransferException NoRoleFor(StoreSide side, string roleArn, string why) => new(
        TransferErrorCodes.InvalidOptions, $"{side}.RoleArn is {OptionText.Quote(roleArn)}; leave it unset: {why}.");

    private static ArchiveTransferException Unreadable(StoreSide side, Exception exception) => new(
        TransferErrorCodes.InvalidCredentials,
        $"{side}: the shared AWS files could not be read: {DisplayText.Escape(CredentialFailure.Reason(exception), DisplayText.WholeMessage)} Correct the file.");

    // The SDK finds the token service by name for profiles with a role and for web identities. Its registry would take the place of that search, but hands
    // its factory neither the source credentials of a role nor the kind of request, and is one for the whole process: kept instead is what the search finds.
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(AmazonSecurityTokenServiceClient))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(AmazonSecurityTokenServiceConfig))]
    private static CredentialOrigin Origin(StoreSide side, AWSCredentials? credentials, CredentialProfile? profile)
    {
        if (credentials is not null)
        {
            return new GivenCredentials(credentials);
        }

        if (profile is null)
        {
            return new ChainCredentials();
        }

        try
        {
            return new ProfileCredentials(profile);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or AmazonClientException or ArgumentException)
        {
            var failure = CredentialFailure.OfProfile(side, profile.Name, e);
            throw new ArchiveTransferException(failure.ErrorCode, DisplayText.Escape(failure.Message, DisplayText.WholeMessage));
        }
    }
}
