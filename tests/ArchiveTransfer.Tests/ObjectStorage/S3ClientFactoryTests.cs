using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using ArchiveTransfer.ObjectStorage.Sdk;
using Xunit;

namespace ArchiveTransfer.ObjectStorage;

public sealed class S3ClientFactoryTests
{
    private static readonly BasicAWSCredentials Given = new("AKTEST", "SKTEST");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_store_that_is_not_AWS_is_asked_in_path_style_as_us_east_1()
    {
        var config = Config(new SourceOptions { Bucket = "b", ServiceUrl = new Uri("http://s3.example:9000") });
        Assert.True(config.ForcePathStyle);
        Assert.Equal(("us-east-1", "http://s3.example:9000/"), (config.AuthenticationRegion, config.ServiceURL));
        Assert.Equal("eu-1", Config(new SourceOptions { Bucket = "b", ServiceUrl = new Uri("http://s3.example"), Region = "eu-1" }).AuthenticationRegion);
        Assert.False(Config(new SourceOptions { Bucket = "b", ServiceUrl = new Uri("http://s3.example"), ForcePathStyle = false }).ForcePathStyle);
    }

    [Fact]
    public void AWS_is_asked_by_host_unless_the_bucket_has_dots()
    {
        Assert.False(Config(new SourceOptions { Bucket = "b", Region = "eu-west-1" }).ForcePathStyle);
        Assert.True(Config(new SourceOptions { Bucket = "data.binance.vision", Region = "ap-northeast-1" }).ForcePathStyle);
        Assert.Equal("ap-northeast-1", Config(new SourceOptions { Bucket = "b", Region = "ap-northeast-1" }).RegionEndpoint.SystemName);
        Assert.Equal("us-west-2", Config(new SourceOptions { Bucket = "b" }, () => RegionEndpoint.USWest2).RegionEndpoint.SystemName);
    }

    [Fact]
    public void Nothing_is_repeated_timed_out_or_added_by_the_client()
    {
        var config = Config(new SourceOptions { Bucket = "b", Region = "eu-west-1" });
        Assert.Equal((0, 0), (config.MaxErrorRetry, config.MaxStaleConnectionRetries));
        Assert.Equal((RequestChecksumCalculation.WHEN_REQUIRED, ResponseChecksumValidation.WHEN_REQUIRED), (config.RequestChecksumCalculation, config.ResponseChecksumValidation));
        using var wire = new WireClientFactory();
        Assert.Equal(Timeout.InfiniteTimeSpan, wire.CreateHttpClient(config).Timeout);
        Assert.Same(wire.CreateHttpClient(config), wire.CreateHttpClient(config));
    }

    [Fact]
    public void No_region_anywhere_is_one_message()
    {
        var exception = Assert.Throws<ArchiveTransferException>(() => Config(new SourceOptions { Bucket = "b" }, () => null));
        Assert.Equal(TransferErrorCodes.InvalidOptions, exception.ErrorCode);
        Assert.Contains("Set Source.Region", exception.Message, StringComparison.Ordinal);
        Assert.Equal(TransferErrorCodes.InvalidOptions, Assert.Throws<ArchiveTransferException>(() => Config(new SourceOptions { Bucket = "b" }, () => throw new AmazonClientException("no"))).ErrorCode);
    }

