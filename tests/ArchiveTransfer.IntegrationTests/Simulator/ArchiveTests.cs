using System.Xml.Linq;
using Amazon.S3;
using Amazon.S3.Model;
using ArchiveTransfer.Testing;
using Xunit;
using S3Bucket = ArchiveTransfer.Testing.S3Bucket;

namespace ArchiveTransfer.Simulator;

public sealed class ArchiveTests : SimulatorTest
{
    private const string Days = "<RestoreRequest><Days>2</Days></RestoreRequest>";
    private readonly ManualClock _clock = new();

    protected override void Configure(S3SimulatorOptions options)
    {
        options.TimeProvider = _clock;
        options.RestoreDuration = TimeSpan.FromHours(4);
    }

    [Theory]
    [InlineData("STANDARD", true)]
    [InlineData("REDUCED_REDUNDANCY", true)]
    [InlineData("STANDARD_IA", true)]
    [InlineData("ONEZONE_IA", true)]
    [InlineData("INTELLIGENT_TIERING", true)]
    [InlineData("GLACIER_IR", true)]
    [InlineData("GLACIER", false)]
    [InlineData("DEEP_ARCHIVE", false)]
    public async Task Archived_classes_are_headed_but_neither_read_nor_copied(string storageClass, bool isReadable)
    {
        Bucket.Put("key", Bytes("x"), new Dictionary<string, string> { ["x-amz-storage-class"] = storageClass });
        using var raw = Raw();
        using var head = await HeadAsync(raw);
        var answers = await ReadAsync(raw);

        Assert.Equal((200, storageClass == "STANDARD" ? null : storageClass, null), ((int)head.StatusCode, Header(head, "x-amz-storage-class"), Header(head, "x-amz-restore")));
        Assert.All(answers, answer =>
        {
            Assert.Equal(isReadable ? 200 : 403, answer.Status);
            if (!isReadable)
            {
                var error = XElement.Parse(answer.Body);
                Assert.Equal(("InvalidObjectState", storageClass, null), (error.Element("Code")!.Value, error.Element("StorageClass")!.Value, error.Element("AccessTier")?.Value));
            }
        });
        Assert.Equal(isReadable, Bucket.Get("copy") is not null);
    }

    [Theory]
    [InlineData("GLACIER", "GLACIER", null)]
    [InlineData("DEEP_ARCHIVE", "DEEP_ARCHIVE", null)]
    [InlineData("ARCHIVE_ACCESS", "INTELLIGENT_TIERING", "ARCHIVE_ACCESS")]
    [InlineData("DEEP_ARCHIVE_ACCESS", "INTELLIGENT_TIERING", "DEEP_ARCHIVE_ACCESS")]
    public async Task An_object_can_be_put_into_an_archive(string archive, string storageClass, string? tier)
    {
        Bucket.AddVirtual(1, static _ => "key", static _ => 100);
        Assert.True(Bucket.Archive("key", archive));
        Assert.False(Bucket.Archive("none", archive));
        using var raw = Raw();

        using var head = await HeadAsync(raw);
        var answers = await ReadAsync(raw);

        Assert.Equal((storageClass, tier), (Header(head, "x-amz-storage-class"), Header(head, "x-amz-archive-status")));
        Assert.All(answers, answer => Assert.Equal((403, storageClass, tier), (answer.Status, XElement.Parse(answer.Body).Element("StorageClass")!.Value, XElement.Parse(answer.Body).Element("AccessTier")?.Value)));
        Assert.Throws<ArgumentException>(() => Bucket.Archive("key", "STANDARD"));
    }

