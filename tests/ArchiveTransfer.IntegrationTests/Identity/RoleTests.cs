using Amazon.Runtime;
using ArchiveTransfer.Collection;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Identity;

/// <summary>Sides that take a role before they sign. A store that is not AWS has the token service at its own endpoint.</summary>
public sealed class RoleTests : CollectionTest
{
    private const string Secret = "an-external-id";

    [Fact]
    public async Task Each_side_signs_in_its_own_role_and_the_session_names_the_run()
    {
        S3Identity reader = Simulator.AddIdentity("reader");
        S3Identity writer = Simulator.AddIdentity("writer");
        S3Identity user = Simulator.AddIdentity("user");
        S3Bucket source = Simulator.AddBucket("private", reader);
        S3Bucket lake = Simulator.AddBucket("target", writer);
        source.Put("a.zip", Bytes(1_000));
        string reading = Simulator.AddRole("reading", reader, trusted: user);
        string writing = Simulator.AddRole("writing", writer, trusted: user, externalId: Secret);

        await using ArchiveCollectionWorkflow workflow = Workflow(
            options =>
            {
                options.Source.Bucket = source.Name;
                options.Source.Anonymous = false;
                options.Source.RoleArn = reading;
                options.Destination.Bucket = lake.Name;
                options.Destination.RoleArn = writing;
                options.Destination.ExternalId = Secret;
                options.OperationMode = OperationMode.Hybrid;
            },
            new ArchiveCollectionComponents { SourceCredentials = CredentialsOf(user), DestinationCredentials = CredentialsOf(user) });
        ArchiveCollectionResult result = await workflow.ExecuteAsync(new ArchiveCollectionRunOptions { RunId = "night/7 é" }, Cancellation);

        AssertSucceeded(result);
        Assert.Equal(source.Get("a.zip")!.ComputeSha256(), lake.Get("a.zip")!.ComputeSha256());
        S3RequestRecord[] data = [.. Simulator.Requests.Where(static request => request.Bucket is not (null or ""))];
        Assert.All(data, request => Assert.Equal(request.Bucket == source.Name ? reader.AccessKey : writer.AccessKey, request.AccessKey));
        Assert.Equal(2, Simulator.ReadCounters().Requests["AssumeRole"]);
        Assert.Equal("archivetransfer-night-7--", ArchiveTransfer.ObjectStorage.Sdk.RoleCredentials.SessionName("night/7 é"));
    }

    [Fact]
    public async Task A_role_that_refuses_ends_the_run_at_once_with_provider_and_cure()
    {
        Source.Put("a.zip", Bytes(10));
        string role = Simulator.AddRole("writing", Collector, externalId: Secret);
        ArchiveTransferException exception = await Assert.ThrowsAsync<ArchiveTransferException>(() => CollectAsync(options =>
        {
            options.Destination.RoleArn = role;
            options.Destination.ExternalId = "another-id";
        }));

        Assert.Equal(TransferErrorCodes.InvalidCredentials, exception.ErrorCode);
        Assert.StartsWith($"No credentials for the destination: the role {role}, taken by BasicAWSCredentials, given in code, failed.", exception.Message, StringComparison.Ordinal);
        Assert.Contains("trust policy", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Collector.SecretKey, exception.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, Simulator.ReadCounters().Requests["AssumeRole"]);
        Assert.Empty(Lake.Keys);
        Assert.DoesNotContain(Simulator.Requests, static request => request.Operation.StartsWith("List", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sessions_of_a_quarter_of_an_hour_serve_every_request()
    {
        for (int i = 0; i < 100; i++)
        {
            Source.Put($"{i:D3}", Bytes(10, i));
        }

        string role = Simulator.AddRole("writing", Collector, longestSession: TimeSpan.FromMinutes(15));

        AssertSucceeded(await CollectAsync(options => (options.OperationMode, options.Destination.RoleArn) = (OperationMode.DirectSync, role)));

        Assert.Equal(1, Simulator.ReadCounters().Requests["AssumeRole"]);
    }

    [Fact]
    public async Task Who_asks_synchronously_is_told_to_ask_otherwise_first_and_then_answered()
    {
        string role = Simulator.AddRole("writing", Collector);
        var options = new ArchiveCollectionOptions();
        (options.Destination.Bucket, options.Destination.ServiceUrl, options.Destination.RoleArn) = (Lake.Name, Simulator.Endpoint, role);
        AWSCredentials credentials = ArchiveTransfer.ObjectStorage.Sdk.SideIdentity.Of(
            ArchiveTransfer.ObjectStorage.StoreSide.Destination, options.Destination, anonymous: false, CredentialsOf(Collector), profile: null, "us-east-1", "run");

        Exception refused = Assert.ThrowsAny<AmazonClientException>(() => credentials.GetCredentials());
        ImmutableCredentials asked = await credentials.GetCredentialsAsync();

        Assert.EndsWith("ask with GetCredentialsAsync first; GetCredentials answers from what that got.", refused.Message, StringComparison.Ordinal);
        Assert.Equal(asked.AccessKey, credentials.GetCredentials().AccessKey);
    }

    [Fact]
    public async Task A_client_of_the_applications_own_takes_no_role()
    {
        using Amazon.S3.IAmazonS3 client = Simulator.CreateClient(Collector);
        ArchiveTransferException exception = await Assert.ThrowsAsync<ArchiveTransferException>(() => CollectAsync(
            options => options.Destination.RoleArn = "arn:aws:iam::123456789012:role/writing", new ArchiveCollectionComponents { DestinationClient = client }));
        Assert.Equal(TransferErrorCodes.InvalidOptions, exception.ErrorCode);
        Assert.Contains("Destination.RoleArn is 'arn:aws:iam::123456789012:role/writing'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anonymous_credentials_take_no_role()
    {
        ArchiveTransferException exception = await Assert.ThrowsAsync<ArchiveTransferException>(() => CollectAsync(
            options => options.Destination.RoleArn = "arn:aws:iam::123456789012:role/writing", new ArchiveCollectionComponents { DestinationCredentials = new AnonymousAWSCredentials() }));
        Assert.Equal(TransferErrorCodes.InvalidOptions, exception.ErrorCode);
    }
}
