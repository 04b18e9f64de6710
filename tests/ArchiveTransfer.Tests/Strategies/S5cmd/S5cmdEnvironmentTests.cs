using Amazon.Runtime;
using Xunit;

namespace ArchiveTransfer.Strategies.S5cmd;

public sealed class S5cmdEnvironmentTests
{
    private static readonly ImmutableCredentials Credentials = new("AKIDEXAMPLE", "secret-key", "session-token");

    [Fact]
    public void What_the_host_has_set_neither_redirects_the_child_nor_gives_it_another_identity()
    {
        Dictionary<string, string> variables = S5cmdEnvironment.For(Credentials, "eu-west-1", endpoint: null, static name => $"host's {name}");

        string[] ours = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_REGION", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_EC2_METADATA_DISABLED"];
        Assert.Equal(("AKIDEXAMPLE", "secret-key", "session-token", "eu-west-1"), (variables[ours[0]], variables[ours[1]], variables[ours[2]], variables[ours[3]]));
        Assert.Equal("true", variables["AWS_EC2_METADATA_DISABLED"]);
        Assert.DoesNotContain(variables, variable => ours.Contains(variable.Key) && variable.Value.StartsWith("host's", StringComparison.Ordinal));
        string[] forbidden = ["AWS_PROFILE", "AWS_DEFAULT_REGION", "S3_ENDPOINT_URL", "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_SDK_LOAD_CONFIG"];
        Assert.Empty(variables.Keys.Intersect(forbidden));
        Assert.Equal("host's HTTPS_PROXY", variables["HTTPS_PROXY"]);
        Assert.Equal("host's AWS_CA_BUNDLE", variables["AWS_CA_BUNDLE"]);
    }

    [Fact]
    public void What_is_not_set_stays_unset()
    {
        Dictionary<string, string> variables = S5cmdEnvironment.For(new ImmutableCredentials("key", "secret", null), "us-east-1", new Uri("http://store:9000/"), static _ => null);

        Assert.Equal("http://store:9000", variables["S3_ENDPOINT_URL"]);
        Assert.DoesNotContain("AWS_SESSION_TOKEN", variables.Keys);
        Assert.DoesNotContain("PATH", variables.Keys);
    }

    [Fact]
    public void Questions_need_no_credentials() => Assert.DoesNotContain(S5cmdEnvironment.Bare(static _ => "x").Keys, static name => name.Contains("KEY", StringComparison.Ordinal) || name.Contains("TOKEN", StringComparison.Ordinal));

    [Fact]
    public void Arguments_never_hold_a_credential_and_leave_retries_to_the_library()
    {
        Assert.Equal(["--json", "--numworkers", "64", "--retry-count", "0", "run"], S5cmdEnvironment.Arguments(64, requesterPays: false));
        Assert.Equal(["--json", "--numworkers", "2", "--retry-count", "0", "--request-payer", "requester", "run"], S5cmdEnvironment.Arguments(1, requesterPays: true));
    }

    [Fact]
    public void Credentials_are_taken_out_of_whatever_a_child_wrote()
    {
        var tail = new S5cmdTail(S5cmdSecrets.Of(Credentials, new Dictionary<string, string>()));
        tail.Add("before secret-key after");
        tail.Add($"{new string('x', 395)}session-token");
        for (int i = 0; i < 10; i++)
        {
            tail.Add($"AKIDEXAMPLE {i}");
        }

        string shown = tail.Read();

        Assert.DoesNotContain("secret-key", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("sessi", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("AKIDEXAMPLE", shown, StringComparison.Ordinal);
        Assert.Contains("*** 9", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://user:pa55word@proxy:3128", "user:pa55word")]
    [InlineData("user:p@ss@proxy:3128", "user:p@ss")]
    [InlineData("http://proxy:3128", null)]
    public void Passwords_of_proxies_are_credentials_too(string address, string? secret)
    {
        var secrets = S5cmdSecrets.Of(Credentials, S5cmdEnvironment.Bare(name => name == "https_proxy" ? address : null));

        string masked = secrets.Mask($"proxyconnect: parse \"{address}\": no");

        Assert.Equal(secret is null, masked.Contains(address, StringComparison.Ordinal));
        Assert.DoesNotContain(secret ?? "nothing", masked, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_kept_of_the_output_is_bounded()
    {
        var tail = new S5cmdTail(S5cmdSecrets.None);
        for (int i = 0; i < 10_000; i++)
        {
            tail.Add(new string('x', 10_000));
        }

        Assert.InRange(tail.Read().Length, 1, 6_000);
    }
}