    [Theory]
    [InlineData("GLACIER")]
    [InlineData("DEEP_ARCHIVE")]
    public async Task A_restored_object_can_be_read_until_its_copy_runs_out(string storageClass)
    {
        Bucket.Put("key", Bytes("x"));
        Bucket.Archive("key", storageClass);

        Assert.Equal(202, (await RestoreAsync(Days)).Status);
        await ExpectAsync("ongoing-request=\"true\"", 403, "<RestoreStatus><IsRestoreInProgress>true</IsRestoreInProgress></RestoreStatus>");
        Assert.Equal((409, "RestoreAlreadyInProgress"), await RestoreAsync(Days));

        // Ready at 16:00 of March 1st, kept for two days, rounded up to midnight.
        _clock.Advance(TimeSpan.FromHours(4));
        await ExpectAsync(
            "ongoing-request=\"false\", expiry-date=\"Mon, 04 Mar 2024 00:00:00 GMT\"",
            200,
            "<RestoreStatus><IsRestoreInProgress>false</IsRestoreInProgress><RestoreExpiryDate>2024-03-04T00:00:00.000Z</RestoreExpiryDate></RestoreStatus>");

        Assert.Equal(200, (await RestoreAsync(Days.Replace("2", "5", StringComparison.Ordinal))).Status);
        await ExpectAsync(
            "ongoing-request=\"false\", expiry-date=\"Thu, 07 Mar 2024 00:00:00 GMT\"",
            200,
            "<RestoreStatus><IsRestoreInProgress>false</IsRestoreInProgress><RestoreExpiryDate>2024-03-07T00:00:00.000Z</RestoreExpiryDate></RestoreStatus>");

        _clock.Advance(TimeSpan.FromDays(6));
        await ExpectAsync(null, 403, "");
        Assert.Equal(202, (await RestoreAsync(Days)).Status);
        Assert.Equal(storageClass, Bucket.Get("key")!.StorageClass);
    }

    [Fact]
    public async Task What_leaves_an_archive_tier_has_left_it_for_good()
    {
        Bucket.Put("key", Bytes("x"));
        Bucket.Archive("key", "ARCHIVE_ACCESS");

        Assert.Equal((400, "MalformedXML"), await RestoreAsync(Days));
        Assert.Equal(202, (await RestoreAsync("<RestoreRequest/>")).Status);
        await ExpectAsync("ongoing-request=\"true\"", 403, "<RestoreStatus><IsRestoreInProgress>true</IsRestoreInProgress></RestoreStatus>");

        _clock.Advance(TimeSpan.FromHours(4));
        await ExpectAsync(null, 200, "");
        using var raw = Raw();
        using var head = await HeadAsync(raw);
        Assert.Equal(("INTELLIGENT_TIERING", null), (Header(head, "x-amz-storage-class"), Header(head, "x-amz-archive-status")));
        Assert.Equal((403, "InvalidObjectState"), await RestoreAsync("<RestoreRequest/>"));
    }

    [Theory]
    [InlineData("STANDARD", Days, 403, "InvalidObjectState")]
    [InlineData("GLACIER_IR", Days, 403, "InvalidObjectState")]
    [InlineData("GLACIER", "<RestoreRequest/>", 400, "MalformedXML")]
    [InlineData("GLACIER", "<RestoreRequest><Days>soon</Days></RestoreRequest>", 400, "MalformedXML")]
    [InlineData("GLACIER", "<RestoreRequest><Days>0</Days></RestoreRequest>", 400, "InvalidArgument")]
    [InlineData("GLACIER", "<RestoreRequest><Days>1</Days><GlacierJobParameters><Tier>Quick</Tier></GlacierJobParameters></RestoreRequest>", 400, "MalformedXML")]
    [InlineData("GLACIER", "<RestoreRequest><Days>1</Days><GlacierJobParameters><Tier>Expedited</Tier></GlacierJobParameters></RestoreRequest>", 202, null)]
    [InlineData("DEEP_ARCHIVE", "<RestoreRequest><Days>1</Days><GlacierJobParameters><Tier>Expedited</Tier></GlacierJobParameters></RestoreRequest>", 400, "InvalidArgument")]
    [InlineData("DEEP_ARCHIVE", "<RestoreRequest><Days>1</Days><GlacierJobParameters><Tier>Bulk</Tier></GlacierJobParameters></RestoreRequest>", 202, null)]
    [InlineData("GLACIER", "<RestoreRequest><Type>SELECT</Type></RestoreRequest>", 501, "NotImplemented")]
    public async Task Only_what_is_archived_is_restored_and_only_as_its_class_allows(string storageClass, string body, int status, string? code)
    {
        Bucket.Put("key", Bytes("x"), new Dictionary<string, string> { ["x-amz-storage-class"] = storageClass });

        Assert.Equal((status, code), await RestoreAsync(body));
    }

