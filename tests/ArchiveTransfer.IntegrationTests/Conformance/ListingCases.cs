using static System.Net.Http.HttpMethod;

namespace ArchiveTransfer.Conformance;

/// <summary>ListObjectsV2.</summary>
internal static class ListingCases
{
    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("list: an empty bucket", static s => s.SendAsync(Get, "?list-type=2")),
        new("list: three keys", static s => ListAsync(s, "?list-type=2", "b", "a", "c/d")),
        new("list: order is that of UTF-8", static s => ListAsync(s, "?list-type=2", "\uFF5E", "\U0001F600", "z", "Z", "é", "a/", "a", "a-b", "a0")),
        new("list: prefix", static s => ListAsync(s, "?list-type=2&prefix=a", "a", "ab", "b")),
        new("list: prefix that no key has", static s => ListAsync(s, "?list-type=2&prefix=x", "a")),
        new("list: empty prefix and delimiter", static s => ListAsync(s, "?list-type=2&prefix=&delimiter=", "a/b")),
        new("list: delimiter", static s => ListAsync(s, "?list-type=2&delimiter=%2F", "a/1", "a/2", "b", "c/1")),
        new("list: prefix and delimiter", static s => ListAsync(s, "?list-type=2&prefix=a%2F&delimiter=%2F", "a/", "a/1", "a/b/1", "a/b/2", "c")),
        new("list: prefix without its slash, and delimiter", static s => ListAsync(s, "?list-type=2&prefix=a&delimiter=%2F", "a", "a/1", "ab/1", "b")),
        new("list: delimiter of several characters", static s => ListAsync(s, "?list-type=2&delimiter=--", "a--1", "a--2", "a-3")),
        new("list: delimiter that is no slash", static s => ListAsync(s, "?list-type=2&delimiter=b", "abc", "abd", "acb")),
        new("list: pages", static async s =>
        {
            await SeedAsync(s, "a", "b", "c", "d", "e");
            await PagesAsync(s, "?list-type=2&max-keys=2");
        }),
        new("list: pages that end with the last key", static async s =>
        {
            await SeedAsync(s, "a", "b");
            await PagesAsync(s, "?list-type=2&max-keys=2");
        }),
        new("list: pages of common prefixes", static async s =>
        {
            await SeedAsync(s, "a/1", "a/2", "b/1", "c", "d/1");
            await PagesAsync(s, "?list-type=2&max-keys=1&delimiter=%2F");
        }),
        new("list: pages below a prefix", static async s =>
        {
            await SeedAsync(s, "a/1", "a/2", "a/3", "b/1");
            await PagesAsync(s, "?list-type=2&max-keys=2&prefix=a%2F");
        }),
        new("list: no keys at most", static s => ListAsync(s, "?list-type=2&max-keys=0", "a")),
        new("list: max-keys is no number", static s => s.SendAsync(Get, "?list-type=2&max-keys=many")),
        new("list: max-keys is negative", static s => s.SendAsync(Get, "?list-type=2&max-keys=-1")),
        new("list: max-keys above the limit", static s => ListAsync(s, "?list-type=2&max-keys=5000", "a")),
        new("list: max-keys is empty", static s => ListAsync(s, "?list-type=2&max-keys=", "a")),
        new("list: start after a key", static s => ListAsync(s, "?list-type=2&start-after=b", "a", "b", "c")),
        new("list: start after a key that does not exist", static s => ListAsync(s, "?list-type=2&start-after=aa", "a", "b")),
        new("list: start after the last key", static s => ListAsync(s, "?list-type=2&start-after=z", "a", "b")),
        new("list: start after, before the prefix", static s => ListAsync(s, "?list-type=2&start-after=a&prefix=b", "a", "b1", "b2")),
        new("list: start after, beyond the prefix", static s => ListAsync(s, "?list-type=2&start-after=c&prefix=b", "a", "b1", "d")),
        new("list: start after, inside the prefix", static s => ListAsync(s, "?list-type=2&start-after=b1&prefix=b", "a", "b1", "b2")),
        new("list: start after a common prefix", static s => ListAsync(s, "?list-type=2&start-after=a%2F&delimiter=%2F", "a/1", "a/2", "b")),
        new("list: start after a key below a common prefix", static s => ListAsync(s, "?list-type=2&start-after=a%2F1&delimiter=%2F", "a/1", "a/2", "b")),
        new("list: start after is empty", static s => ListAsync(s, "?list-type=2&start-after=", "a")),
        new("list: a token that nobody gave", static s => ListAsync(s, "?list-type=2&continuation-token=b", "a", "c")),
        new("list: url encoding", static s => ListAsync(s, "?list-type=2&encoding-type=url", "a b", "a+b", "a%20b", "a/b", "é", "~-_.", "!*'()", "\"&<>")),
        new("list: url encoding of what was asked", static s => ListAsync(s, "?list-type=2&encoding-type=url&prefix=a%20b%2F&delimiter=%2F&start-after=a%20b%2F0", "a b/1", "a b/c d/1")),
        new("list: an encoding that does not exist", static s => s.SendAsync(Get, "?list-type=2&encoding-type=base64")),
        new("list: names that XML must escape", static s => ListAsync(s, "?list-type=2", "<a>", "b&c", "\"d\"", "'e'")),
        new("list: owners", static s => ListAsync(s, "?list-type=2&fetch-owner=true", "a")),
        new("list: a multipart object", static async s =>
        {
            await s.SeedMultipartAsync("a", "content");
            await s.SendAsync(Get, "?list-type=2");
        }),
        new("list: an empty object and a directory", static async s =>
        {
            await s.SeedAsync("empty", "");
            await s.SeedAsync("dir/", "");
            await s.SendAsync(Get, "?list-type=2");
        }),
        new("list: no bucket", static s => s.SendAsync(s.Destination, Get, "/no-such-bucket?list-type=2")),
        new("list: a slash after the bucket", static async s =>
        {
            await s.SeedAsync("a");
            await s.SendAsync(Get, "/?list-type=2");
        }),
        new("list by marker: an empty bucket", static s => s.SendAsync(Get, "")),
        new("list by marker: keys", static s => ListAsync(s, "", "b", "a", "c/d")),
        new("list by marker: prefix and delimiter", static s => ListAsync(s, "?prefix=a%2F&delimiter=%2F", "a/", "a/1", "a/b/1", "a/b/2", "c")),
        new("list by marker: after a key", static s => ListAsync(s, "?marker=b", "a", "b", "c")),
        new("list by marker: after a common prefix", static s => ListAsync(s, "?marker=a%2F&delimiter=%2F", "a/1", "a/2", "b")),
        new("list by marker: after a key below a common prefix", static s => ListAsync(s, "?marker=a%2F1&delimiter=%2F", "a/1", "a/2", "b")),
        new("list by marker: url encoding", static s => ListAsync(s, "?encoding-type=url&prefix=a%20&marker=a%20%2F0", "a /1", "a b+c", "a é")),
        new("list by marker: no keys at most", static s => ListAsync(s, "?max-keys=0", "a")),
        new("list by marker: the first page", static s => ListAsync(s, "?max-keys=1", "a", "b")),
        new("list by marker: the first page of common prefixes", static s => ListAsync(s, "?max-keys=1&delimiter=%2F", "a/1", "b")),
        new("list by marker: the second page of common prefixes", static s => ListAsync(s, "?max-keys=1&delimiter=%2F&marker=a%2F", "a/1", "b", "c")),
        new("list by marker: no bucket", static s => s.SendAsync(s.Destination, Get, "/no-such-bucket")),
        new("list: rights", static async s =>
        {
            foreach (var access in new[] { BucketAccess.Public, BucketAccess.Readable, BucketAccess.Private })
            {
                var bucket = await s.AddSourceBucketAsync(access);
                await s.SeedAsync(s.Source, bucket, "a");
                await s.SendAsync(s.Destination, Get, $"/{bucket}?list-type=2");
                await s.SendAsync(s.Nobody, Get, $"/{bucket}?list-type=2");
            }
        }),
    ];

    private static Task SeedAsync(ConformanceSession session, params string[] keys) => session.SeedAllAsync(keys);

    private static async Task ListAsync(ConformanceSession session, string query, params string[] keys)
    {
        await session.SeedAllAsync(keys);
        await session.SendAsync(Get, query);
    }

    private static async Task PagesAsync(ConformanceSession session, string query)
    {
        string? token = null;
        do
        {
            var answer = await session.SendAsync(Get, query + (token is null ? "" : "&continuation-token=" + Uri.EscapeDataString(token)));
            token = answer.Value("NextContinuationToken");
            if (token is not null)
            {
                session.Hide("continuation-token=" + Uri.EscapeDataString(token), "continuation-token={token}");
            }
        }
        while (token is not null);
    }
}
