using System.Xml.Linq;
using Amazon.S3;
using Amazon.S3.Model;
using ArchiveTransfer.Testing;
using Xunit;
using S3Bucket = ArchiveTransfer.Testing.S3Bucket;

namespace ArchiveTransfer.Simulator;

public sealed class ObjectLockTests : SimulatorTest
{
    private const string Mode = "x-amz-object-lock-mode";
    private const string Date = "x-amz-object-lock-retain-until-date";
    private const string Hold = "x-amz-object-lock-legal-hold";
    private const string Bypass = "x-amz-bypass-governance-retention";
    private readonly ManualClock _clock = new();

    protected override void Configure(S3SimulatorOptions options) => options.TimeProvider = _clock;

    [Fact]
    public async Task A_locked_bucket_has_versions_for_good()
    {
        Bucket.HasObjectLock = true;
        using var raw = Raw();

        var (status, body) = await raw.SendAsync(HttpMethod.Put, "/bucket?versioning", Cancellation, Bytes("<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>"));

        Assert.True(Bucket.IsVersioned);
        Assert.Equal((409, "InvalidBucketState"), (status, CodeOf(body)));
        Assert.Throws<InvalidOperationException>(() => Bucket.IsVersioned = false);
        Assert.True(Bucket.IsVersioned);
    }

    [Fact]
    public async Task A_bucket_can_be_created_with_lock()
    {
        using var raw = Raw();

        await raw.SendAsync(HttpMethod.Put, "/locked", Cancellation, null, null, ("x-amz-bucket-object-lock-enabled", "true"));
        await raw.SendAsync(HttpMethod.Put, "/plain", Cancellation);

        Assert.True(Simulator.FindBucket("locked")!.HasObjectLock);
        Assert.True(Simulator.FindBucket("locked")!.IsVersioned);
        Assert.False(Simulator.FindBucket("plain")!.HasObjectLock);
    }

    /// <summary>What protects the version, who deletes it how, and after how many days.</summary>
    [Theory]
    [InlineData("GOVERNANCE", null, false, true, 0, 403)]
    [InlineData("GOVERNANCE", null, true, true, 0, 204)]
    [InlineData("GOVERNANCE", null, true, false, 0, 403)]
    [InlineData("GOVERNANCE", null, false, true, 11, 204)]
    [InlineData("COMPLIANCE", null, true, true, 0, 403)]
    [InlineData("COMPLIANCE", null, false, true, 11, 204)]
    [InlineData(null, "ON", true, true, 11, 403)]
    [InlineData(null, "OFF", false, true, 0, 204)]
    [InlineData("GOVERNANCE", "ON", true, true, 0, 403)]
    public async Task A_protected_version_cannot_be_deleted(string? mode, string? hold, bool bypasses, bool isOwner, int days, int status)
    {
        Bucket.HasObjectLock = true;
        Bucket.Put("key", Bytes("x"), LockHeaders(mode, hold));
        var id = Bucket.Get("key")!.VersionId;
        var writer = Simulator.AddIdentity("writer");
        Bucket.Grant(writer, write: true);
        _clock.Advance(TimeSpan.FromDays(days));
        using var raw = Raw(isOwner ? Simulator.Owner : writer);
        (string, string)[] headers = bypasses ? [(Bypass, "true")] : [];

        var batch = Bytes($"<Delete><Object><Key>key</Key><VersionId>{id}</VersionId></Object></Delete>");
        if (status == 403)
        {
            var many = await raw.SendAsync(HttpMethod.Post, "/bucket?delete", Cancellation, batch, null, [("Content-MD5", Md5(batch)), .. headers]);
            var error = XElement.Parse(many.Body).Elements().Single();
            Assert.Equal((200, "Error", "AccessDenied", id), (many.Status, error.Name.LocalName, Child(error, "Code"), Child(error, "VersionId")));
        }

        var one = await raw.SendAsync(HttpMethod.Delete, $"/bucket/key?versionId={id}", Cancellation, null, null, headers);

        Assert.Equal(status, one.Status);
        Assert.Equal(status == 403 ? "Access Denied because object protected by object lock." : null, one.Body.Length == 0 ? null : XElement.Parse(one.Body).Element("Message")!.Value);
        Assert.Equal(status == 403 ? 1 : 0, Bucket.Versions("key").Count);
    }

