using Amazon.S3;
using Amazon.S3.Model;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Simulator;

/// <summary>Buckets themselves: their end, their lists of rights, who pays, whose they are, and what clients ask of their configuration.</summary>
public sealed class BucketTests : SimulatorTest
{
    [Fact]
    public async Task Only_an_empty_bucket_can_be_deleted_and_only_by_its_owner()
    {
        Bucket.Put("key", Bytes("x"));
        using var stranger = Simulator.CreateClient(Simulator.AddIdentity("stranger"));

        await RefusedAsync("BucketNotEmpty", 409, () => Client.DeleteBucketAsync("bucket", Cancellation));
        Bucket.Delete("key");
        await RefusedAsync("AccessDenied", 403, () => stranger.DeleteBucketAsync("bucket", Cancellation));
        Assert.NotNull(Simulator.FindBucket("bucket"));

        await Client.DeleteBucketAsync("bucket", Cancellation);

        Assert.Null(Simulator.FindBucket("bucket"));
        await RefusedAsync("NoSuchBucket", 404, () => Client.DeleteBucketAsync("bucket", Cancellation));
    }

    [Theory]
    [InlineData("policy", 404, "NoSuchBucketPolicy")]
    [InlineData("policyStatus", 404, "NoSuchBucketPolicy")]
    [InlineData("cors", 404, "NoSuchCORSConfiguration")]
    [InlineData("lifecycle", 404, "NoSuchLifecycleConfiguration")]
    [InlineData("website", 404, "NoSuchWebsiteConfiguration")]
    [InlineData("tagging", 404, "NoSuchTagSet")]
    [InlineData("replication", 404, "ReplicationConfigurationNotFoundError")]
    [InlineData("ownershipControls", 200, "<ObjectOwnership>BucketOwnerEnforced</ObjectOwnership>")]
    [InlineData("publicAccessBlock", 200, "<BlockPublicAcls>true</BlockPublicAcls>")]
    [InlineData("logging", 200, "BucketLoggingStatus")]
    [InlineData("notification", 200, "NotificationConfiguration")]
    [InlineData("accelerate", 200, "AccelerateConfiguration")]
    [InlineData("encryption", 200, "AES256")]
    [InlineData("requestPayment", 200, "<Payer>BucketOwner</Payer>")]
    [InlineData("acl", 200, "<Permission>FULL_CONTROL</Permission>")]
    [InlineData("location", 200, "LocationConstraint")]
    [InlineData("versioning", 200, "VersioningConfiguration")]
    public async Task A_configuration_that_was_never_set_is_answered_as_S3_does(string name, int status, string text)
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);

        var answer = await raw.SendAsync(HttpMethod.Get, $"/bucket?{name}", Cancellation);

        Assert.Equal(status, answer.Status);
        Assert.Contains(text, answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_is_told_to_the_owner_alone()
    {
        Bucket.IsPublic = true;
        using var stranger = Simulator.CreateClient(Simulator.AddIdentity("stranger"));

        await RefusedAsync("AccessDenied", 403, () => stranger.GetBucketAclAsync(new GetBucketAclRequest { BucketName = "bucket" }, Cancellation));
        await RefusedAsync("AccessDenied", 403, () => stranger.GetBucketEncryptionAsync(new GetBucketEncryptionRequest { BucketName = "bucket" }, Cancellation));
    }

    [Theory]
    [InlineData(false, "public-read", "AccessControlListNotSupported")]
    [InlineData(false, "bucket-owner-full-control", null)]
    [InlineData(true, "public-read", null)]
    [InlineData(true, "made-up", "InvalidArgument")]
    public async Task Access_control_lists_are_refused_or_taken_by_a_switch(bool isAccepted, string canned, string? code)
    {
        await using var simulator = await S3Simulator.StartAsync(options => options.AcceptsAcls = isAccepted, Cancellation);
        simulator.AddBucket("bucket").Put("there", Bytes("x"));
        using var client = simulator.CreateClient(simulator.Owner);
        Func<Task>[] requests =
        [
            () => client.PutObjectAsync(new PutObjectRequest { BucketName = "bucket", Key = "key", ContentBody = "x", CannedACL = new S3CannedACL(canned) }, Cancellation),
            () => client.PutObjectAclAsync(new PutObjectAclRequest { BucketName = "bucket", Key = "there", ACL = new S3CannedACL(canned) }, Cancellation),
            () => client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = "bucket", Key = "key", CannedACL = new S3CannedACL(canned) }, Cancellation),
        ];

        foreach (var request in requests)
        {
            await (code is null ? request() : RefusedAsync(code, 400, request));
        }

        var acl = await client.GetObjectAclAsync(new GetObjectAclRequest { BucketName = "bucket", Key = "there" }, Cancellation);
        Assert.Equal(S3Permission.FULL_CONTROL, Assert.Single(acl.Grants).Permission);
        Assert.Equal(code is null, simulator.FindBucket("bucket")!.Get("key") is not null);
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("private", null, true)]
    [InlineData(null, "BucketOwnerPreferred", true)]
    [InlineData(null, "ObjectWriter", true)]
    [InlineData("public-read", "ObjectWriter", true)]
    [InlineData(null, "BucketOwnerEnforced", false)]
    public async Task A_bucket_takes_access_control_lists_when_it_was_made_so(string? canned, string? ownership, bool takesThem)
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        List<(string, string)> headers = [];
        if (canned is not null)
        {
            headers.Add(("x-amz-acl", canned));
        }

        if (ownership is not null)
        {
            headers.Add(("x-amz-object-ownership", ownership));
        }

        Assert.Equal(200, (await raw.SendAsync(HttpMethod.Put, "/made", Cancellation, null, null, [.. headers])).Status);

        Assert.Equal(takesThem ? 200 : 400, (await raw.SendAsync(HttpMethod.Put, "/made/key", Cancellation, Bytes("x"), null, ("x-amz-acl", "private"))).Status);
        Assert.Equal(takesThem, Simulator.FindBucket("made")!.AcceptsAcls);
    }

    [Fact]
    public async Task An_expected_owner_has_to_be_the_owner_on_both_sides_of_a_copy()
    {
        var stranger = Simulator.AddIdentity("stranger");
        Simulator.AddBucket("source", stranger, isPublic: true).Put("key", Bytes("x"));
        var owner = Simulator.Owner.AccountId;

        Assert.Matches("^[0-9]{12}$", owner);
        Assert.NotEqual(owner, stranger.AccountId);
        await CopyAsync(owner, stranger.AccountId);
        await RefusedAsync("AccessDenied", 403, () => CopyAsync(stranger.AccountId, stranger.AccountId));
        await RefusedAsync("AccessDenied", 403, () => CopyAsync(owner, owner));
        await RefusedAsync("InvalidBucketOwnerAWSAccountID", 400, () => CopyAsync("me", stranger.AccountId));
        await RefusedAsync("AccessDenied", 403, () => Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "bucket", ExpectedBucketOwner = "123456789012" }, Cancellation));

        Task CopyAsync(string expected, string expectedSource) => Client.CopyObjectAsync(
            new CopyObjectRequest
            {
                SourceBucket = "source",
                SourceKey = "key",
                DestinationBucket = "bucket",
                DestinationKey = "copy",
                ExpectedBucketOwner = expected,
                ExpectedSourceBucketOwner = expectedSource,
            },
            Cancellation);
    }

    [Fact]
    public async Task Where_the_requester_pays_others_have_to_say_that_they_do()
    {
        Bucket.IsPublic = true;
        Bucket.RequesterPays = true;
        Bucket.Put("key", Bytes("x"));
        var stranger = Simulator.AddIdentity("stranger");
        Simulator.AddBucket("own", stranger);
        using var client = Simulator.CreateClient(stranger);
        using var anonymous = Simulator.CreateClient(null);

        await RefusedAsync("AccessDenied", 403, () => client.GetObjectAsync("bucket", "key", Cancellation));
        await RefusedAsync("AccessDenied", 403, () => client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "bucket" }, Cancellation));
        await RefusedAsync("AccessDenied", 403, () => client.CopyObjectAsync("bucket", "key", "own", "copy", Cancellation));
        await RefusedAsync("AccessDenied", 403, () => anonymous.GetObjectAsync(new GetObjectRequest { BucketName = "bucket", Key = "key", RequestPayer = RequestPayer.Requester }, Cancellation));
        Assert.Null(Simulator.FindBucket("own")!.Get("copy"));

        using var paid = await client.GetObjectAsync(new GetObjectRequest { BucketName = "bucket", Key = "key", RequestPayer = RequestPayer.Requester }, Cancellation);
        using var owned = await Client.GetObjectAsync("bucket", "key", Cancellation);
        var copied = await client.CopyObjectAsync(
            new CopyObjectRequest { SourceBucket = "bucket", SourceKey = "key", DestinationBucket = "own", DestinationKey = "copy", RequestPayer = RequestPayer.Requester },
            Cancellation);

        Assert.Equal((RequestCharged.Requester, RequestCharged.Requester), (paid.RequestCharged, copied.RequestCharged));
        Assert.Null(owned.RequestCharged);
    }

    [Fact]
    public async Task Who_pays_can_be_set_by_the_owner()
    {
        await Client.PutBucketRequestPaymentAsync("bucket", new RequestPaymentConfiguration { Payer = "Requester" }, Cancellation);

        Assert.True(Bucket.RequesterPays);
        Assert.Equal("Requester", (await Client.GetBucketRequestPaymentAsync("bucket", Cancellation)).Payer);
    }

    [Fact]
    public async Task In_the_oldest_region_a_bucket_of_ones_own_can_be_made_again()
    {
        Bucket.Put("key", Bytes("x"));

        await Client.PutBucketAsync("bucket", Cancellation);

        Assert.Equal(["key"], Bucket.Keys);
    }
}