    [Fact]
    public async Task A_restore_that_takes_no_time_shows_its_expiry_at_once_and_by_version()
    {
        await using var simulator = await S3Simulator.StartAsync(options => options.TimeProvider = _clock, Cancellation);
        var bucket = simulator.AddBucket("bucket");
        bucket.IsVersioned = true;
        bucket.Put("key", Bytes("old"), new Dictionary<string, string> { ["x-amz-storage-class"] = "GLACIER" });
        bucket.Put("key", Bytes("new"));
        var old = bucket.Versions("key")[1].VersionId;
        using var client = new RawClient(simulator.Endpoint, simulator.Owner) { SignedAt = _clock.GetUtcNow() };

        var restored = await client.SendAsync(HttpMethod.Post, $"/bucket/key?restore&versionId={old}", Cancellation, Bytes(Days));
        var read = await client.SendAsync(HttpMethod.Get, $"/bucket/key?versionId={old}", Cancellation);
        var listed = await client.SendAsync(HttpMethod.Get, "/bucket?versions", Cancellation, null, null, ("x-amz-optional-object-attributes", "RestoreStatus"));
        var current = await client.SendAsync(HttpMethod.Post, "/bucket/key?restore", Cancellation, Bytes(Days));
        var none = await client.SendAsync(HttpMethod.Post, "/bucket/none?restore", Cancellation, Bytes(Days));

        Assert.Equal((202, 200, "old", 403, 404), (restored.Status, read.Status, read.Body, current.Status, none.Status));
        Assert.Contains("<RestoreExpiryDate>2024-03-04T00:00:00.000Z</RestoreExpiryDate>", listed.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_SDK_restores_and_sees_it()
    {
        await using var simulator = await S3Simulator.StartAsync(options => options.RestoreDuration = TimeSpan.FromHours(1), Cancellation);
        using var client = simulator.CreateClient(simulator.Owner);
        simulator.AddBucket("bucket").Put("key", Bytes("x"), new Dictionary<string, string> { ["x-amz-storage-class"] = "DEEP_ARCHIVE" });
        Task<RestoreObjectResponse> Restore() => client.RestoreObjectAsync(new RestoreObjectRequest { BucketName = "bucket", Key = "key", Days = 1, Tier = GlacierJobTier.Bulk }, Cancellation);

        await RefusedAsync("InvalidObjectState", 403, () => client.GetObjectAsync("bucket", "key", Cancellation));
        var restored = await Restore();
        await RefusedAsync("RestoreAlreadyInProgress", 409, Restore);
        var head = await client.GetObjectMetadataAsync("bucket", "key", Cancellation);
        var listing = await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "bucket", OptionalObjectAttributes = [OptionalObjectAttributes.RestoreStatus.Value] }, Cancellation);

        Assert.Equal(System.Net.HttpStatusCode.Accepted, restored.HttpStatusCode);
        Assert.True(head.RestoreInProgress);
        Assert.True(Assert.Single(listing.S3Objects).RestoreStatus.IsRestoreInProgress);
    }