    [Fact]
    public void A_profile_that_does_not_exist_is_one_message()
    {
        var exception = Assert.Throws<ArchiveTransferException>(() => Config(new DestinationOptions { Bucket = "b", Region = "eu-west-1", Profile = "no such\nprofile" }));
        Assert.Equal(TransferErrorCodes.InvalidCredentials, exception.ErrorCode);
        Assert.StartsWith("Source.Profile: there is no profile \"no such\\u000aprofile\"", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_anonymous_source_sends_unsigned_requests()
    {
        await using var server = new RecordingServer(Answers.Healthy);
        var components = new ArchiveCollectionComponents { SourceCredentials = Given };
        using var store = S3ClientFactory.OpenSource(new SourceOptions { Bucket = "bucket", ServiceUrl = server.Url, Anonymous = true }, components);
        Assert.True((await store.HeadAsync(new(new("bucket", "a/../b")), Token)).IsSuccess);
        Assert.Null(server.Last["Authorization"]);
        Assert.Equal("/bucket/a/../b", server.Last.Path);
    }

    [Fact]
    public async Task A_client_of_the_users_is_used_and_not_disposed()
    {
        await using var server = new RecordingServer(Answers.Healthy);
        using var client = new AmazonS3Client(Given, new AmazonS3Config { ServiceURL = server.Url.AbsoluteUri, ForcePathStyle = true });
        var store = S3ClientFactory.OpenDestination(new DestinationOptions { Bucket = "bucket" }, new SourceOptions(), new ArchiveCollectionComponents { DestinationClient = client });
        store.Dispose();
        Assert.NotNull(await client.GetObjectMetadataAsync("bucket", "key", Token));
    }

    [Fact]
    public async Task Sides_say_what_they_were_told_to()
    {
        await using var server = new RecordingServer(Answers.Healthy);
        var source = new SourceOptions { Bucket = "origin", ServiceUrl = server.Url, RequesterPays = true };
        var destination = new DestinationOptions { Bucket = "bucket", ServiceUrl = server.Url, ExpectedBucketOwner = "111" };
        var components = new ArchiveCollectionComponents { SourceCredentials = Given, DestinationCredentials = Given };
        using var reading = S3ClientFactory.OpenSource(source, components);
        using var writing = S3ClientFactory.OpenDestination(destination, source, components);
        await EveryOperation.SendAsync(reading, StoreOperation.HeadObject, "k", Token);
        Assert.Equal((null, "requester"), (server.Last["x-amz-expected-bucket-owner"], server.Last["x-amz-request-payer"]));
        await EveryOperation.SendAsync(writing, StoreOperation.HeadObject, "k", Token);
        Assert.Equal(("111", null), (server.Last["x-amz-expected-bucket-owner"], server.Last["x-amz-request-payer"]));
        await EveryOperation.SendAsync(writing, StoreOperation.CopyObject, "k", Token);
        Assert.Equal(("111", "requester"), (server.Last["x-amz-expected-bucket-owner"], server.Last["x-amz-request-payer"]));
    }

    [Theory]
    [InlineData("the SSO token expired", "aws sso login")]
    [InlineData("Assembly AWSSDK.SSO could not be found or loaded.", "AWSSDK.SSOOIDC")]
    [InlineData("nothing found", "AWS_ACCESS_KEY_ID")]
    public async Task Credentials_that_cannot_be_had_are_one_message_with_a_cure(string failure, string cure)
    {
        await using var server = new RecordingServer(Answers.Healthy);
        var components = new ArchiveCollectionComponents { DestinationCredentials = new FailingCredentials(failure) };
        using var store = S3ClientFactory.OpenDestination(new DestinationOptions { Bucket = "bucket", ServiceUrl = server.Url }, new SourceOptions(), components);
        var error = await EveryOperation.SendAsync(store, StoreOperation.CopyObject, "k", Token);
        Assert.Equal((StoreErrorKind.Permanent, cure == "AWSSDK.SSOOIDC" ? StoreErrorCodes.CredentialsPackageMissing : StoreErrorCodes.NoCredentials), (error!.Kind, error.Code));
        Assert.StartsWith("No credentials for the destination: FailingCredentials, given in code, failed.", error.Message, StringComparison.Ordinal);
        Assert.Contains(cure, error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    /// <summary>Endpoints that the SDK finds in the environment or a profile stand in its configuration as those that are set do.</summary>
    [Fact]
    public void Requests_that_go_elsewhere_than_the_options_say_are_known()
    {
        var aws = new DestinationOptions { Bucket = "b", Region = "eu-west-1" };
        Assert.False(S3ClientFactory.IsRedirected(aws, Config(aws)));
        Assert.True(S3ClientFactory.IsRedirected(aws, new AmazonS3Config { ServiceURL = "http://s3.example:9000" }));
        Assert.True(S3ClientFactory.IsRedirected(aws, new AmazonS3Config { RegionEndpoint = RegionEndpoint.EUWest1, UseFIPSEndpoint = true }));
        Assert.True(S3ClientFactory.IsRedirected(aws, new AmazonS3Config { RegionEndpoint = RegionEndpoint.EUWest1, UseDualstackEndpoint = true }));

        var other = new DestinationOptions { Bucket = "b", ServiceUrl = new Uri("http://s3.example:9000") };
        Assert.False(S3ClientFactory.IsRedirected(other, Config(other)));
    }

    private static AmazonS3Config Config(S3LocationOptions options, Func<RegionEndpoint?>? region = null)
    {
        using var wire = new WireClientFactory();
        using var client = S3ClientFactory.Create(StoreSide.Source, options, false, Given, wire, region);
        return (AmazonS3Config)client.Config;
    }

    private sealed class FailingCredentials(string message) : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials() => throw new InvalidOperationException(message);
    }
}
