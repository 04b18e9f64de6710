using System.Net;
using System.Text;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Simulator;

/// <summary>Roles, taken with a signature or with a token of an identity provider.</summary>
public sealed class TokenServiceTests : SimulatorTest
{
    private readonly ManualClock _clock = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task A_session_has_the_rights_of_its_role_until_it_ends()
    {
        var worker = Simulator.AddIdentity("worker");
        Simulator.AddBucket("own", worker).Put("key", Bytes("x"));
        var role = Simulator.AddRole("collector", worker);
        using var tokens = Tokens(Simulator.Owner);

        var taken = await tokens.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = role, RoleSessionName = "night", DurationSeconds = 900 }, Cancellation);
        using var session = Simulator.CreateClient(SessionOf(taken.Credentials));
        using var got = await session.GetObjectAsync("own", "key", Cancellation);

        Assert.Equal($"arn:aws:iam::{worker.AccountId}:role/collector", role);
        Assert.Equal($"arn:aws:sts::{worker.AccountId}:assumed-role/collector/night", taken.AssumedRoleUser.Arn);
        Assert.Equal(_clock.GetUtcNow().AddSeconds(900), new DateTimeOffset(taken.Credentials.Expiration!.Value.ToUniversalTime()), TimeSpan.FromSeconds(1));
        Assert.Equal(1, got.ContentLength);
        await RefusedAsync("AccessDenied", 403, () => session.ListObjectsV2Async(new() { BucketName = "bucket" }, Cancellation));
        Assert.Equal(worker.AccessKey, Simulator.Requests[^1].AccessKey);
        await RefusedAsync("InvalidToken", 400, () => WithToken(taken.Credentials, null).GetObjectAsync("own", "key", Cancellation));
        await RefusedAsync("InvalidToken", 400, () => WithToken(taken.Credentials, "other").GetObjectAsync("own", "key", Cancellation));

        _clock.Advance(TimeSpan.FromSeconds(901));

        await RefusedAsync("ExpiredToken", 400, () => session.GetObjectAsync("own", "key", Cancellation));
    }

    [Fact]
    public async Task A_web_identity_takes_its_role_without_a_signature()
    {
        var role = Simulator.AddRole("collector", Simulator.Owner);
        using var tokens = Tokens(null);

        var taken = await tokens.AssumeRoleWithWebIdentityAsync(WebRequest(role, Simulator.IssueWebIdentityToken(role)), Cancellation);
        using var session = Simulator.CreateClient(SessionOf(taken.Credentials));
        await session.PutObjectAsync(new() { BucketName = "bucket", Key = "key", ContentBody = "x" }, Cancellation);

        Assert.Equal(("workload", role), (taken.SubjectFromWebIdentityToken, taken.Audience));
        Assert.NotNull(Bucket.Get("key"));
        Assert.Equal("AssumeRoleWithWebIdentity", Simulator.Requests[0].Operation);
    }

    [Fact]
    public async Task A_web_identity_is_refused_by_name()
    {
        var role = Simulator.AddRole("collector", Simulator.Owner);
        var other = Simulator.AddRole("other", Simulator.Owner);
        var token = Simulator.IssueWebIdentityToken(role, TimeSpan.FromMinutes(5));
        using var tokens = Tokens(null);

        await TokenRefusedAsync("InvalidIdentityToken", 400, () => tokens.AssumeRoleWithWebIdentityAsync(WebRequest(role, "a.web.token"), Cancellation));
        await TokenRefusedAsync("InvalidIdentityToken", 400, () => tokens.AssumeRoleWithWebIdentityAsync(WebRequest(role, token[..^1]), Cancellation));
        await TokenRefusedAsync("AccessDenied", 403, () => tokens.AssumeRoleWithWebIdentityAsync(WebRequest(other, token), Cancellation));
        _clock.Advance(TimeSpan.FromMinutes(6));
        await TokenRefusedAsync("ExpiredTokenException", 400, () => tokens.AssumeRoleWithWebIdentityAsync(WebRequest(role, token), Cancellation));
    }

    [Fact]
    public async Task A_role_is_given_to_those_it_trusts_who_know_its_external_id()
    {
        var trusted = Simulator.AddIdentity("trusted");
        var role = Simulator.AddRole("collector", Simulator.Owner, trusted, externalId: "secret-id");
        using var tokens = Tokens(trusted);
        using var strangers = Tokens(Simulator.Owner);
        var right = new AssumeRoleRequest { RoleArn = role, RoleSessionName = "night", ExternalId = "secret-id" };

        Assert.NotNull((await tokens.AssumeRoleAsync(right, Cancellation)).Credentials);
        await TokenRefusedAsync("AccessDenied", 403, () => strangers.AssumeRoleAsync(right, Cancellation));
        await TokenRefusedAsync("AccessDenied", 403, () => tokens.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = role, RoleSessionName = "night" }, Cancellation));
        await TokenRefusedAsync("AccessDenied", 403, () => tokens.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = role, RoleSessionName = "night", ExternalId = "guess" }, Cancellation));
        await TokenRefusedAsync("AccessDenied", 403, () => tokens.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = "arn:aws:iam::123456789012:role/none", RoleSessionName = "night" }, Cancellation));
    }

    [Theory]
    [InlineData("RoleArn=&RoleSessionName=night", "ValidationError", 400)]
    [InlineData("RoleArn={role}", "ValidationError", 400)]
    [InlineData("RoleArn={role}&RoleSessionName=no blanks", "ValidationError", 400)]
    [InlineData("RoleArn={role}&RoleSessionName=night&DurationSeconds=899", "ValidationError", 400)]
    [InlineData("RoleArn={role}&RoleSessionName=night&DurationSeconds=43201", "ValidationError", 400)]
    [InlineData("RoleArn={role}&RoleSessionName=night&DurationSeconds=7200", "ValidationError", 400)]
    [InlineData("RoleArn={role}&RoleSessionName=night&DurationSeconds=soon", "ValidationError", 400)]
    [InlineData("RoleArn={role}&RoleSessionName=night&Policy={}", "NotImplemented", 501)]
    public async Task What_a_role_is_asked_for_is_checked(string form, string code, int status)
    {
        var role = Simulator.AddRole("collector", Simulator.Owner);

        var answer = await PostAsync($"Action=AssumeRole&Version=2011-06-15&{form.Replace("{role}", role, StringComparison.Ordinal)}", Simulator.Owner);

        Assert.Equal((status, code), answer);
    }

    [Fact]
    public async Task Mistakes_have_the_names_of_the_token_service()
    {
        var role = Simulator.AddRole("collector", Simulator.Owner);
        var form = $"Action=AssumeRole&RoleArn={role}&RoleSessionName=night";
        var expired = Simulator.AddIdentity("expired", expiresAt: _clock.GetUtcNow().AddSeconds(-1));

        Assert.Equal((403, "MissingAuthenticationToken"), await PostAsync(form, null));
        Assert.Equal((403, "InvalidClientTokenId"), await PostAsync(form, Simulator.Owner with { AccessKey = "nobody" }));
        Assert.Equal((403, "SignatureDoesNotMatch"), await PostAsync(form, Simulator.Owner with { SecretKey = "wrong" }));
        Assert.Equal((403, "ExpiredToken"), await PostAsync(form, expired));
        Assert.Equal((400, "IncompleteSignature"), await PostAsync(form, Simulator.Owner, service: "s3"));
        Assert.Equal((403, "SignatureDoesNotMatch"), await PostAsync(form, Simulator.Owner, region: "mars-1"));
        Assert.Equal((400, "InvalidAction"), await PostAsync("Action=MakeCoffee&Version=2011-06-15", Simulator.Owner));
        _clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal((403, "SignatureDoesNotMatch"), await PostAsync(form, Simulator.Owner));
    }

    [Fact]
    public async Task A_caller_is_told_who_it_is()
    {
        var role = Simulator.AddRole("collector", Simulator.Owner);
        using var tokens = Tokens(Simulator.Owner);
        var taken = await tokens.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = role, RoleSessionName = "night" }, Cancellation);
        using var sessionTokens = Tokens(SessionOf(taken.Credentials));

        var owner = await tokens.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Cancellation);
        var session = await sessionTokens.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Cancellation);

        Assert.Equal((Simulator.Owner.AccountId, $"arn:aws:iam::{Simulator.Owner.AccountId}:user/{Simulator.Owner.AccessKey}"), (owner.Account, owner.Arn));
        Assert.Equal(taken.AssumedRoleUser.Arn, session.Arn);
    }

    [Fact]
    public async Task Requests_are_counted_by_their_action_and_can_be_struck_by_it()
    {
        var role = Simulator.AddRole("collector", Simulator.Owner);
        using var tokens = Tokens(Simulator.Owner);
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "AssumeRole", StatusCode = 503, Code = "ServiceUnavailable" });

        await Assert.ThrowsAnyAsync<AmazonServiceException>(() => tokens.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = role, RoleSessionName = "night" }, Cancellation));
        await tokens.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Cancellation);

        Assert.Equal((1, 1), (Simulator.ReadCounters().Requests["AssumeRole"], Simulator.ReadCounters().Requests["GetCallerIdentity"]));
    }

    [Fact]
    public async Task A_skewed_clock_refuses_requests_to_the_token_service_too()
    {
        using var tokens = Tokens(Simulator.Owner);
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.ClockSkew, Operation = "GetCallerIdentity", Skew = TimeSpan.FromHours(-1) });

        await Assert.ThrowsAnyAsync<AmazonServiceException>(() => tokens.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Cancellation));

        Assert.Equal(403, Simulator.Requests.Single().StatusCode);
    }

    protected override void Configure(S3SimulatorOptions options) => options.TimeProvider = _clock;

    private static S3Identity SessionOf(Credentials credentials) => new()
    {
        AccessKey = credentials.AccessKeyId,
        SecretKey = credentials.SecretAccessKey,
        SessionToken = credentials.SessionToken,
    };

    private static AssumeRoleWithWebIdentityRequest WebRequest(string role, string token) => new() { RoleArn = role, RoleSessionName = "night", WebIdentityToken = token };

    private static async Task TokenRefusedAsync(string code, int status, Func<Task> request)
    {
        var thrown = await Assert.ThrowsAnyAsync<AmazonServiceException>(request);
        Assert.Equal((code, status), (thrown.ErrorCode, (int)thrown.StatusCode));
    }

    private IAmazonS3 WithToken(Credentials credentials, string? token) => Simulator.CreateClient(SessionOf(credentials) with { SessionToken = token });

    private AmazonSecurityTokenServiceClient Tokens(S3Identity? identity)
    {
        var config = new AmazonSecurityTokenServiceConfig { ServiceURL = Simulator.Endpoint.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 };
        return identity switch
        {
            null => new AmazonSecurityTokenServiceClient(new AnonymousAWSCredentials(), config),
            { SessionToken: { } token } => new AmazonSecurityTokenServiceClient(identity.AccessKey, identity.SecretKey, token, config),
            _ => new AmazonSecurityTokenServiceClient(identity.AccessKey, identity.SecretKey, config),
        };
    }

    private async Task<(int Status, string? Code)> PostAsync(string form, S3Identity? identity, string service = "sts", string region = "us-east-1")
    {
        using var raw = new RawClient(Simulator.Endpoint, identity) { Service = service, Region = region };
        using var request = raw.Create(HttpMethod.Post, "/", Encoding.UTF8.GetBytes(form.Replace(" ", "+", StringComparison.Ordinal)));
        request.Content!.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        using var response = await raw.SendAsync(request, Cancellation);
        var root = XElement.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(HttpStatusCode.OK == response.StatusCode ? "AssumeRoleResponse" : "ErrorResponse", root.Name.LocalName);
        return ((int)response.StatusCode, root.Descendants().SingleOrDefault(static element => element.Name.LocalName == "Code")?.Value);
    }
}
