using Amazon.Runtime;
using Amazon.Runtime.Credentials;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>The credentials of a side, fetched when the first request is signed; every failure is one message that says who was asked and what to do.</summary>
/// <param name="given">Null: the SDK's chain, asked each time, as it follows changes of the environment.</param>
/// <param name="provider">Who is asked, in words.</param>
internal sealed class SideCredentials(StoreSide side, AWSCredentials? given, string provider, string? profile) : AWSCredentials
{
    /// <summary>Whoever answers for one answers for the other: the same object, profile or chain.</summary>
    public bool IsOfOneOriginWith(SideCredentials other) => profile == other.profile && (profile is not null || ReferenceEquals(given, other.given));

    private readonly AWSCredentials? given = given;

    private readonly string? profile = profile;

    public override ImmutableCredentials GetCredentials()
    {
        try
        {
            return (given ?? DefaultAWSCredentialsIdentityResolver.GetCredentials()).GetCredentials();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw Unavailable(e);
        }
    }

    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        try
        {
            var credentials = given ?? await DefaultAWSCredentialsIdentityResolver.GetCredentialsAsync().ConfigureAwait(false);
            return await credentials.GetCredentialsAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw Unavailable(e);
        }
    }

    private CredentialsUnavailableException Unavailable(Exception e) =>
        new($"No credentials for the {(side == StoreSide.Source ? "source" : "destination")}: {provider} failed. {Reason(e)}{Cure(e)}", e);

    /// <summary>What a credential process wrote may hold anything; it is not repeated.</summary>
    private static string Reason(Exception e) => e is ProcessAWSCredentialException ? "" : string.Join(' ', e.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) + " ";

    private string Cure(Exception e)
    {
        var text = e.ToString();
        if (text.Contains("could not be found or loaded", StringComparison.Ordinal) || text.Contains("missing runtime dependency", StringComparison.Ordinal))
        {
            return text.Contains("AWSSDK.SSO", StringComparison.Ordinal)
                ? "Add the packages AWSSDK.SSO and AWSSDK.SSOOIDC to the application."
                : "Add the package named above to the application.";
        }

        if (text.Contains("SSO", StringComparison.Ordinal))
        {
            return $"Log in again: aws sso login{(profile is null ? "" : $" --profile {profile}")}.";
        }

        return $"Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a profile in {side}.Profile, or give the credentials in code.";
    }
}
