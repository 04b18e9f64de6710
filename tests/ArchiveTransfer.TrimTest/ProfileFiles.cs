using ArchiveTransfer.Testing;

namespace ArchiveTransfer.TrimTest;

/// <summary>The shared AWS files and the environment, so that nothing of the machine it runs on plays a part.</summary>
internal sealed class ProfileFiles : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("trimtest-");

    public ProfileFiles()
    {
        foreach (string name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(static name => name.StartsWith("AWS_", StringComparison.Ordinal)))
        {
            Environment.SetEnvironmentVariable(name, null);
        }

        Environment.SetEnvironmentVariable("AWS_CONFIG_FILE", ConfigFile);
        Environment.SetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE", Path.Combine(directory.FullName, "credentials"));
        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");
        Environment.SetEnvironmentVariable("AWS_REGION", "us-east-1");

        // The SDK never again looks for a file that was not there the first time.
        File.WriteAllText(ConfigFile, "");
    }

    public string TokenFile => Path.Combine(directory.FullName, "token");

    private string ConfigFile => Path.Combine(directory.FullName, "config");

    public string Staging => Path.Combine(directory.FullName, "staging");

    /// <summary>A profile with keys of its own.</summary>
    public void Write(S3Identity identity) => File.WriteAllText(Path.Combine(directory.FullName, "credentials"), $"""
        [keys]
        aws_access_key_id = {identity.AccessKey}
        aws_secret_access_key = {identity.SecretKey}
        """);

    /// <summary>Profiles with a role that the one with keys may take, and with a role for a web identity.</summary>
    public void WriteRole(string role, string webIdentityToken)
    {
        File.WriteAllText(TokenFile, webIdentityToken);
        File.WriteAllText(ConfigFile, $"""
            [profile role]
            role_arn = {role}
            source_profile = keys
            region = us-east-1

            [profile web]
            role_arn = {role}
            web_identity_token_file = {TokenFile}
            region = us-east-1
            """);
    }

    /// <summary>Profiles for whoever asks a process, and for whoever logs in to IAM Identity Center.</summary>
    public void WriteProviders(S3Identity session)
    {
        string answer = Path.Combine(directory.FullName, "answer.json");
        File.WriteAllText(answer, $$"""{ "Version": 1, "AccessKeyId": "{{session.AccessKey}}", "SecretAccessKey": "{{session.SecretKey}}", "SessionToken": "{{session.SessionToken}}" }""");
        File.WriteAllText(ConfigFile, $"""
            [profile process]
            credential_process = cat {answer}
            region = us-east-1

            [profile sso]
            sso_session = somewhere
            sso_account_id = 123456789012
            sso_role_name = collector
            region = us-east-1

            [sso-session somewhere]
            sso_region = us-east-1
            sso_start_url = https://example.awsapps.com/start
            """);
    }

    public void Dispose() => directory.Delete(recursive: true);
}
