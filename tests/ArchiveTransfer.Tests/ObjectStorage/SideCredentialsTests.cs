using Amazon.Runtime;
using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage.Sdk;
using Xunit;

namespace ArchiveTransfer.ObjectStorage;

public sealed class SideCredentialsTests
{
    private const string Arn = "arn:aws:iam::123456789012:role/";

    private static readonly BasicAWSCredentials Given = new("AKTEST", "SKTEST");

    [Fact]
    public void The_same_object_or_chain_in_the_same_role_is_of_one_origin_and_nothing_else_is()
    {
        Assert.True(Of(Given).IsOfOneOriginWith(Of(Given)));
        Assert.True(Chain().IsOfOneOriginWith(Chain()));
        Assert.True(InRole(Given, "a", "x").IsOfOneOriginWith(InRole(Given, "a", "x")));

        Assert.False(Of(Given).IsOfOneOriginWith(Of(new BasicAWSCredentials("AKTEST", "SKTEST"))));
        Assert.False(Of(Given).IsOfOneOriginWith(Chain()));
        Assert.False(Chain().IsOfOneOriginWith(Of(Given)));
        Assert.False(InRole(Given, "a", "x").IsOfOneOriginWith(InRole(Given, "b", "x")));
        Assert.False(InRole(Given, "a", "x").IsOfOneOriginWith(InRole(Given, "a", "y")));
        Assert.False(InRole(Given, "a", "x").IsOfOneOriginWith(Of(Given)));
        Assert.False(Of(Given).IsOfOneOriginWith(InRole(Given, "a", "x")));
        Assert.False(InRole(Given, "a", "x").IsOfOneOriginWith(InRole(new BasicAWSCredentials("AKTEST", "SKTEST"), "a", "x")));
    }

    [Fact]
    public async Task Whoever_asks_at_the_same_time_gets_one_answer()
    {
        var slow = new Remembering();
        SideCredentials credentials = Of(slow);
        Task<ImmutableCredentials>[] asking = [.. Enumerable.Range(0, 20).Select(_ => credentials.GetCredentialsAsync())];
        slow.Go.SetResult();
        await Task.WhenAll(asking);
        Assert.Equal(1, slow.Asked);
    }

    [Fact]
    public async Task What_fails_is_asked_once_however_many_need_it()
    {
        var failing = new Remembering { Fails = true };
        failing.Go.SetResult();
        SideCredentials credentials = Of(failing);
        for (int i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<CredentialsUnavailableException>(credentials.GetCredentialsAsync);
        }

        // A machine that pauses for a second between two of them asks again.
        Assert.InRange(failing.Asked, 1, 3);
    }