    [Fact]
    public async Task A_protected_object_can_be_hidden_and_replaced_but_stays()
    {
        Bucket.HasObjectLock = true;
        Bucket.Put("key", Bytes("x"), LockHeaders("COMPLIANCE", null));
        using var raw = Raw();

        var deleted = await raw.SendAsync(HttpMethod.Delete, "/bucket/key", Cancellation);
        Bucket.Put("key", Bytes("y"));

        Assert.Equal(204, deleted.Status);
        Assert.Equal([false, true, false], Bucket.Versions("key").Select(static version => version.IsDeleteMarker));
        Assert.Equal(Bytes("x"), ContentOf(Bucket.Versions("key")[2]));
    }

    [Fact]
    public async Task A_delete_marker_is_never_protected()
    {
        Bucket.HasObjectLock = true;
        Bucket.DefaultRetention = TimeSpan.FromDays(1);
        Bucket.Put("key", Bytes("x"));
        Bucket.Delete("key");
        using var raw = Raw();

        var answer = await raw.SendAsync(HttpMethod.Delete, $"/bucket/key?versionId={Bucket.Versions("key")[0].VersionId}", Cancellation);

        Assert.Equal(204, answer.Status);
        Assert.NotNull(Bucket.Get("key"));
    }

    [Fact]
    public async Task The_lock_asked_for_by_a_write_shows_in_every_read()
    {
        Bucket.HasObjectLock = true;
        Bucket.Put("source", Bytes("x"), LockHeaders("COMPLIANCE", "ON"));
        (string, string)[] headers = [(Mode, "GOVERNANCE"), (Date, "2024-03-11T12:00:00Z"), (Hold, "ON")];
        using var raw = Raw();

        await raw.SendAsync(HttpMethod.Put, "/bucket/put", Cancellation, Bytes("x"), null, [("Content-MD5", Md5(Bytes("x"))), .. headers]);
        await raw.SendAsync(HttpMethod.Put, "/bucket/copy", Cancellation, null, null, [("x-amz-copy-source", "bucket/source"), .. headers]);
        await raw.SendAsync(HttpMethod.Put, "/bucket/unlocked", Cancellation, null, null, ("x-amz-copy-source", "bucket/source"));
        await UploadAsync(raw, "upload", headers);

        foreach (var (key, isLocked) in new[] { ("put", true), ("copy", true), ("upload", true), ("unlocked", false) })
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
            {
                using var request = raw.Create(method, "/bucket/" + key);
                using var answer = await raw.SendAsync(request, Cancellation);
                Assert.Equal(
                    isLocked ? ("GOVERNANCE", "2024-03-11T12:00:00.000Z", "ON") : (null, null, null),
                    (Header(answer, Mode), Header(answer, Date), Header(answer, Hold)));
            }

            Assert.Equal(isLocked, Bucket.Get(key)!.Headers.ContainsKey(Mode));
        }
    }

    [Fact]
    public async Task The_default_retention_protects_whatever_says_nothing_itself()
    {
        Bucket.HasObjectLock = true;
        Bucket.DefaultRetention = TimeSpan.FromDays(30);
        Bucket.DefaultRetentionMode = "COMPLIANCE";
        using var raw = Raw();
        Bucket.Put("own", Bytes("x"), LockHeaders("GOVERNANCE", null));

        await raw.SendAsync(HttpMethod.Put, "/bucket/put", Cancellation, Bytes("x"), null, ("Content-MD5", Md5(Bytes("x"))));
        await raw.SendAsync(HttpMethod.Put, "/bucket/copy", Cancellation, null, null, ("x-amz-copy-source", "bucket/own"));
        await UploadAsync(raw, "upload");

        Assert.All(["put", "copy", "upload"], key => Assert.Equal(("COMPLIANCE", "2024-03-31T12:00:00.000Z"), (Bucket.Get(key)!.Headers[Mode], Bucket.Get(key)!.Headers[Date])));
        Assert.Equal(("GOVERNANCE", "2024-03-11T12:00:00.000Z"), (Bucket.Get("own")!.Headers[Mode], Bucket.Get("own")!.Headers[Date]));
    }

    [Theory]
    [InlineData(true, "", 400)]
    [InlineData(true, "Content-MD5={md5}", 200)]
    [InlineData(true, "x-amz-checksum-sha256={sha256}", 200)]
    [InlineData(true, "x-amz-checksum-algorithm=SHA256", 400)]
    [InlineData(true, "x-amz-sdk-checksum-algorithm=SHA256", 400)]
    [InlineData(false, "", 200)]
    public async Task A_body_into_a_locked_bucket_comes_with_a_digest(bool hasLock, string header, int status)
    {
        Bucket.HasObjectLock = hasLock;
        var content = Bytes("content");
        var upload = await Begin(Raw(), "upload");
        var headers = header.Length == 0
            ? Array.Empty<(string, string)>()
            : [(header.Split('=', 2)[0], header.Split('=', 2)[1].Replace("{md5}", Md5(content), StringComparison.Ordinal).Replace("{sha256}", Sha256(content), StringComparison.Ordinal))];
        using var raw = Raw();

        var put = await raw.SendAsync(HttpMethod.Put, "/bucket/key", Cancellation, content, null, headers);
        var part = await raw.SendAsync(HttpMethod.Put, $"/bucket/upload?partNumber=1&uploadId={upload}", Cancellation, content, null, headers);

        Assert.Equal((status, status), (put.Status, part.Status));
        if (status == 400)
        {
            Assert.Equal(("InvalidRequest", "InvalidRequest"), (CodeOf(put.Body), CodeOf(part.Body)));
            Assert.Contains("Put Object requests", put.Body, StringComparison.Ordinal);
            Assert.Contains("Put Part requests", part.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_checksum_in_the_trailer_is_a_digest_too()
    {
        Bucket.HasObjectLock = true;
        using var client = Simulator.CreateClient(Simulator.Owner);
        using var raw = Raw();
        var body = Bytes($"7\r\ncontent\r\n0\r\nx-amz-checksum-sha256:{Sha256(Bytes("content"))}\r\n\r\n");

        var answer = await raw.SendAsync(
            HttpMethod.Put,
            "/bucket/key",
            Cancellation,
            body,
            "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            ("x-amz-decoded-content-length", "7"),
            ("Content-Encoding", "aws-chunked"),
            ("x-amz-trailer", "x-amz-checksum-sha256"));

        Assert.Equal((200, ""), answer);
    }

    [Theory]
    [InlineData(false, Hold + "=ON", "InvalidRequest", "Bucket is missing ObjectLockConfiguration")]
    [InlineData(false, Mode + "=GOVERNANCE;" + Date + "=2030-01-01T00:00:00Z", "InvalidRequest", "Bucket is missing ObjectLockConfiguration")]
    [InlineData(true, Mode + "=GOVERNANCE", "InvalidArgument", "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied")]
    [InlineData(true, Date + "=2030-01-01T00:00:00Z", "InvalidArgument", "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied")]
    [InlineData(true, Mode + "=FOREVER;" + Date + "=2030-01-01T00:00:00Z", "InvalidArgument", "Unknown wormMode directive.")]
    [InlineData(true, Mode + "=GOVERNANCE;" + Date + "=2024-03-01T12:00:00Z", "InvalidArgument", "The retain until date must be in the future!")]
    [InlineData(true, Mode + "=GOVERNANCE;" + Date + "=tomorrow", "InvalidArgument", "The retain until date must be provided in ISO 8601 format")]
    [InlineData(true, Hold + "=MAYBE", "InvalidArgument", "Legal Hold must be either of 'ON' or 'OFF'")]
    public async Task Lock_headers_that_do_not_fit_are_refused_by_every_way_of_writing(bool hasLock, string given, string code, string message)
    {
        Bucket.HasObjectLock = hasLock;
        Bucket.Put("source", Bytes("x"));
        using var raw = Raw();
        var headers = given.Split(';').Select(static header => header.Split('=', 2)).Select(static pair => (pair[0], pair[1])).ToArray();

        var put = await raw.SendAsync(HttpMethod.Put, "/bucket/key", Cancellation, Bytes("x"), null, [("Content-MD5", Md5(Bytes("x"))), .. headers]);
        var copy = await raw.SendAsync(HttpMethod.Put, "/bucket/key", Cancellation, null, null, [("x-amz-copy-source", "bucket/source"), .. headers]);
        var begun = await raw.SendAsync(HttpMethod.Post, "/bucket/key?uploads", Cancellation, null, null, headers);

        Assert.All([put, copy, begun], answer => Assert.Equal((400, code, message), (answer.Status, CodeOf(answer.Body), XElement.Parse(answer.Body).Element("Message")!.Value)));
        Assert.Null(Bucket.Get("key"));
    }

    [Theory]
    [InlineData("retention")]
    [InlineData("legal-hold")]
    public async Task A_bucket_without_lock_knows_neither_retention_nor_hold(string what)
    {
        Bucket.Put("key", Bytes("x"));
        using var raw = Raw();

        var get = await raw.SendAsync(HttpMethod.Get, $"/bucket/key?{what}", Cancellation);
        var put = await raw.SendAsync(HttpMethod.Put, $"/bucket/key?{what}", Cancellation, Bytes("<X/>"));

        Assert.All([get, put], static answer => Assert.Equal((400, "InvalidRequest"), (answer.Status, CodeOf(answer.Body))));
        Assert.Equal("Bucket is missing Object Lock Configuration", XElement.Parse(get.Body).Element("Message")!.Value);
    }

    [Fact]
    public async Task Passing_a_governance_retention_means_nothing_without_lock()
    {
        Bucket.IsVersioned = true;
        Bucket.Put("key", Bytes("x"));
        using var raw = Raw();

        var answer = await raw.SendAsync(HttpMethod.Delete, "/bucket/key", Cancellation, null, null, (Bypass, "true"));

        Assert.Equal((400, "InvalidArgument"), (answer.Status, CodeOf(answer.Body)));
        Assert.NotNull(Bucket.Get("key"));
    }

    [Fact]
    public async Task A_retention_is_put_and_read_by_version()
    {
        Bucket.HasObjectLock = true;
        Bucket.Put("key", Bytes("old"));
        Bucket.Put("key", Bytes("new"));
        var old = Bucket.Versions("key")[1].VersionId;
        using var raw = Raw();

        var put = await raw.SendAsync(HttpMethod.Put, $"/bucket/key?retention&versionId={old}", Cancellation, Bytes(Retention("COMPLIANCE", 5)));
        var got = await raw.SendAsync(HttpMethod.Get, $"/bucket/key?retention&versionId={old}", Cancellation);
        var current = await raw.SendAsync(HttpMethod.Get, "/bucket/key?retention", Cancellation);

        Assert.Equal((200, ""), put);
        Assert.Equal(("COMPLIANCE", "2024-03-06T12:00:00.000Z"), (Child(XElement.Parse(got.Body), "Mode"), Child(XElement.Parse(got.Body), "RetainUntilDate")));
        Assert.Equal((404, "NoSuchObjectLockConfiguration"), (current.Status, CodeOf(current.Body)));
    }

    /// <summary>The retention there is (ten days), the one wanted, by whom, and the answer.</summary>
    [Theory]
    [InlineData("GOVERNANCE", "GOVERNANCE", 20, false, 200)]
    [InlineData("GOVERNANCE", "COMPLIANCE", 20, false, 200)]
    [InlineData("GOVERNANCE", "GOVERNANCE", 5, false, 403)]
    [InlineData("GOVERNANCE", "GOVERNANCE", 5, true, 200)]
    [InlineData("GOVERNANCE", null, 0, false, 403)]
    [InlineData("GOVERNANCE", null, 0, true, 200)]
    [InlineData("COMPLIANCE", "COMPLIANCE", 20, false, 200)]
    [InlineData("COMPLIANCE", "COMPLIANCE", 5, true, 403)]
    [InlineData("COMPLIANCE", "GOVERNANCE", 20, true, 403)]
    [InlineData("COMPLIANCE", null, 0, true, 403)]
    [InlineData(null, "GOVERNANCE", 5, false, 200)]
    public async Task A_retention_grows_freely_and_shrinks_under_governance_alone(string? there, string? wanted, int days, bool bypasses, int status)
    {
        Bucket.HasObjectLock = true;
        Bucket.Put("key", Bytes("x"), LockHeaders(there, null));
        using var raw = Raw();
        (string, string)[] headers = bypasses ? [(Bypass, "true")] : [];

        var answer = await raw.SendAsync(HttpMethod.Put, "/bucket/key?retention", Cancellation, Bytes(Retention(wanted, days)), null, headers);

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 200 ? wanted : there, Bucket.Get("key")!.Headers.GetValueOrDefault(Mode));
        Assert.Equal(status == 403 ? "AccessDenied" : null, answer.Body.Length == 0 ? null : CodeOf(answer.Body));
    }

    [Theory]
    [InlineData("retention", "<Retention><Mode>GOVERNANCE</Mode><RetainUntilDate>2024-02-01T00:00:00Z</RetainUntilDate></Retention>", "InvalidArgument")]
    [InlineData("retention", "<Retention><Mode>GOVERNANCE</Mode></Retention>", "MalformedXML")]
    [InlineData("retention", "<Retention><Mode>FOREVER</Mode><RetainUntilDate>2030-02-01T00:00:00Z</RetainUntilDate></Retention>", "MalformedXML")]
    [InlineData("retention", "<Retention><Mode>GOVERNANCE</Mode><RetainUntilDate>later</RetainUntilDate></Retention>", "MalformedXML")]
    [InlineData("legal-hold", "<LegalHold><Status>MAYBE</Status></LegalHold>", "MalformedXML")]
    [InlineData("legal-hold", "<LegalHold/>", "MalformedXML")]
    public async Task A_lock_that_cannot_be_is_refused(string what, string body, string code)
    {
        Bucket.HasObjectLock = true;
        Bucket.Put("key", Bytes("x"));
        using var raw = Raw();

        var answer = await raw.SendAsync(HttpMethod.Put, $"/bucket/key?{what}", Cancellation, Bytes(body));

        Assert.Equal((400, code), (answer.Status, CodeOf(answer.Body)));
        Assert.DoesNotContain(Bucket.Get("key")!.Headers, static header => header.Key.StartsWith("x-amz-object-lock", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_legal_hold_is_put_read_and_lifted()
    {
        Bucket.HasObjectLock = true;
        Bucket.Put("key", Bytes("x"));
        using var raw = Raw();
        var id = Bucket.Get("key")!.VersionId;

        var before = await raw.SendAsync(HttpMethod.Get, "/bucket/key?legal-hold", Cancellation);
        await raw.SendAsync(HttpMethod.Put, "/bucket/key?legal-hold", Cancellation, Bytes("<LegalHold><Status>ON</Status></LegalHold>"));
        var held = await raw.SendAsync(HttpMethod.Get, "/bucket/key?legal-hold", Cancellation);
        var refused = await raw.SendAsync(HttpMethod.Delete, $"/bucket/key?versionId={id}", Cancellation);
        await raw.SendAsync(HttpMethod.Put, "/bucket/key?legal-hold", Cancellation, Bytes("<LegalHold><Status>OFF</Status></LegalHold>"));
        var deleted = await raw.SendAsync(HttpMethod.Delete, $"/bucket/key?versionId={id}", Cancellation);

        Assert.Equal((404, "NoSuchObjectLockConfiguration"), (before.Status, CodeOf(before.Body)));
        Assert.Equal("ON", Child(XElement.Parse(held.Body), "Status"));
        Assert.Equal((403, 204), (refused.Status, deleted.Status));
    }

    [Fact]
    public async Task The_configuration_of_a_bucket_is_told_and_set()
    {
        using var raw = Raw();
        var none = await raw.SendAsync(HttpMethod.Get, "/bucket?object-lock", Cancellation);
        var tooEarly = await ConfigureAsync(raw, "<Days>7</Days>");
        Bucket.IsVersioned = true;
        var set = await ConfigureAsync(raw, "<Days>7</Days>");
        var (_, told) = await raw.SendAsync(HttpMethod.Get, "/bucket?object-lock", Cancellation);

        Assert.Equal((404, "ObjectLockConfigurationNotFoundError"), (none.Status, CodeOf(none.Body)));
        Assert.Equal("409 InvalidBucketState", tooEarly);
        Assert.Equal("200", set);
        Assert.Equal((true, TimeSpan.FromDays(7), "COMPLIANCE"), (Bucket.HasObjectLock, Bucket.DefaultRetention, Bucket.DefaultRetentionMode));
        Assert.Equal("EnabledCOMPLIANCE7", XElement.Parse(told).Value);
        Assert.Equal("200", await ConfigureAsync(raw, "<Years>2</Years>"));
        Assert.Equal(TimeSpan.FromDays(730), Bucket.DefaultRetention);
        Assert.Equal("400 MalformedXML", await ConfigureAsync(raw, "<Days>1</Days><Years>1</Years>"));
        Assert.Equal("400 MalformedXML", await ConfigureAsync(raw, ""));
        Assert.Equal("400 InvalidArgument", await ConfigureAsync(raw, "<Days>0</Days>"));
        Assert.Equal(TimeSpan.FromDays(730), Bucket.DefaultRetention);
    }

    [Fact]
    public async Task The_SDK_puts_and_reads_locks()
    {
        await using var simulator = await S3Simulator.StartAsync(cancellationToken: Cancellation);
        using var client = simulator.CreateClient(simulator.Owner);
        await client.PutBucketAsync(new PutBucketRequest { BucketName = "locked", ObjectLockEnabledForBucket = true }, Cancellation);
        var until = new DateTime(2090, 1, 1, 0, 0, 0, DateTimeKind.Utc);

        var put = await client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = "locked",
                Key = "key",
                ContentBody = "x",
                ChecksumSHA256 = Sha256(Bytes("x")),
                ObjectLockMode = ObjectLockMode.Governance,
                ObjectLockRetainUntilDate = until,
            },
            Cancellation);
        await client.PutObjectLegalHoldAsync(
            new PutObjectLegalHoldRequest { BucketName = "locked", Key = "key", LegalHold = new ObjectLockLegalHold { Status = ObjectLockLegalHoldStatus.On } },
            Cancellation);
        var head = await client.GetObjectMetadataAsync("locked", "key", Cancellation);
        var retention = await client.GetObjectRetentionAsync(new GetObjectRetentionRequest { BucketName = "locked", Key = "key" }, Cancellation);
        var hold = await client.GetObjectLegalHoldAsync(new GetObjectLegalHoldRequest { BucketName = "locked", Key = "key" }, Cancellation);
        var configuration = await client.GetObjectLockConfigurationAsync(new GetObjectLockConfigurationRequest { BucketName = "locked" }, Cancellation);
        Task Delete() => client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = "locked", Key = "key", VersionId = put.VersionId, BypassGovernanceRetention = true }, Cancellation);

        Assert.Equal(ObjectLockMode.Governance, head.ObjectLockMode);
        Assert.Equal((ObjectLockRetentionMode.Governance, until), (retention.Retention.Mode, retention.Retention.RetainUntilDate!.Value.ToUniversalTime()));
        Assert.Equal(ObjectLockLegalHoldStatus.On, hold.LegalHold.Status);
        Assert.Equal(ObjectLockEnabled.Enabled, configuration.ObjectLockConfiguration.ObjectLockEnabled);
        await RefusedAsync("AccessDenied", 403, Delete);
        await client.PutObjectLegalHoldAsync(
            new PutObjectLegalHoldRequest { BucketName = "locked", Key = "key", LegalHold = new ObjectLockLegalHold { Status = ObjectLockLegalHoldStatus.Off } },
            Cancellation);
        await Delete();
        Assert.Empty(simulator.FindBucket("locked")!.Versions("key"));
    }

    [Fact]
    public void Settings_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Bucket.DefaultRetention = TimeSpan.Zero);
        Assert.Throws<ArgumentException>(() => Bucket.DefaultRetentionMode = "FOREVER");
    }

    private static Dictionary<string, string> LockHeaders(string? mode, string? hold)
    {
        var headers = new Dictionary<string, string>();
        if (mode is not null)
        {
            headers[Mode] = mode;
            headers[Date] = "2024-03-11T12:00:00Z";
        }

        if (hold is not null)
        {
            headers[Hold] = hold;
        }

        return headers;
    }

    private static string Retention(string? mode, int days) => mode is null
        ? "<Retention/>"
        : $"<Retention><Mode>{mode}</Mode><RetainUntilDate>{ManualClock.Start.AddDays(days):yyyy-MM-dd'T'HH:mm:ss'Z'}</RetainUntilDate></Retention>";

    private static string Md5(byte[] content) => Convert.ToBase64String(Convert.FromHexString(Md5Of(content)));

    private static string Sha256(byte[] content) => Convert.ToBase64String(Convert.FromHexString(RawClient.Sha256(content)));

    private static string? CodeOf(string body) => XElement.Parse(body).Element("Code")?.Value;

    private static string? Child(XElement parent, string name) => parent.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.Single() : null;

    private static async Task<string> Begin(RawClient raw, string key, params (string, string)[] headers)
    {
        var (_, body) = await raw.SendAsync(HttpMethod.Post, $"/bucket/{key}?uploads", Cancellation, null, null, headers);
        return Child(XElement.Parse(body), "UploadId")!;
    }

    private static async Task UploadAsync(RawClient raw, string key, params (string, string)[] headers)
    {
        var id = await Begin(raw, key, headers);
        using var request = raw.Create(HttpMethod.Put, $"/bucket/{key}?partNumber=1&uploadId={id}", Bytes("x"), null, ("Content-MD5", Md5(Bytes("x"))));
        using var part = await raw.SendAsync(request, Cancellation);
        var xml = $"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{Header(part, "ETag")}</ETag></Part></CompleteMultipartUpload>";
        Assert.Equal(200, (await raw.SendAsync(HttpMethod.Post, $"/bucket/{key}?uploadId={id}", Cancellation, Bytes(xml))).Status);
    }

    private static async Task<string> ConfigureAsync(RawClient raw, string period)
    {
        var xml = $"<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>COMPLIANCE</Mode>{period}</DefaultRetention></Rule></ObjectLockConfiguration>";
        var (status, body) = await raw.SendAsync(HttpMethod.Put, "/bucket?object-lock", Cancellation, Bytes(xml));
        return body.Length == 0 ? $"{status}" : $"{status} {CodeOf(body)}";
    }

    private RawClient Raw(S3Identity? identity = null) => new(Simulator.Endpoint, identity ?? Simulator.Owner) { SignedAt = _clock.GetUtcNow() };
}
