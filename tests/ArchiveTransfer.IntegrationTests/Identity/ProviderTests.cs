using System.Text.Json.Nodes;
using ArchiveTransfer.Testing;
using ArchiveTransfer.TrimTest;
using Xunit;

namespace ArchiveTransfer.Identity;

/// <summary>Each provider of credentials that real deployments have, with real files and real answers.</summary>
public sealed class ProviderTests : ChildTest
{
    private const int Objects = 3;

    [Fact]
    public async Task A_profile_with_keys()
    {
        WriteKeys(Collector);
        await AssertCollectsAsync(Collector, static destination => destination["Profile"] = "keys");
    }

    [Fact]
    public async Task A_profile_with_a_session()
    {
        S3Identity session = Session();
        WriteKeys(session);
        await AssertCollectsAsync(session, static destination => destination["Profile"] = "keys");
    }

    [Fact]
    public async Task A_profile_with_a_role_a_source_profile_and_an_external_id()
    {
        S3Identity user = Simulator.AddIdentity("user");
        string role = Simulator.AddRole("collector", Collector, trusted: user, externalId: "an-external-id");
        WriteKeys(user);
        WriteFile("config", $"""
            [profile deep]
            role_arn = {role}
            source_profile = keys
            external_id = an-external-id
            """);
        Variables["AWS_ENDPOINT_URL_STS"] = Simulator.Endpoint.ToString();
        await AssertCollectsAsync(Collector, static destination => destination["Profile"] = "deep");
        Assert.Equal(1, Simulator.ReadCounters().Requests["AssumeRole"]);
    }

    [Fact]
    public async Task A_process_that_writes_credentials()
    {
        S3Identity session = Session();
        string answer = WriteFile("answer", $$"""{ "Version": 1, "AccessKeyId": "{{session.AccessKey}}", "SecretAccessKey": "{{session.SecretKey}}", "SessionToken": "{{session.SessionToken}}" }""");
        WriteFile("config", $"""
            [profile asked]
            credential_process = cat {answer}
            """);
        await AssertCollectsAsync(session, static destination => destination["Profile"] = "asked");
    }

    [Fact]
    public async Task A_web_identity_of_the_environment_as_EKS_sets_it()
    {
        string role = Simulator.AddRole("collector", Collector);
        Variables["AWS_ENDPOINT_URL_STS"] = Simulator.Endpoint.ToString();
        Variables["AWS_ROLE_ARN"] = role;
        Variables["AWS_WEB_IDENTITY_TOKEN_FILE"] = WriteFile("token", Simulator.IssueWebIdentityToken(role));
        await AssertCollectsAsync(Collector);
    }

    [Fact]
    public async Task A_web_identity_of_a_profile()
    {
        string role = Simulator.AddRole("collector", Collector);
        WriteFile("config", $"""
            [profile web]
            role_arn = {role}
            web_identity_token_file = {WriteFile("token", Simulator.IssueWebIdentityToken(role))}
            """);
        Variables["AWS_ENDPOINT_URL_STS"] = Simulator.Endpoint.ToString();
        await AssertCollectsAsync(Collector, static destination => destination["Profile"] = "web");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_endpoint_of_a_container_with_its_token(bool byFile)
    {
        S3Identity session = Session();
        await using var endpoint = new CredentialEndpoint(head =>
            head.Contains("\r\nAuthorization: a-token-of-the-pod\r\n", StringComparison.OrdinalIgnoreCase) ? CredentialEndpoint.Document(session.AccessKey, session.SecretKey, session.SessionToken) : null);
        Variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = $"{endpoint.Url}v1/credentials";
        Variables[byFile ? "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE" : "AWS_CONTAINER_AUTHORIZATION_TOKEN"] = byFile ? WriteFile("pod", "a-token-of-the-pod") : "a-token-of-the-pod";
        await AssertCollectsAsync(session);
        Assert.Equal(1, endpoint.Served);
    }

    [Fact]
    public async Task The_role_of_an_instance()
    {
        S3Identity session = Session();
        await using var endpoint = new CredentialEndpoint(CredentialEndpoint.Instance(CredentialEndpoint.Document(session.AccessKey, session.SecretKey, session.SessionToken)));
        Variables["AWS_EC2_METADATA_DISABLED"] = "false";
        Variables["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = endpoint.Url.GetLeftPart(UriPartial.Authority);
        await AssertCollectsAsync(session);
    }

    [Fact]
    public async Task A_role_of_the_options_taken_by_a_profile_at_the_token_service_that_the_SDK_is_configured_for()
    {
        S3Identity user = Simulator.AddIdentity("user");
        string role = Simulator.AddRole("collector", Collector, trusted: user, externalId: "an-external-id");
        WriteKeys(user);
        await using S3Simulator elsewhere = await S3Simulator.StartAsync(cancellationToken: Cancellation);
        Variables["AWS_ENDPOINT_URL_STS"] = elsewhere.Endpoint.ToString();
        void Take(JsonObject destination) => (destination["Profile"], destination["RoleArn"], destination["ExternalId"]) = ("keys", role, "an-external-id");

        (string refused, _) = await CollectInChildAsync(Take);
        Variables.Remove("AWS_ENDPOINT_URL_STS");

        Assert.EndsWith(TransferErrorCodes.InvalidCredentials, refused, StringComparison.Ordinal);
        Assert.Equal(1, elsewhere.ReadCounters().Requests["AssumeRole"]);
        await AssertCollectsAsync(Collector, Take);
    }

    /// <summary>Whoever keeps a session in the shared files fresh is heard in the middle of a run.</summary>
    [Fact]
    public async Task A_profile_whose_session_is_over_is_read_again()
    {
        S3Identity before = Session("before");
        S3Identity after = Session("after");
        WriteKeys(before);
        using IDisposable expired = Simulator.Inject(new S3Fault
        {
            Kind = S3Fault.ExpiredToken,
            Operation = "CopyObject",
            AccessKey = before.AccessKey,
            Skip = 1,
            Keys = _ =>
            {
                WriteKeys(after);
                return true;
            },
        });
        await AssertCollectsAsync(after, static destination => destination["Profile"] = "keys");
        Assert.Contains(Simulator.Requests, request => request.AccessKey == before.AccessKey);
    }

    private S3Identity Session(string name = "session")
    {
        S3Identity session = Simulator.AddIdentity(name, withSessionToken: true);
        Lake.Grant(session, read: true, list: true, write: true);
        return session;
    }

    /// <summary>Everything arrives, written by this identity, and no secret is said.</summary>
    private async Task AssertCollectsAsync(S3Identity writer, Action<JsonObject>? destination = null)
    {
        for (int i = 0; i < Objects; i++)
        {
            Source.Put($"{i}.zip", Bytes(100 + i, i));
        }

        (string outcome, string said) = await CollectInChildAsync(destination);

        Assert.True(outcome == $"{Objects} 0", said);
        AssertMirrored();
        Assert.Contains(Simulator.Requests, request => request.Operation == "CopyObject" && request.AccessKey == writer.AccessKey);
        Assert.DoesNotContain(writer.SecretKey, said, StringComparison.Ordinal);
        Assert.DoesNotContain(writer.SessionToken ?? Collector.SecretKey, said, StringComparison.Ordinal);
    }
}
