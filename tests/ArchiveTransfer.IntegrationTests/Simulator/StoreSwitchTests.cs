using System.Reflection;
using ArchiveTransfer.Testing;
using Xunit;
using static System.Net.Http.HttpMethod;

namespace ArchiveTransfer.Simulator;

/// <summary>Each switch set alone, against the same request without it.</summary>
public sealed class StoreSwitchTests
{
    private const string ETag = "\"9a0364b9e99bb480dd25e1f0284c8555\"";

    private static readonly string Large = new('x', 5 << 20);

    /// <summary>Not of the store but of where and how it runs; no profile touches them.</summary>
    private static readonly string[] Surroundings =
    [
        "Port", "AdminPort", "Region", "FurtherRegions", "UseTls", "Seed", "KeepRequestLog", "RequestLogLimit", "TimelineInterval", "Shaping", "TimeProvider", "RestoreDuration",
    ];

    private static readonly IReadOnlyList<StoreSwitch> Switches =
    [
        new("NotImplemented", static o => o.NotImplemented.Add("HeadBucket"), static s => s.AskAsync(Head, "/bucket"), "200", "501"),
        new("RefusedHeaders", static o => o.RefusedHeaders.Add("x-amz-meta-a", 501), static s => s.AskAsync(Put, "/bucket/a", "x", ("x-amz-meta-a", "1")), "200", "501 NotImplemented"),
        new("AcceptedRegions", static o => o.AcceptedRegions.Add("auto"), static s => InRegionAsync(s, "auto"), "400", "200"),
        new("LocationConstraint", static o => o.LocationConstraint = "default", static s => s.AskForAsync("LocationConstraint", Get, "/bucket?location"), "", "default"),
        new("TellsRegion", static o => o.TellsRegion = false, static s => s.AskForHeaderAsync("x-amz-bucket-region", Head, "/bucket"), "us-east-1", "none"),
        new("RequiresSignedHeaders", static o => o.RequiresSignedHeaders = false, static s => s.AskAsync(Put, "/bucket/a", "x", ("-x-amz-meta-a", "1")), "403 AccessDenied", "200"),
        new("HonorsExpectedOwner", static o => o.HonorsExpectedOwner = false, static s => s.AskAsync(Get, "/bucket", null, ("x-amz-expected-bucket-owner", "123456789012")), "403 AccessDenied", "200"),
        new("RefusesNeedlessTokens", static o => o.RefusesNeedlessTokens = false, static s => s.AskAsync(Get, "/bucket", null, ("x-amz-security-token", "t")), "400 InvalidToken", "200"),
        new("TakesTrailers", static o => o.TakesTrailers = false, TrailerAsync, "200", "400 XAmzContentSHA256Mismatch"),
        new("AnswersAttributesWithContent", static o => o.AnswersAttributesWithContent = true, static async s =>
        {
            s.Put("a");
            return (await s.ReadAsync(Get, "/bucket/a?attributes", null, ("x-amz-object-attributes", "ObjectSize"))).Body == "content" ? "content" : "attributes";
        }, "attributes", "content"),
        new("HonorsPartNumber", static o => o.HonorsPartNumber = false, static async s =>
        {
            s.Put("a");
            return await s.AskAsync(Get, "/bucket/a?partNumber=2");
        }, "416 InvalidPartNumber", "200"),
        new("AcceptsAcls", static o => o.AcceptsAcls = true, static s => s.AskAsync(Put, "/bucket/a", "x", ("x-amz-acl", "private")), "400 AccessControlListNotSupported", "200"),
        new("LimitsChunks", static o => o.LimitsChunks = false, static async s => (await s.Raw.SendAsync(
            Put,
            "/bucket/a",
            Cancellation,
            "2\r\nhe\r\n3\r\nllo\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n"u8.ToArray(),
            "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            ("x-amz-decoded-content-length", "5"),
            ("x-amz-trailer", "x-amz-checksum-crc32"))).Status.ToString(System.Globalization.CultureInfo.InvariantCulture), "403", "200"),
        new("EncryptsByDefault", static o => o.EncryptsByDefault = false, static async s =>
        {
            s.Put("a");
            return await s.AskForHeaderAsync("x-amz-server-side-encryption", Head, "/bucket/a");
        }, "AES256", "none"),
        new("AllowsCustomerKeysOverHttp", static o => o.AllowsCustomerKeysOverHttp = true, static s => s.AskAsync(
            Put,
            "/bucket/a",
            "x",
            ("x-amz-server-side-encryption-customer-algorithm", "AES256"),
            ("x-amz-server-side-encryption-customer-key", Convert.ToBase64String(new byte[32])),
            ("x-amz-server-side-encryption-customer-key-MD5", "cLyPS3KoaSFGi/joRB3OUQ==")), "400 InvalidRequest", "200"),
        new("HonorsConditionsOnPut", static o => o.HonorsConditionsOnPut = false, static async s =>
        {
            s.Put("a");
            return await s.AskAsync(Put, "/bucket/a", "x", ("If-None-Match", "*"));
        }, "412 PreconditionFailed", "200"),
        new("HonorsConditionsOnCopy", static o => o.HonorsConditionsOnCopy = false, static async s =>
        {
            s.Put("a", "copy");
            return await s.CopyAsync(("If-None-Match", "*"));
        }, "412 PreconditionFailed", "200"),
        new("HonorsConditionsOnCopySource", static o => o.HonorsConditionsOnCopySource = false, static async s =>
        {
            s.Put("a");
            return await s.CopyAsync(("x-amz-copy-source-if-match", "\"other\""));
        }, "412 PreconditionFailed", "200"),
        new("HonorsConditionsOnComplete", static o => o.HonorsConditionsOnComplete = false, static async s =>
        {
            s.Put("a");
            var (id, etags) = await s.UploadAsync("x");
            return await s.AskAsync(Post, $"/bucket/a?uploadId={id}", StoreSwitchSession.Parts((1, etags[0])), ("If-None-Match", "*"));
        }, "412 PreconditionFailed", "200"),
        new("HonorsConditionsOnDelete", static o => o.HonorsConditionsOnDelete = false, static async s =>
        {
            s.Put("a");
            return await s.AskAsync(Delete, "/bucket/a", null, ("If-Match", "\"other\""));
        }, "412 PreconditionFailed", "204"),
        new("ComparesETagsVerbatim", static o => o.ComparesETagsVerbatim = true, static async s =>
        {
            s.Put("a");
            return $"{await s.AskAsync(Get, "/bucket/a", null, ("If-Match", "*"))}, {await s.AskAsync(Put, "/bucket/a", "x", ("If-Match", ETag))}";
        }, "200, 200", "412 PreconditionFailed, 412 PreconditionFailed"),
        new("RefusesMalformedDates", static o => o.RefusesMalformedDates = true, static async s =>
        {
            s.Put("a");
            return await s.AskAsync(Get, "/bucket/a", null, ("If-Modified-Since", "yesterday"));
        }, "200", "400 InvalidArgument"),
        new("FailedConditionEndsUpload", static o => o.FailedConditionEndsUpload = true, static async s =>
        {
            s.Put("a");
            var (id, etags) = await s.UploadAsync("x");
            await s.AskAsync(Post, $"/bucket/a?uploadId={id}", StoreSwitchSession.Parts((1, etags[0])), ("If-None-Match", "*"));
            return $"{s.Bucket.OpenUploads} open";
        }, "1 open", "0 open"),
        new("DenyPartCopyFromForeignBuckets", static o => o.DenyPartCopyFromForeignBuckets = true, static async s =>
        {
            s.Simulator.AddBucket("source", s.Simulator.AddIdentity("other"), isPublic: true).Put("a", "x"u8.ToArray());
            return await s.AskAsync(Put, $"/bucket/a?partNumber=1&uploadId={await s.CreateUploadAsync()}", null, ("x-amz-copy-source", "source/a"));
        }, "200", "403 AccessDenied"),
        new("ETagWithoutQuotes", static o => o.ETagWithoutQuotes = true, static async s =>
        {
            s.Put("a");
            return await s.AskForAsync("ETag", Put, $"/bucket/a?partNumber=1&uploadId={await s.CreateUploadAsync()}", null, ("x-amz-copy-source", "bucket/a"));
        }, ETag.Replace("\"", "&quot;", StringComparison.Ordinal), ETag.Trim('"')),
        new("CopyKeepsMultipartETag", static o => o.CopyKeepsMultipartETag = true, static async s =>
        {
            var (id, etags) = await s.UploadAsync("content");
            await s.CompleteAsync(id, (1, etags[0]));
            await s.CopyAsync();
            return s.Bucket.Get("copy")!.ETag;
        }, ETag.Trim('"'), "73ad9750e8d5fcf7936433620b4baa21-1"),
        new("HonorsTaggingDirective", static o => o.HonorsTaggingDirective = false, static async s =>
        {
            s.Bucket.Put("a", "x"u8.ToArray(), new Dictionary<string, string> { ["x-amz-tagging"] = "t=1" });
            await s.CopyAsync(("x-amz-tagging-directive", "REPLACE"));
            return $"{s.Bucket.Get("copy")!.Tags.Count} tags";
        }, "0 tags", "1 tags"),
        new("TellsVersionsOfCopies", static o => o.TellsVersionsOfCopies = false, static async s =>
        {
            s.Bucket.IsVersioned = true;
            s.Put("a");
            return await s.AskForHeaderAsync("x-amz-version-id", Put, "/bucket/copy", ("x-amz-copy-source", "bucket/a")) == "none" ? "none" : "a version";
        }, "a version", "none"),
        new("HonorsChecksums", static o => o.HonorsChecksums = false, static s => s.AskAsync(Put, "/bucket/a", "x", ("x-amz-checksum-crc32", "AAAAAA==")), "400 BadDigest", "200"),
        new("KeepAwsChunkedEncoding", static o => o.KeepAwsChunkedEncoding = true, static async s =>
        {
            await s.AskAsync(Put, "/bucket/a", "x", ("Content-Encoding", "aws-chunked,gzip"));
            return s.Bucket.Get("a")!.Headers["content-encoding"];
        }, "gzip", "aws-chunked,gzip"),
        new("LimitsUserMetadata", static o => o.LimitsUserMetadata = false, static s => s.AskAsync(Put, "/bucket/a", "x", ("x-amz-meta-a", new string('x', 3_000))), "400 MetadataTooLarge", "200"),
        new("AllowsRepeatedTags", static o => o.AllowsRepeatedTags = true, static s => s.AskAsync(Put, "/bucket/a", "x", ("x-amz-tagging", "t=1&t=2")), "400 InvalidArgument", "200"),
        new("EchoesStandardClass", static o => o.EchoesStandardClass = true, static async s =>
        {
            await s.AskAsync(Put, "/bucket/a", "x", ("x-amz-storage-class", "STANDARD"));
            return await s.AskForHeaderAsync("x-amz-storage-class", Head, "/bucket/a");
        }, "none", "STANDARD"),
        new("MinimumPartSize", static o => o.MinimumPartSize = 1, static async s =>
        {
            var (id, etags) = await s.UploadAsync("x", "y");
            return await s.CompleteAsync(id, (1, etags[0]), (2, etags[1]));
        }, "400 EntityTooSmall", "200"),
        new("RequiresEqualParts", static o => (o.RequiresEqualParts, o.MinimumPartSize) = (true, 1), static async s =>
        {
            var (id, etags) = await s.UploadAsync(Large, Large + "x", "y");
            return await s.CompleteAsync(id, (1, etags[0]), (2, etags[1]), (3, etags[2]));
        }, "200", "400 InvalidPart"),
        new("SortsParts", static o => o.SortsParts = true, static async s =>
        {
            var (id, etags) = await s.UploadAsync(Large, Large);
            return await s.CompleteAsync(id, (2, etags[1]), (1, etags[0]));
        }, "400 InvalidPartOrder", "200"),
        new("CompletesOnlyWithAllParts", static o => o.CompletesOnlyWithAllParts = true, static async s =>
        {
            var (id, etags) = await s.UploadAsync("x", "y");
            return await s.CompleteAsync(id, (1, etags[0]));
        }, "200", "400 InvalidPart"),
        new("ChecksPartNumbers", static o => o.ChecksPartNumbers = false, static async s => await s.AskAsync(Put, $"/bucket/a?partNumber=10001&uploadId={await s.CreateUploadAsync()}", "x"), "400 InvalidArgument", "200"),
        new("EmptyETagOnComplete", static o => o.EmptyETagOnComplete = true, static async s =>
        {
            var (id, etags) = await s.UploadAsync("content");
            return await s.AskForAsync("ETag", Post, $"/bucket/a?uploadId={id}", StoreSwitchSession.Parts((1, etags[0])));
        }, "&quot;73ad9750e8d5fcf7936433620b4baa21-1&quot;", ""),
        new("AnswersRepeatedComplete", static o => o.AnswersRepeatedComplete = true, static async s =>
        {
            var (id, etags) = await s.UploadAsync("x");
            await s.CompleteAsync(id, (1, etags[0]));
            return $"{await s.CompleteAsync(id, (1, etags[0]))}, {await s.CompleteAsync(id, (1, ETag))}";
        }, "404 NoSuchUpload, 404 NoSuchUpload", "200, 404 NoSuchUpload"),
        new("LosesTagsOfUploads", static o => o.LosesTagsOfUploads = true, static async s =>
        {
            var id = await s.CreateUploadAsync(("x-amz-tagging", "t=1"));
            var etag = await s.AskForHeaderAsync("ETag", Put, $"/bucket/a?partNumber=1&uploadId={id}");
            await s.CompleteAsync(id, (1, etag));
            return $"{await s.AskForHeaderAsync("x-amz-tagging-count", Head, "/bucket/a")}, {(await s.ReadAsync(Get, "/bucket/a?tagging")).Body.Length > 0}";
        }, "1, True", "0, False"),
        new("DatesMultipartByInitiation", static o => (o.DatesMultipartByInitiation, o.TimeProvider) = (false, new SteppingClock()), MultipartDateAsync, "by initiation", "by completion"),
        new("ListsUnordered", static o => o.ListsUnordered = true, static async s =>
        {
            s.Put("a", "b", "c", "d", "e");
            var keys = System.Text.RegularExpressions.Regex.Matches((await s.ReadAsync(Get, "/bucket?list-type=2")).Body, "<Key>(.)</Key>").Select(static match => match.Groups[1].Value).ToList();
            return $"{keys.Count} keys, {(keys.Order(StringComparer.Ordinal).SequenceEqual(keys) ? "in order" : "in no order")}";
        }, "5 keys, in order", "5 keys, in no order"),
        new("ChecksListingParameters", static o => o.ChecksListingParameters = false, static s => s.AskAsync(Get, "/bucket?list-type=2&max-keys=-1"), "400 InvalidArgument", "200"),
        new("StartAfterSkipsCommonPrefix", static o => o.StartAfterSkipsCommonPrefix = true, static async s =>
        {
            s.Put("a/1", "a/2");
            return await s.AskForAsync("KeyCount", Get, "/bucket?list-type=2&delimiter=%2F&start-after=a%2F1");
        }, "1", "0"),
        new("AlwaysNamesNextMarker", static o => o.AlwaysNamesNextMarker = true, static async s =>
        {
            s.Put("a", "b");
            return await s.AskForAsync("NextMarker", Get, "/bucket?max-keys=1");
        }, "none", "a"),
        new("ContinuationTokensAreKeys", static o => o.ContinuationTokensAreKeys = true, static async s =>
        {
            s.Put("a", "b");
            return $"{await s.AskForAsync("NextContinuationToken", Get, "/bucket?list-type=2&max-keys=1") == "a"}, {await s.AskAsync(Get, "/bucket?list-type=2&continuation-token=a")}";
        }, "False, 400 InvalidArgument", "True, 200"),
        new("EncodesListingsLikeCeph", static o => o.EncodesListingsLikeCeph = true, static async s =>
        {
            s.Put("a b/c*");
            return await s.AskForAsync("Key", Get, "/bucket?list-type=2&encoding-type=url");
        }, "a+b/c%2A", "a%20b%2Fc*"),
        new("ListsUploadsLikeCeph", static o => o.ListsUploadsLikeCeph = true, static async s =>
        {
            await s.CreateUploadAsync();
            return $"{await s.AskForAsync("KeyMarker", Get, "/bucket?uploads")}, {await s.AskForAsync("NextKeyMarker", Get, "/bucket?uploads")}";
        }, ", none", "none, a"),
        new("ReadsRangesLikeCeph", static o => o.ReadsRangesLikeCeph = true, static async s =>
        {
            s.Put("a");
            return $"{(await s.ReadAsync(Get, "/bucket/a", null, ("Range", "bytes=0-1,3-4"))).Body}, {await s.AskAsync(Get, "/bucket/a", null, ("Range", "bytes=4-2"))}";
        }, "content, 200", "co, 416 InvalidRange"),
        new("ReadsBatchesLikeCeph", static o => o.ReadsBatchesLikeCeph = true, static async s =>
            $"{await s.AskAsync(Post, "/bucket?delete", "<Delete/>")}, {(await s.ReadAsync(Post, "/bucket?delete", "<Delete>", ("Content-MD5", "AAAAAAAAAAAAAAAAAAAAAA=="))).Body.Length > 0}",
            "400 InvalidRequest, True",
            "200, False"),
        new("AnswersCodesOfCeph", static o => o.AnswersCodesOfCeph = true, static s => s.AskAsync(Get, $"/bucket/{new string('k', 1_025)}"), "400 KeyTooLongError", "400 InvalidObjectName"),
    ];