    [Fact]
    public async Task However_many_requests_are_refused_the_credentials_are_renewed_once()
    {
        var source = new Remembering();
        source.Go.SetResult();
        SideCredentials credentials = Of(source);
        ImmutableCredentials first = await credentials.GetCredentialsAsync();

        bool[] renewed = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => credentials.RenewAsync(first)));
        Assert.All(renewed, Assert.True);
        Assert.Equal(2, source.Asked);

        ImmutableCredentials second = await credentials.GetCredentialsAsync();
        Assert.NotEqual(first.Token, second.Token);
        Assert.True(await credentials.RenewAsync(first));
        // As young as these are, it is not their age that they are refused for.
        Assert.False(await credentials.RenewAsync(second));
        Assert.Equal(2, source.Asked);
    }

    [Fact]
    public async Task Credentials_refused_in_their_first_minute_are_renewed_once_they_are_older()
    {
        var time = new TestTime();
        var source = new Remembering();
        source.Go.SetResult();
        SideCredentials credentials = Of(source, time);
        Assert.True(await credentials.RenewAsync(await credentials.GetCredentialsAsync()));
        ImmutableCredentials second = await credentials.GetCredentialsAsync();
        Assert.False(await credentials.RenewAsync(second));

        time.Advance(TimeSpan.FromMinutes(30));

        Assert.True(await credentials.RenewAsync(second));
        Assert.Equal(3, source.Asked);
    }

    [Fact]
    public async Task Whoever_had_no_newer_credentials_is_asked_again_a_moment_later()
    {
        var time = new TestTime();
        var source = new Written("old");
        SideCredentials credentials = Of(source, time);
        ImmutableCredentials old = await credentials.GetCredentialsAsync();
        Assert.False(await credentials.RenewAsync(old));

        source.Token = "new";
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.True(await credentials.RenewAsync(old));
        Assert.Equal("new", (await credentials.GetCredentialsAsync()).Token);
    }

    [Fact]
    public async Task A_renewal_that_failed_is_tried_again_a_moment_later()
    {
        var time = new TestTime();
        var source = new Written("old");
        SideCredentials credentials = Of(source, time);
        ImmutableCredentials old = await credentials.GetCredentialsAsync();
        source.Token = null;
        await Assert.ThrowsAsync<CredentialsUnavailableException>(() => credentials.RenewAsync(old));

        source.Token = "new";
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.True(await credentials.RenewAsync(old));
    }

    /// <summary>As a HEAD of an object that is encrypted with its owner's key, which is a bare 400 too.</summary>
    [Fact]
    public async Task A_refusal_that_may_have_another_reason_does_not_stand_in_the_way_of_one_that_has_not()
    {
        var source = new Remembering();
        source.Go.SetResult();
        SideCredentials credentials = Of(source, new TestTime());
        Assert.True(await credentials.RenewAsync(await credentials.GetCredentialsAsync(), isGuess: true));
        ImmutableCredentials second = await credentials.GetCredentialsAsync();
        Assert.False(await credentials.RenewAsync(second, isGuess: true));

        Assert.True(await credentials.RenewAsync(second));
        Assert.Equal(3, source.Asked);
    }

    [Fact]
    public async Task Credentials_that_stay_as_they_are_cannot_be_renewed()
    {
        SideCredentials credentials = Of(Given);
        ImmutableCredentials given = await credentials.GetCredentialsAsync();
        Assert.False(await credentials.RenewAsync(given));

        StoreError refusal = SdkErrors.Of(StoreOperation.CopyObject, 400, "ExpiredToken", "Over.");
        StoreError final = await credentials.RenewAsync(refusal, given, TestContext.Current.CancellationToken);
        Assert.Equal((StoreErrorKind.Permanent, "ExpiredToken"), (final.Kind, final.Code));
        Assert.Equal(
            "Over. (BasicAWSCredentials, given in code had no newer credentials. Give credentials that renew themselves, such as a class of the SDK's or one derived from RefreshingAWSCredentials.)",
            final.Message);

        // What does not speak of credentials is passed on as it is.
        StoreError bare = SdkErrors.Of(StoreOperation.HeadObject, 400, "BadRequest", "");
        Assert.Equal(bare, await credentials.RenewAsync(bare, given, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("0123456789abcdef", "archivetransfer-0123456789abcdef")]
    [InlineData("a b/c:dé", "archivetransfer-a-b-c-d-")]
    [InlineData("", "archivetransfer-")]
    [InlineData("A_b+c=d,e.f@g-h", "archivetransfer-A_b+c=d,e.f@g-h")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789", "archivetransfer-012345678901234567890123456789012345678901234567")]
    public void The_session_of_a_role_is_named_after_the_run_in_what_the_token_service_allows(string runId, string name) => Assert.Equal(name, RoleCredentials.SessionName(runId));

    private static SideCredentials Of(AWSCredentials given, TimeProvider? time = null) => new(StoreSide.Destination, new GivenCredentials(given), time);

    private static SideCredentials Chain() => new(StoreSide.Destination, new ChainCredentials());

    private static SideCredentials InRole(AWSCredentials given, string role, string externalId)
    {
        SideCredentials taker = Of(given);
        return new SideCredentials(StoreSide.Destination, new RoleOrigin(taker, new RoleCredentials(taker, Arn + role, externalId, "run", "us-east-1", endpoint: null)));
    }

    /// <summary>Answers from memory until told to forget, as the SDK's own classes do.</summary>
    private sealed class Remembering : RefreshingAWSCredentials
    {
        public TaskCompletionSource Go { get; } = new();

        public bool Fails { get; init; }

        public int Asked { get; private set; }

        protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
        {
            Asked++;
            await Go.Task;
            return Fails
                ? throw new InvalidOperationException("nothing found")
                : new CredentialsRefreshState(new ImmutableCredentials("AK", "SK", $"token {Asked}"), new DateTime(2099, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }
    }

    /// <summary>Gives what was written last; null: nothing can be read.</summary>
    private sealed class Written(string? token) : AWSCredentials
    {
        public string? Token { get; set; } = token;

        public override ImmutableCredentials GetCredentials() => new("AK", "SK", Token ?? throw new InvalidOperationException("nothing found"));
    }
}
