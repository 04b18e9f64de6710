using ArchiveTransfer.Testing;

namespace ArchiveTransfer.TrimTest;

/// <summary>Credentials by role and by web identity: the SDK finds the token service by name, which trimming breaks unless it is told to keep it.</summary>
internal static class CredentialChecks
{
    private const int Objects = 2;

    public static async Task RunAsync(ProfileFiles profiles)
    {
        await using S3Simulator store = await S3Simulator.StartAsync();
        S3Identity collector = store.AddIdentity("collector");
        S3Bucket lake = store.AddBucket("lake", owner: collector);
        CollectionRunner.Fill(store.AddBucket("archive", isPublic: true), Objects);
        string role = store.AddRole("collector", collector);
        profiles.Write(store.Owner);
        profiles.WriteRole(role, store.IssueWebIdentityToken(role));

        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_STS", store.Endpoint.ToString());
        await CheckAsync(store, lake, "role", "AssumeRole");
        await CheckAsync(store, lake, "web", "AssumeRoleWithWebIdentity");

        Environment.SetEnvironmentVariable("AWS_ROLE_ARN", role);
        Environment.SetEnvironmentVariable("AWS_WEB_IDENTITY_TOKEN_FILE", profiles.TokenFile);
        Environment.SetEnvironmentVariable("AWS_ROLE_SESSION_NAME", "trimtest");
        await CheckAsync(store, lake, profile: null, "AssumeRoleWithWebIdentity");
        await CheckRefusalAsync(store);
    }

    private static async Task CheckAsync(S3Simulator store, S3Bucket lake, string? profile, string action)
    {
        string prefix = $"{profile ?? "environment"}/";
        ArchiveCollectionResult result = await CollectionRunner.CollectAsync(Json(store, prefix, profile));
        CollectionRunner.Verify(result, TransferStrategyNames.ServerSideCopy, lake, prefix, Objects);
        TrimTestException.ThrowUnless(store.ReadCounters(reset: true).Requests.ContainsKey(action), $"Credentials of {prefix} came without {action}.");
    }

    /// <summary>Without a profile of that name there is one clear error, not one about an assembly.</summary>
    private static async Task CheckRefusalAsync(S3Simulator store)
    {
        try
        {
            await CollectionRunner.CollectAsync(Json(store, "nowhere/", "missing"));
        }
        catch (ArchiveTransferException exception) when (exception.ErrorCode == TransferErrorCodes.InvalidCredentials)
        {
            TrimTestException.ThrowUnless(exception.Message.Contains("there is no profile", StringComparison.Ordinal), $"A missing profile is reported as: {exception.Message}");
            return;
        }

        throw new TrimTestException("A missing profile was accepted.");
    }

    private static string Json(S3Simulator store, string prefix, string? profile) => $$"""
        { "ArchiveTransfer": {
            "Source": { "Bucket": "archive", "Prefix": "data/", "ServiceUrl": "{{store.Endpoint}}", "Anonymous": true },
            "Destination": { "Bucket": "lake", "Prefix": "{{prefix}}", "ServiceUrl": "{{store.Endpoint}}", "Profile": "{{profile}}" },
            "OperationMode": "DirectSync"
        } }
        """;
}