    public static IEnumerable<TheoryDataRow<string>> Names => Switches.Select(static known => new TheoryDataRow<string>(known.Name));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_switch_changes_what_it_says_by_itself(string name)
    {
        var known = Switches.Single(candidate => candidate.Name == name);

        Assert.Equal(known.Otherwise, await AskAsync(known, static options => options.TimeProvider = new SteppingClock()));
        Assert.Equal(known.Then, await AskAsync(known, known.Set));
    }

    [Fact]
    public void Every_switch_is_tried() => Assert.Equal(Store().Select(static property => property.Name).Order(StringComparer.Ordinal), Switches.Select(static known => known.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void A_profile_resets_every_switch_and_nothing_else()
    {
        foreach (var property in typeof(S3SimulatorOptions).GetProperties())
        {
            var options = new S3SimulatorOptions();
            Change(property, options);
            var changed = Text(property, options);

            options.Apply(S3Profile.Aws);

            Assert.NotEqual(Text(property, new S3SimulatorOptions()), changed);
            Assert.Equal(Surroundings.Contains(property.Name) ? changed : Text(property, new S3SimulatorOptions()), Text(property, options));
        }
    }

    [Theory]
    [InlineData("aws", S3Profile.Aws)]
    [InlineData("ceph-rgw", S3Profile.CephRgw)]
    [InlineData("r2-like", S3Profile.R2Like)]
    [InlineData("no-server-side-copy", S3Profile.NoServerSideCopy)]
    [InlineData("unordered-listing", S3Profile.UnorderedListing)]
    public void A_profile_is_found_by_its_name(string name, S3Profile profile) => Assert.Equal(profile, S3SimulatorOptions.FindProfile(name));

    [Fact]
    public void A_name_that_no_profile_has_is_answered_with_those_that_they_have()
    {
        var thrown = Assert.Throws<ArgumentException>(static () => S3SimulatorOptions.FindProfile("minio"));

        Assert.All(["aws", "ceph-rgw", "r2-like", "no-server-side-copy", "unordered-listing"], name => Assert.Contains(name, thrown.Message, StringComparison.Ordinal));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new S3SimulatorOptions().Apply((S3Profile)99));
    }

    private static IEnumerable<PropertyInfo> Store() => typeof(S3SimulatorOptions).GetProperties().Where(static property => !Surroundings.Contains(property.Name));

    private static async Task<string> AskAsync(StoreSwitch known, Action<S3SimulatorOptions> configure)
    {
        await using var simulator = await S3Simulator.StartAsync(configure, Cancellation);
        using var session = new StoreSwitchSession(simulator, Cancellation);
        return await known.AskAsync(session);
    }

    private static async Task<string> InRegionAsync(StoreSwitchSession session, string region)
    {
        using var raw = new RawClient(session.Simulator.Endpoint, session.Simulator.Owner) { Region = region };
        return (await raw.SendAsync(Head, "/bucket", Cancellation)).Status.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<string> TrailerAsync(StoreSwitchSession session)
    {
        var (status, body) = await session.Raw.SendAsync(
            Put,
            "/bucket/a",
            Cancellation,
            "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n"u8.ToArray(),
            "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            ("x-amz-decoded-content-length", "5"),
            ("x-amz-trailer", "x-amz-checksum-crc32"));
        return body.Contains("XAmzContentSHA256Mismatch", StringComparison.Ordinal) ? $"{status} XAmzContentSHA256Mismatch" : $"{status}";
    }

    private static async Task<string> MultipartDateAsync(StoreSwitchSession session)
    {
        var (id, etags) = await session.UploadAsync("x");
        session.Put("between");
        await session.CompleteAsync(id, (1, etags[0]));
        return session.Bucket.Get("a")!.LastModified < session.Bucket.Get("between")!.LastModified ? "by initiation" : "by completion";
    }

    private static void Change(PropertyInfo property, S3SimulatorOptions options)
    {
        switch (property.GetValue(options))
        {
            case ISet<string> names:
                names.Add("other");
                break;
            case IDictionary<string, int> statuses:
                statuses.Add("other", 400);
                break;
            case bool value:
                property.SetValue(options, !value);
                break;
            case int value:
                property.SetValue(options, value + 1);
                break;
            case long value:
                property.SetValue(options, value + 1);
                break;
            case TimeSpan value:
                property.SetValue(options, value + TimeSpan.FromSeconds(1));
                break;
            case S3Shaping:
                property.SetValue(options, new S3Shaping { Latency = TimeSpan.FromSeconds(1) });
                break;
            case TimeProvider:
                property.SetValue(options, new SteppingClock());
                break;
            default:
                property.SetValue(options, property.PropertyType == typeof(int?) ? 1 : "other");
                break;
        }
    }

    private static string Text(PropertyInfo property, S3SimulatorOptions options) => property.GetValue(options) switch
    {
        IEnumerable<string> names => string.Join(',', names),
        IDictionary<string, int> statuses => string.Join(',', statuses),
        { } value => value.ToString()!,
        null => "null",
    };

    /// <summary>A second later at every look, so that what happens one after the other is dated so.</summary>
    private sealed class SteppingClock : TimeProvider
    {
        private int _looks;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddSeconds(Interlocked.Increment(ref _looks));
    }
}
