using System.Security.Cryptography;
using static System.Net.Http.HttpMethod;

namespace ArchiveTransfer.Conformance;

/// <summary>DeleteObject and DeleteObjects.</summary>
internal static class DeletionCases
{
    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("delete", static s => DeleteAsync(s)),
        new("delete: If-Match of another ETag", static s => DeleteAsync(s, ("If-Match", "\"other\""))),
        new("delete: If-Match", static s => DeleteAsync(s, ("If-Match", "\"9a0364b9e99bb480dd25e1f0284c8555\""))),
        new("delete: no key", static s => s.SendAsync(Delete, "/missing")),
        new("delete: no key, If-Match", static s => s.SendAsync(Delete, "/missing", null, ("If-Match", "\"x\""))),
        new("delete: no bucket", static s => s.SendAsync(s.Destination, Delete, "/no-such-bucket/a")),
        new("delete: rights", static async s =>
        {
            foreach (var access in new[] { BucketAccess.Public, BucketAccess.Readable, BucketAccess.Private })
            {
                var bucket = await s.AddSourceBucketAsync(access);
                await s.SeedAsync(s.Source, bucket, "a");
                await s.SendAsync(s.Destination, Delete, $"/{bucket}/a");
                await s.SendAsync(s.Nobody, Delete, $"/{bucket}/a");
                await s.SendAsync(s.Destination, Delete, $"/{bucket}/missing");
            }
        }),
        new("batch: two keys and one that does not exist", static s => BatchAsync(s, Keys("a", "b/c", "missing"))),
        new("batch: quietly", static s => BatchAsync(s, "<Delete><Quiet>true</Quiet><Object><Key>a</Key></Object></Delete>")),
        new("batch: the same key twice", static s => BatchAsync(s, Keys("a", "a"))),
        new("batch: nothing", static s => BatchAsync(s, "<Delete></Delete>")),
        new("batch: nonsense", static s => BatchAsync(s, "<Delete><Object>")),
        new("batch: no XML", static s => BatchAsync(s, "keys")),
        new("batch: an object without a key", static s => BatchAsync(s, "<Delete><Object></Object></Delete>")),
        new("batch: a control character", static s => BatchAsync(s, "<Delete><Object><Key>a</Key></Object><Object><Key>&#1;</Key></Object></Delete>")),
        new("batch: names that XML must escape", static async s =>
        {
            await s.SeedAsync("a&b");
            await s.SeedAsync("<c>");
            await BatchAsync(s, Keys("a&amp;b", "&lt;c&gt;"));
        }),
        new("batch: 1,001 keys", static s => BatchAsync(s, Keys([.. Enumerable.Range(0, 1_001).Select(static i => $"k{i}")]))),
        new("batch: without a digest", static s => s.SendAsync(Post, "?delete", Keys("a"))),
        new("batch: a wrong digest", static s => s.SendAsync(Post, "?delete", Keys("a"), ("Content-MD5", "1B2M2Y8AsgTpgAmY7PhCfg=="))),
        new("batch: rights", static async s =>
        {
            var bucket = await s.AddSourceBucketAsync(BucketAccess.Public);
            await s.SeedAsync(s.Source, bucket, "a");
            var body = Keys("a");
            await s.SendAsync(s.Destination, Post, $"/{bucket}?delete", body, null, ("Content-MD5", Md5(body)));
            await s.SendAsync(s.Nobody, Post, $"/{bucket}?delete", body, null, ("Content-MD5", Md5(body)));
            await s.SendAsync(s.Source, Head, $"/{bucket}/a");
        }),
    ];

    private static string Md5(string body) => Convert.ToBase64String(CryptographicOperations.HashData(HashAlgorithmName.MD5, ConformanceSession.Bytes(body)));

    private static string Keys(params string[] keys) => $"<Delete>{string.Concat(keys.Select(static key => $"<Object><Key>{key}</Key></Object>"))}</Delete>";

    private static async Task DeleteAsync(ConformanceSession session, params (string Name, string Value)[] headers)
    {
        await session.SeedAsync("a");
        await session.SendAsync(Delete, "/a", null, headers);
        await session.SendAsync(Head, "/a");
    }

    private static async Task BatchAsync(ConformanceSession session, string body)
    {
        await session.SeedAllAsync("a", "b/c", "d");
        await session.SendAsync(Post, "?delete", body, ("Content-MD5", Md5(body)));
        await session.SendAsync(Get, "?list-type=2");
    }
}
