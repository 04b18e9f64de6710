using System.Diagnostics;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.TrimTest;

/// <summary>Providers that the SDK finds in the environment once per process: each in a process of its own, this program again.</summary>
internal static class ProviderChecks
{
    public static async Task RunAsync(ProfileFiles profiles)
    {
        await using S3Simulator store = await S3Simulator.StartAsync();
        S3Identity session = store.AddIdentity("session", withSessionToken: true);
        S3Bucket lake = store.AddBucket("lake");
        lake.Grant(session, read: true, list: true, write: true);
        store.AddBucket("archive", isPublic: true).Put("data/a.zip", new byte[1_000]);
        string role = store.AddRole("collector", store.Owner, externalId: "an-external-id");
        profiles.WriteProviders(session);

        string document = CredentialEndpoint.Document(session.AccessKey, session.SecretKey, session.SessionToken);
        await using var container = new CredentialEndpoint(head => head.Contains("Authorization: a-pod", StringComparison.Ordinal) ? document : null);
        await using var instance = new CredentialEndpoint(CredentialEndpoint.Instance(document));

        string[] said = await Task.WhenAll(
            CollectAsync(store, "process/", """ "Profile": "process" """),
            CollectAsync(store, "sso/", """ "Profile": "sso" """),
            CollectAsync(store, "role/", $""" "Profile": "keys", "RoleArn": "{role}", "ExternalId": "an-external-id" """),
            CollectAsync(store, "container/", "", ("AWS_CONTAINER_CREDENTIALS_FULL_URI", $"{container.Url}v1"), ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "a-pod")),
            CollectAsync(store, "instance/", "", ("AWS_EC2_METADATA_SERVICE_ENDPOINT", instance.Url.GetLeftPart(UriPartial.Authority)), ("AWS_EC2_METADATA_DISABLED", "false")));

        foreach (string prefix in new[] { "process/", "role/", "container/", "instance/" })
        {
            TrimTestException.ThrowUnless(lake.Get($"{prefix}a.zip") is not null, $"Nothing came to {prefix}: {string.Join('\n', said)}");
        }

        TrimTestException.ThrowUnless(said[1].Contains($"{ChildCollection.Outcome}0 0 {TransferErrorCodes.CredentialsPackageMissing}", StringComparison.Ordinal), $"A profile of IAM Identity Center: {said[1]}");
    }

    private static async Task<string> CollectAsync(S3Simulator store, string prefix, string destination, params (string Name, string Value)[] environment)
    {
        // Published it is a program; built it is an assembly that dotnet runs.
        bool isProgram = !Path.GetFileNameWithoutExtension(Environment.ProcessPath!).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        var start = new ProcessStartInfo(Environment.ProcessPath!, isProgram ? [ChildCollection.Argument] : [Environment.GetCommandLineArgs()[0], ChildCollection.Argument])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (string name in new[] { "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_SESSION_NAME", "AWS_ENDPOINT_URL_STS" })
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> said = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.WriteAsync($$"""
            {
                "Source": { "Bucket": "archive", "Prefix": "data/", "ServiceUrl": "{{store.Endpoint}}", "Anonymous": true },
                "Destination": { "Bucket": "lake", "Prefix": "{{prefix}}", "ServiceUrl": "{{store.Endpoint}}"{{(destination.Length > 0 ? "," : "")}}{{destination}} },
                "OperationMode": "DirectSync"
            }
            """);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return $"{prefix} exit code {process.ExitCode}: {await said}";
    }
}
