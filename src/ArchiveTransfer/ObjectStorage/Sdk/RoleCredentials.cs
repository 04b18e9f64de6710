using Amazon;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>Sessions of a role: taken when first asked for, and anew in the background from fifteen minutes before one ends, or the last quarter of a short one.</summary>
internal sealed class RoleCredentials : RefreshingAWSCredentials
{
    private const int LongestName = 64;

    private static readonly TimeSpan LongestPreemption = TimeSpan.FromMinutes(15);

    private readonly SideCredentials taker;
    private readonly Uri? endpoint;
    private readonly string region;
    private readonly string sessionName;

    /// <param name="endpoint">The token service, unless the SDK is configured for another; null: AWS's in the region.</param>
    /// <param name="region">That is signed for.</param>
    public RoleCredentials(SideCredentials taker, string roleArn, string? externalId, string runId, string region, Uri? endpoint)
    {
        (this.taker, this.region, this.endpoint, RoleArn, ExternalId) = (taker, region, endpoint, roleArn, externalId);
        sessionName = SessionName(runId);
        PreemptExpiryTime = LongestPreemption;
    }

    public string RoleArn { get; }

    public string? ExternalId { get; }

    /// <summary>Names the run to whoever reads the audit log of the account; what the service does not allow in a name becomes a hyphen.</summary>
    internal static string SessionName(string runId)
    {
        var name = "archivetransfer-" + string.Concat(runId.Select(static c => char.IsAsciiLetterOrDigit(c) || "_+=,.@-".Contains(c, StringComparison.Ordinal) ? c : '-'));
        return name.Length > LongestName ? name[..LongestName] : name;
    }

    protected override CredentialsRefreshState GenerateNewCredentials() =>
        throw new NotSupportedException("A role is taken by asynchronous requests only: ask with GetCredentialsAsync first; GetCredentials answers from what that got.");

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        // Of the request that happens to ask: what signs for the token service does not sign that one.
        WireExchange.Current = null;
        var signing = await taker.GetCredentialsAsync().ConfigureAwait(false);
        try
        {
            return await TakeAsync().ConfigureAwait(false);
        }
        catch (AmazonSecurityTokenServiceException e) when (e.ErrorCode is "ExpiredToken" or "ExpiredTokenException")
        {
            if (!await taker.RenewAsync(signing).ConfigureAwait(false))
            {
                throw;
            }

            return await TakeAsync().ConfigureAwait(false);
        }
    }

    private async Task<CredentialsRefreshState> TakeAsync()
    {
        using var service = new AmazonSecurityTokenServiceClient(taker, Config());
        var answer = await service.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = RoleArn, ExternalId = ExternalId, RoleSessionName = sessionName }).ConfigureAwait(false);
        var session = answer.Credentials;
        // Of a session no longer than that, each request would take another. The SDK compares with the clock of the machine.
        var quarter = (session.Expiration.GetValueOrDefault().ToUniversalTime() - TimeProvider.System.GetUtcNow().UtcDateTime) / 4;
        PreemptExpiryTime = quarter <= TimeSpan.Zero ? TimeSpan.Zero : quarter < LongestPreemption ? quarter : LongestPreemption;
        return new CredentialsRefreshState(
            new ImmutableCredentials(session.AccessKeyId, session.SecretAccessKey, session.SessionToken), session.Expiration.GetValueOrDefault());
    }

    private AmazonSecurityTokenServiceConfig Config()
    {
        var config = new AmazonSecurityTokenServiceConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(region), DisableLogging = true };
        if (endpoint is not null && string.IsNullOrEmpty(config.ServiceURL))
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = region;
        }

        return config;
    }
}