    [Fact]
    public async Task A_copy_of_a_restored_object_is_no_archive()
    {
        Bucket.Put("key", Bytes("x"), new Dictionary<string, string> { ["x-amz-storage-class"] = "GLACIER", ["x-amz-meta-a"] = "1" });
        await RestoreAsync(Days);
        _clock.Advance(TimeSpan.FromHours(4));
        using var raw = Raw();

        var copied = await raw.SendAsync(HttpMethod.Put, "/bucket/key", Cancellation, null, null, ("x-amz-copy-source", "bucket/key"), ("x-amz-storage-class", "STANDARD"));
        using var head = await HeadAsync(raw);

        Assert.Equal(200, copied.Status);
        Assert.Equal((null, null, "1"), (Header(head, "x-amz-storage-class"), Header(head, "x-amz-restore"), Header(head, "x-amz-meta-a")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("ONEZONE_IA")]
    public async Task The_class_of_a_copy_is_the_one_asked_for_or_STANDARD(string? storageClass)
    {
        Bucket.Put("key", Bytes("x"), new Dictionary<string, string> { ["x-amz-storage-class"] = "STANDARD_IA" });
        using var raw = Raw();
        (string, string)[] headers = storageClass is null ? [] : [("x-amz-storage-class", storageClass)];

        await raw.SendAsync(HttpMethod.Put, "/bucket/copy", Cancellation, null, null, [("x-amz-copy-source", "bucket/key"), .. headers]);

        Assert.Equal(storageClass ?? "STANDARD", Bucket.Get("copy")!.StorageClass);
    }

    [Fact]
    public async Task A_listing_shows_restorations_only_when_asked_and_knows_no_other_attribute()
    {
        Bucket.Put("key", Bytes("x"), new Dictionary<string, string> { ["x-amz-storage-class"] = "GLACIER" });
        await RestoreAsync(Days);
        using var raw = Raw();

        var silent = await raw.SendAsync(HttpMethod.Get, "/bucket?list-type=2", Cancellation);
        var unknown = await raw.SendAsync(HttpMethod.Get, "/bucket?list-type=2", Cancellation, null, null, ("x-amz-optional-object-attributes", "Owner"));

        Assert.DoesNotContain("RestoreStatus", silent.Body, StringComparison.Ordinal);
        Assert.Equal((400, "InvalidArgument"), (unknown.Status, XElement.Parse(unknown.Body).Element("Code")!.Value));
    }

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.Single() : null;

    private static async Task<HttpResponseMessage> HeadAsync(RawClient raw)
    {
        using var request = raw.Create(HttpMethod.Head, "/bucket/key");
        return await raw.SendAsync(request, Cancellation);
    }

    /// <summary>Get, copy and part copy.</summary>
    private static async Task<(int Status, string Body)[]> ReadAsync(RawClient raw)
    {
        var (_, begun) = await raw.SendAsync(HttpMethod.Post, "/bucket/upload?uploads", Cancellation);
        var id = XElement.Parse(begun).Elements().Single(static element => element.Name.LocalName == "UploadId").Value;
        return
        [
            await raw.SendAsync(HttpMethod.Get, "/bucket/key", Cancellation),
            await raw.SendAsync(HttpMethod.Put, "/bucket/copy", Cancellation, null, null, ("x-amz-copy-source", "bucket/key")),
            await raw.SendAsync(HttpMethod.Put, $"/bucket/upload?partNumber=1&uploadId={id}", Cancellation, null, null, ("x-amz-copy-source", "bucket/key")),
        ];
    }

    private async Task<(int Status, string? Code)> RestoreAsync(string body)
    {
        using var raw = Raw();
        var (status, answer) = await raw.SendAsync(HttpMethod.Post, "/bucket/key?restore", Cancellation, Bytes(body));
        return (status, answer.Length == 0 ? null : XElement.Parse(answer).Element("Code")!.Value);
    }

    private async Task ExpectAsync(string? restore, int readStatus, string listed)
    {
        using var raw = Raw();
        using var head = await HeadAsync(raw);
        var answers = await ReadAsync(raw);
        var (_, listing) = await raw.SendAsync(HttpMethod.Get, "/bucket?list-type=2&prefix=key", Cancellation, null, null, ("x-amz-optional-object-attributes", "RestoreStatus"));

        Assert.Equal(restore, Header(head, "x-amz-restore"));
        Assert.All(answers, answer => Assert.Equal(readStatus, answer.Status));
        Assert.Contains($"</StorageClass>{listed}</Contents>", listing, StringComparison.Ordinal);
    }

    private RawClient Raw() => new(Simulator.Endpoint, Simulator.Owner) { SignedAt = _clock.GetUtcNow() };
}
