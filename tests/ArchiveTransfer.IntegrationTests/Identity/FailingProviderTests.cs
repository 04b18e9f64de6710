using System.Text.Json.Nodes;
using ArchiveTransfer.Testing;
using ArchiveTransfer.TrimTest;
using Xunit;

namespace ArchiveTransfer.Identity;

/// <summary>Each provider failing: one message with provider, profile and cure before anything is sent, and nowhere a secret.</summary>
public sealed class FailingProviderTests : ChildTest
{
    private const string Planted = "wJalrXUtnFEMI-planted-secret";

    [Fact]
    public Task No_credentials_at_all() => AssertFailsAsync("the chain of the AWS SDK (environment, web identity, profile, container, instance) failed", "name a profile in Destination.Profile");

    [Fact]
    public Task A_profile_that_does_not_exist() => AssertFailsAsync("Destination.Profile: there is no profile \"nowhere\"", "aws configure --profile nowhere", profile: "nowhere");

    [Fact]
    public Task A_profile_of_the_environment_that_does_not_exist()
    {
        Variables["AWS_PROFILE"] = "nowhere";
        return AssertFailsAsync("Unable to find the \"nowhere\" profile", "Correct AWS_PROFILE");
    }

    [Fact]
    public Task A_source_profile_that_does_not_exist()
    {
        WriteFile("config", """
            [profile deep]
            role_arn = arn:aws:iam::123456789012:role/collector
            source_profile = nowhere
            """);
        return AssertFailsAsync("the profile \"deep\" holds no usable credentials", "nowhere", profile: "deep");
    }

    [Fact]
    public Task A_line_that_is_none_in_the_shared_files()
    {
        WriteFile("credentials", $"""
            [keys]
            aws_access_key_id = AKIAPLANTED
            {Planted}
            """);
        return AssertFailsAsync("the shared AWS files could not be read", "Line 3 in file", profile: "keys");
    }

    [Theory]
    [InlineData("echo the key is " + Planted + " 1>&2; exit 1", "The process ended with exit code 1")]
    [InlineData("echo " + Planted, "not the JSON")]
    public Task A_process_that_fails(string process, string reason)
    {
        WriteFile("config", $"""
            [profile asked]
            credential_process = {process}
            """);
        return AssertFailsAsync("the profile \"asked\" by credential_process failed", reason, profile: "asked", furtherCure: "Run the credential_process of the profile \"asked\" by hand");
    }

    [Fact]
    public Task A_process_that_fails_beneath_a_role()
    {
        WriteFile("config", $"""
            [profile asked]
            credential_process = echo {Planted} 1>&2; exit 7

            [profile deep]
            role_arn = arn:aws:iam::123456789012:role/collector
            source_profile = asked
            """);
        Variables["AWS_ENDPOINT_URL_STS"] = Simulator.Endpoint.ToString();
        return AssertFailsAsync("the profile \"deep\" by the role arn:aws:iam::123456789012:role/collector failed", "The process ended with exit code 7", profile: "deep");
    }

    [Fact]
    public Task A_token_file_that_does_not_exist()
    {
        Variables["AWS_ROLE_ARN"] = "arn:aws:iam::123456789012:role/collector";
        Variables["AWS_WEB_IDENTITY_TOKEN_FILE"] = PathOf("nowhere");
        return AssertFailsAsync($"by web identity (arn:aws:iam::123456789012:role/collector, token file {PathOf("nowhere")}) failed", "Check that the token file exists");
    }

    [Fact]
    public Task A_token_that_the_token_service_does_not_take()
    {
        Variables["AWS_ENDPOINT_URL_STS"] = Simulator.Endpoint.ToString();
        Variables["AWS_ROLE_ARN"] = "arn:aws:iam::123456789012:role/collector";
        Variables["AWS_WEB_IDENTITY_TOKEN_FILE"] = WriteFile("token", $"{Planted}.{Planted}.{Planted}");
        return AssertFailsAsync("by web identity", "Check the role, the credentials or the token that take it");
    }

    [Fact]
    public Task A_role_with_another_external_id()
    {
        string role = Simulator.AddRole("collector", Collector, externalId: "an-external-id");
        WriteKeys(Collector);
        WriteFile("config", $"""
            [profile deep]
            role_arn = {role}
            source_profile = keys
            external_id = another
            """);
        Variables["AWS_ENDPOINT_URL_STS"] = Simulator.Endpoint.ToString();
        return AssertFailsAsync($"the profile \"deep\" by the role {role} failed", "demand the external id that is sent", profile: "deep");
    }

    [Fact]
    public async Task An_endpoint_of_a_container_that_refuses()
    {
        await using var endpoint = new CredentialEndpoint(static _ => null);
        Variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = endpoint.Url.ToString();
        Variables["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = Planted;
        await AssertFailsAsync("by the endpoint of the container failed", "Check AWS_CONTAINER_CREDENTIALS_FULL_URI");
    }

    [Fact]
    public async Task An_instance_without_a_role()
    {
        await using var endpoint = new CredentialEndpoint(static _ => null);
        Variables["AWS_EC2_METADATA_DISABLED"] = "false";
        Variables["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = endpoint.Url.GetLeftPart(UriPartial.Authority);
        await AssertFailsAsync("Failed to connect to EC2 instance metadata", "let the machine have a role");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_profile_of_IAM_Identity_Center_without_its_packages(bool byEnvironment)
    {
        WriteFile("config", """
            [profile sso]
            sso_session = somewhere
            sso_account_id = 123456789012
            sso_role_name = collector

            [sso-session somewhere]
            sso_region = us-east-1
            sso_start_url = https://example.awsapps.com/start
            """);
        if (byEnvironment)
        {
            Variables["AWS_PROFILE"] = "sso";
        }

        return AssertFailsAsync(
            byEnvironment ? "the chain of the AWS SDK" : "the profile \"sso\"",
            "dotnet add package AWSSDK.SSO; dotnet add package AWSSDK.SSOOIDC",
            TransferErrorCodes.CredentialsPackageMissing,
            byEnvironment ? null : "sso");
    }

    [Fact]
    public async Task An_endpoint_of_the_environment_that_is_no_address()
    {
        Variables["AWS_ENDPOINT_URL_S3"] = "not a url";

        (string outcome, string said) = await CollectInChildAsync(static destination => destination.Remove("ServiceUrl"));

        Assert.True(outcome == $"0 0 {TransferErrorCodes.InvalidOptions}", said);
        Assert.Contains("Destination: no client could be made: ", said, StringComparison.Ordinal);
        Assert.Contains("AWS_ENDPOINT_URL_S3", said, StringComparison.Ordinal);
    }

    private async Task AssertFailsAsync(string provider, string cure, string code = TransferErrorCodes.InvalidCredentials, string? profile = null, string? furtherCure = null)
    {
        Source.Put("a.zip", Bytes(10));

        (string outcome, string said) = await CollectInChildAsync(destination => destination["Profile"] = profile);

        Assert.True(outcome == $"0 0 {code}", said);
        Assert.True(said.Contains(provider, StringComparison.Ordinal) && said.Contains(cure, StringComparison.Ordinal) && said.Contains(furtherCure ?? "", StringComparison.Ordinal), said);
        Assert.DoesNotContain(Planted, said, StringComparison.Ordinal);
        Assert.DoesNotContain(Collector.SecretKey, said, StringComparison.Ordinal);
        // Nobody was asked to list or to write for a run that cannot begin.
        Assert.DoesNotContain(Simulator.Requests, static request => request.Bucket is not (null or ""));
    }
}
