using System.Text.RegularExpressions;
using ArchiveTransfer.Testing;
using Xunit;
using static System.Net.Http.HttpMethod;

namespace ArchiveTransfer.Simulator;

/// <summary>Profiles as a whole. That of Ceph is compared with Ceph itself by the conformance suite.</summary>
public sealed class ProfileTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(S3Profile.Aws, "abc cde efg gx")]
    [InlineData(S3Profile.CephRgw, "abc cde efg gx")]
    public async Task Pages_overlap_whatever_a_token_is(S3Profile profile, string pages)
    {
        await using var simulator = await StartAsync(profile);
        using var session = new StoreSwitchSession(simulator, Cancellation);
        foreach (var key in (string[])["a", "b", "c", "d", "e", "f", "g"])
        {
            session.Put(key, "x");
        }

        using var fault = simulator.Inject(new S3Fault { Kind = S3Fault.OverlappingPages });
        Assert.Equal(pages, await WalkAsync(session, "/bucket?list-type=2&max-keys=3"));
    }

    [Fact]
    public async Task An_unordered_listing_that_begins_with_an_empty_page_loses_no_key()
    {
        await using var simulator = await StartAsync(S3Profile.UnorderedListing);
        using var session = new StoreSwitchSession(simulator, Cancellation);
        foreach (var number in Enumerable.Range(10, 40))
        {
            session.Put($"{number}", "x");
        }

        using var fault = simulator.Inject(new S3Fault { Kind = S3Fault.EmptyTruncated, Times = 1 });
        var pages = await WalkAsync(session, "/bucket?list-type=2&max-keys=7&start-after=19");

        Assert.Equal(
            Enumerable.Range(20, 30).Select(static number => $"{number}"),
            Regex.Matches(pages, "[0-9]{2}").Select(static key => key.Value).Order(StringComparer.Ordinal));
    }

    private static async Task<string> WalkAsync(StoreSwitchSession session, string target)
    {
        var pages = new List<string>();
        var token = "";
        do
        {
            var (_, body) = await session.ReadAsync(Get, target + (token.Length == 0 ? "" : "&continuation-token=" + Uri.EscapeDataString(token)));
            pages.Add(string.Concat(Regex.Matches(body, "<Key>([^<]+)</Key>").Select(static key => key.Groups[1].Value)));
            token = Regex.Match(body, "<NextContinuationToken>([^<]*)</NextContinuationToken>").Groups[1].Value;
        }
        while (token.Length > 0);
        return string.Join(' ', pages);
    }

    [Theory]
    [InlineData("x-amz-tagging", "t=1")]
    [InlineData("x-amz-acl", "private")]
    [InlineData("x-amz-grant-read", "id=1")]
    [InlineData("x-amz-server-side-encryption", "aws:kms")]
    [InlineData("x-amz-website-redirect-location", "/x")]
    [InlineData("x-amz-object-lock-mode", "GOVERNANCE")]
    [InlineData("x-amz-expected-bucket-owner", "123456789012")]
    [InlineData("x-amz-request-payer", "requester")]
    [InlineData("x-amz-storage-class", "GLACIER")]
    [InlineData("x-amz-storage-class", "")]
    public async Task R2_refuses_headers_by_name(string header, string value)
    {
        await using var simulator = await StartAsync(S3Profile.R2Like);
        using var session = new StoreSwitchSession(simulator, Cancellation);

        var (status, body) = await session.ReadAsync(Put, "/bucket/a", "x", (header, value));

        Assert.Equal(501, status);
        Assert.Contains($"Header '{header}' with value '{value}' not implemented", body, StringComparison.Ordinal);
        Assert.Empty(session.Bucket.Keys);
    }

    [Fact]
    public async Task R2_takes_what_its_table_says_it_takes()
    {
        await using var simulator = await StartAsync(S3Profile.R2Like);
        using var session = new StoreSwitchSession(simulator, Cancellation);
        session.Put("a", "copy");

        Assert.Equal("200", await session.AskAsync(Put, "/bucket/b", "x", ("x-amz-storage-class", "STANDARD_IA"), ("Cache-Control", "no-cache"), ("x-amz-meta-a", "1")));
        Assert.Equal("412 PreconditionFailed", await session.AskAsync(Put, "/bucket/a", "x", ("If-None-Match", "*")));
        Assert.Equal("412 PreconditionFailed", await session.CopyAsync(("x-amz-copy-source-if-match", "\"other\"")));
        Assert.Equal("400 BadDigest", await session.AskAsync(Put, "/bucket/a", "x", ("x-amz-checksum-sha256", Convert.ToBase64String(new byte[32]))));
    }

    [Fact]
    public async Task R2_copies_without_looking_at_the_conditions_of_the_destination_and_makes_no_checksum()
    {
        await using var simulator = await StartAsync(S3Profile.R2Like);
        using var session = new StoreSwitchSession(simulator, Cancellation);
        session.Put("a", "copy");

        Assert.Equal("200", await session.CopyAsync(("If-None-Match", "*")));
        Assert.Equal("501 NotImplemented", await session.CopyAsync(("x-amz-checksum-algorithm", "SHA256")));
        Assert.Equal("501 NotImplemented", await session.CopyAsync(("x-amz-tagging-directive", "REPLACE")));
        Assert.Equal("501 NotImplemented", await session.AskAsync(
            Put,
            $"/bucket/a?partNumber=1&uploadId={await session.CreateUploadAsync()}",
            null,
            ("x-amz-copy-source", "bucket/a"),
            ("x-amz-copy-source-if-match", "\"x\"")));
        Assert.Equal("200", await session.AskAsync(Post, "/bucket/a?uploads", null, ("x-amz-checksum-algorithm", "SHA256")));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task R2_has_no_tags(string method)
    {
        await using var simulator = await StartAsync(S3Profile.R2Like);
        using var session = new StoreSwitchSession(simulator, Cancellation);
        session.Put("a");

        Assert.Equal("501 NotImplemented", await session.AskAsync(new HttpMethod(method), "/bucket/a?tagging", method == "PUT" ? "<Tagging><TagSet/></Tagging>" : null));
    }

    [Theory]
    [InlineData("auto", 200)]
    [InlineData("", 200)]
    [InlineData("us-east-1", 200)]
    [InlineData("eu-west-1", 400)]
    public async Task R2_is_in_the_region_auto(string region, int status)
    {
        await using var simulator = await StartAsync(S3Profile.R2Like);
        simulator.AddBucket("bucket");
        using var raw = new RawClient(simulator.Endpoint, simulator.Owner) { Region = region };

        Assert.Equal(status, (await raw.SendAsync(Get, "/bucket", Cancellation)).Status);
    }

    [Theory]
    [InlineData(5, 5, 5, "200")]
    [InlineData(5, 5, 1, "200")]
    [InlineData(6, 6, 6, "200")]
    [InlineData(5, 6, 1, "400 InvalidPart")]
    [InlineData(6, 5, 1, "400 InvalidPart")]
    [InlineData(5, 5, 6, "400 InvalidPart")]
    [InlineData(4, 4, 1, "400 EntityTooSmall")]
    public async Task R2_wants_parts_of_one_size(int first, int second, int third, string answer)
    {
        await using var simulator = await StartAsync(S3Profile.R2Like);
        using var session = new StoreSwitchSession(simulator, Cancellation);
        var (id, etags) = await session.UploadAsync(Part(first), Part(second), Part(third));

        Assert.Equal(answer, await session.CompleteAsync(id, (1, etags[0]), (2, etags[1]), (3, etags[2])));

        static string Part(int mebibytes) => new('x', mebibytes << 20);
    }

    [Fact]
    public async Task Without_server_side_copy_everything_else_works()
    {
        await using var simulator = await StartAsync(S3Profile.NoServerSideCopy);
        using var session = new StoreSwitchSession(simulator, Cancellation);
        session.Put("a");

        Assert.Equal("501 NotImplemented", await session.CopyAsync());
        Assert.Equal("501 NotImplemented", await session.AskAsync(Put, $"/bucket/a?partNumber=1&uploadId={await session.CreateUploadAsync()}", null, ("x-amz-copy-source", "bucket/a")));
        var (id, etags) = await session.UploadAsync("x");
        Assert.Equal("200", await session.CompleteAsync(id, (1, etags[0])));
        Assert.Equal(["a"], session.Bucket.Keys);
    }

    [Theory]
    [InlineData("?list-type=2", 1)]
    [InlineData("?list-type=2", 7)]
    [InlineData("?list-type=2", 1_000)]
    [InlineData("?list-type=2&prefix=b", 2)]
    [InlineData("?list-type=2&start-after=b3", 2)]
    [InlineData("?list-type=2&delimiter=%2F", 3)]
    [InlineData("?list-type=2&delimiter=%2F&prefix=dir", 1)]
    [InlineData("", 1)]
    [InlineData("", 7)]
    [InlineData("?delimiter=%2F", 2)]
    public async Task An_unordered_listing_gives_each_key_once_whatever_the_pages(string query, int pageSize)
    {
        await using var ordered = await StartAsync(S3Profile.Aws);
        await using var unordered = await StartAsync(S3Profile.UnorderedListing);
        using var expected = new StoreSwitchSession(ordered, Cancellation);
        using var asked = new StoreSwitchSession(unordered, Cancellation);
        foreach (var session in new[] { expected, asked })
        {
            session.Put([.. Enumerable.Range(0, 10).SelectMany(static i => new[] { $"a{i}", $"b{i}", $"dir{i}/x", $"dir{i}/y" })]);
        }

        var all = await ListAsync(expected, query, 1_000);
        var whole = await ListAsync(asked, query, 1_000);
        var paged = await ListAsync(asked, query, pageSize);

        Assert.Equal(all.Keys.Concat(all.Prefixes), paged.Keys.Concat(paged.Prefixes).Order(StringComparer.Ordinal));
        Assert.Equal(whole.Keys, paged.Keys);
        Assert.Equal(whole.Prefixes, paged.Prefixes);
        Assert.NotEqual(all.Keys.Concat(all.Prefixes), paged.Keys.Concat(paged.Prefixes));
    }

    [Fact]
    public async Task An_unordered_listing_of_objects_by_rule_needs_no_memory_for_them()
    {
        await using var simulator = await StartAsync(S3Profile.UnorderedListing);
        using var session = new StoreSwitchSession(simulator, Cancellation);
        session.Bucket.AddVirtual(20_000, static i => $"k{i:D8}", static _ => 1);

        var (keys, _) = await ListAsync(session, "?list-type=2", 1_000);

        Assert.Equal(20_000, keys.ToHashSet(StringComparer.Ordinal).Count);
        Assert.Equal(20_000, keys.Count);
    }

    private static Task<S3Simulator> StartAsync(S3Profile profile) => S3Simulator.StartAsync(options => options.Apply(profile), Cancellation);

    /// <summary>Keys and common prefixes as they come, page by page.</summary>
    private static async Task<(List<string> Keys, List<string> Prefixes)> ListAsync(StoreSwitchSession session, string query, int pageSize)
    {
        var found = new List<string>();
        var prefixes = new List<string>();
        string? place = null;
        do
        {
            var joined = query + (query.Length == 0 ? "?" : "&") + $"max-keys={pageSize}" + place;
            var (status, body) = await session.ReadAsync(Get, "/bucket" + joined);
            Assert.Equal(200, status);
            var keys = Regex.Matches(body, "<Contents><Key>([^<]*)</Key>").Select(static match => match.Groups[1].Value).ToList();
            found.AddRange(keys);
            prefixes.AddRange(Regex.Matches(body, "<CommonPrefixes><Prefix>([^<]*)</Prefix>").Select(static match => match.Groups[1].Value));
            if (!body.Contains("<IsTruncated>true", StringComparison.Ordinal))
            {
                return (found, prefixes);
            }

            place = Regex.Match(body, "<NextContinuationToken>([^<]*)<") is { Success: true } token
                ? "&continuation-token=" + Uri.EscapeDataString(token.Groups[1].Value)
                : "&marker=" + Uri.EscapeDataString(Regex.Match(body, "<NextMarker>([^<]*)<") is { Success: true } marker ? marker.Groups[1].Value : keys[^1]);
        }
        while (true);
    }
}
