using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>The SDK's chain, asked each time, as it follows changes of the environment and of the shared files.</summary>
internal sealed class ChainCredentials() : CredentialOrigin("the chain of the AWS SDK (environment, web identity, profile, container, instance)", profile: null)
{
    private volatile bool isFound;

    public override async ValueTask<AWSCredentials> FindAsync()
    {
        if (!isFound)
        {
            // The SDK walks its chain without letting the caller go, up to a minute where an instance does not answer; who waits must be able to leave.
            await Task.Yield();
        }

        var found = await DefaultAWSCredentialsIdentityResolver.GetCredentialsAsync().ConfigureAwait(false);
        isFound = true;
        return found;
    }

    public override AWSCredentials Find() => DefaultAWSCredentialsIdentityResolver.GetCredentials();

    public override bool IsSameAs(CredentialOrigin other) => other is ChainCredentials;

    /// <summary>The chain passes a profile of IAM Identity Center over when nobody has logged in; asked alone, the profile says that packages are missing, too.</summary>
    public override Exception Explain(Exception exception)
    {
        if (!exception.Message.Contains("is an SSO profile", StringComparison.Ordinal))
        {
            return exception;
        }

        try
        {
            var chain = new CredentialProfileStoreChain();
            if (chain.TryGetProfile(DefaultAWSCredentialsIdentityResolver.GetProfileName(), out var profile))
            {
                profile.GetAWSCredentials(chain);
            }

            return exception;
        }
#pragma warning disable CA1031 // Whatever it is, it says more than that the profile was passed over.
        catch (Exception cause)
#pragma warning restore CA1031
        {
            return cause;
        }
    }
}
