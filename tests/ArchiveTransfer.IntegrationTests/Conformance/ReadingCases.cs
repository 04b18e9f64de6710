using static System.Net.Http.HttpMethod;

namespace ArchiveTransfer.Conformance;

/// <summary>GetObject and HeadObject.</summary>
internal static class ReadingCases
{
    private const string Past = "Mon, 01 Jan 2001 00:00:00 GMT";
    private const string Future = "Fri, 01 Jan 2100 00:00:00 GMT";

    // MD5 of "content".
    private const string ETag = "\"9a0364b9e99bb480dd25e1f0284c8555\"";

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("get", static s => ReadAsync(s, Get)),
        new("head", static s => ReadAsync(s, Head)),
        new("get: an empty object", static async s =>
        {
            await s.SeedAsync("a", "");
            await s.SendAsync(Get, "/a");
            await s.SendAsync(Head, "/a");
        }),
        new("get: no key", static s => s.SendAsync(Get, "/missing")),
        new("head: no key", static s => s.SendAsync(Head, "/missing")),
        new("get: no bucket", static s => s.SendAsync(s.Destination, Get, "/no-such-bucket/a")),
        new("head: no bucket", static s => s.SendAsync(s.Destination, Head, "/no-such-bucket/a")),
        new("get: rights", static async s =>
        {
            foreach (var access in new[] { BucketAccess.Public, BucketAccess.Readable, BucketAccess.Private })
            {
                var bucket = await s.AddSourceBucketAsync(access);
                await s.SeedAsync(s.Source, bucket, "a");
                foreach (var key in new[] { "a", "missing" })
                {
                    await s.SendAsync(s.Destination, Get, $"/{bucket}/{key}");
                    await s.SendAsync(s.Nobody, Get, $"/{bucket}/{key}");
                    await s.SendAsync(s.Destination, Head, $"/{bucket}/{key}");
                }
            }
        }),
        new("get: first bytes", static s => ReadAsync(s, Get, ("Range", "bytes=0-2"))),
        new("get: last byte", static s => ReadAsync(s, Get, ("Range", "bytes=6-6"))),
        new("get: range beyond the end", static s => ReadAsync(s, Get, ("Range", "bytes=3-100"))),
        new("get: open range", static s => ReadAsync(s, Get, ("Range", "bytes=3-"))),
        new("get: suffix", static s => ReadAsync(s, Get, ("Range", "bytes=-2"))),
        new("get: suffix longer than the object", static s => ReadAsync(s, Get, ("Range", "bytes=-100"))),
        new("get: suffix of nothing", static s => ReadAsync(s, Get, ("Range", "bytes=-0"))),
        new("get: range after the end", static s => ReadAsync(s, Get, ("Range", "bytes=7-8"))),
        new("get: range backwards", static s => ReadAsync(s, Get, ("Range", "bytes=4-2"))),
        new("get: range in another unit", static s => ReadAsync(s, Get, ("Range", "lines=1-2"))),
        new("get: range without numbers", static s => ReadAsync(s, Get, ("Range", "bytes=a-b"))),
        new("get: several ranges", static s => ReadAsync(s, Get, ("Range", "bytes=0-1,3-4"))),
        new("get: range of an empty object", static async s =>
        {
            await s.SeedAsync("a", "");
            await s.SendAsync(Get, "/a", null, ("Range", "bytes=0-0"));
        }),
        new("head: range", static s => ReadAsync(s, Head, ("Range", "bytes=0-2"))),
        new("get: If-Match", static s => ReadAsync(s, Get, ("If-Match", ETag))),
        new("get: If-Match without quotes", static s => ReadAsync(s, Get, ("If-Match", ETag.Trim('"')))),
        new("get: If-Match of everything", static s => ReadAsync(s, Get, ("If-Match", "*"))),
        new("get: If-Match of another ETag", static s => ReadAsync(s, Get, ("If-Match", "\"other\""))),
        new("get: If-Match of several", static s => ReadAsync(s, Get, ("If-Match", $"\"other\", {ETag}"))),
        new("head: If-Match of another ETag", static s => ReadAsync(s, Head, ("If-Match", "\"other\""))),
        new("get: If-None-Match", static s => ReadAsync(s, Get, ("If-None-Match", ETag))),
        new("get: If-None-Match of another ETag", static s => ReadAsync(s, Get, ("If-None-Match", "\"other\""))),
        new("get: If-None-Match of everything", static s => ReadAsync(s, Get, ("If-None-Match", "*"))),
        new("get: If-None-Match without quotes", static s => ReadAsync(s, Get, ("If-None-Match", ETag.Trim('"')))),
        new("get: If-None-Match of several", static s => ReadAsync(s, Get, ("If-None-Match", $"\"other\", {ETag}"))),
        new("get: If-Match, no key", static s => s.SendAsync(Get, "/missing", null, ("If-Match", ETag))),
        new("get: range without a dash", static s => ReadAsync(s, Get, ("Range", "bytes=3"))),
        new("get: range of nothing", static s => ReadAsync(s, Get, ("Range", "bytes=-"))),
        new("get: If-Range of another ETag", static s => ReadAsync(s, Get, ("If-Range", "\"other\""), ("Range", "bytes=0-0"))),
        new("get: part number and range", static s => ReadAsync(s, Get, "?partNumber=1", ("Range", "bytes=0-0"))),
        new("get: attributes", static s => ReadAsync(s, Get, "?attributes", ("x-amz-object-attributes", "ETag,ObjectSize"))),
        new("head: If-None-Match", static s => ReadAsync(s, Head, ("If-None-Match", ETag))),
        new("get: If-Modified-Since, before", static s => ReadAsync(s, Get, ("If-Modified-Since", Past))),
        new("get: If-Modified-Since, after", static s => ReadAsync(s, Get, ("If-Modified-Since", Future))),
        new("get: If-Modified-Since is no date", static s => ReadAsync(s, Get, ("If-Modified-Since", "yesterday"))),
        new("get: If-Unmodified-Since, before", static s => ReadAsync(s, Get, ("If-Unmodified-Since", Past))),
        new("get: If-Unmodified-Since, after", static s => ReadAsync(s, Get, ("If-Unmodified-Since", Future))),
        new("get: If-Match outweighs If-Unmodified-Since", static s => ReadAsync(s, Get, ("If-Match", ETag), ("If-Unmodified-Since", Past))),
        new("get: If-None-Match outweighs If-Modified-Since", static s => ReadAsync(s, Get, ("If-None-Match", "\"other\""), ("If-Modified-Since", Future))),
        new("get: range with If-Match", static s => ReadAsync(s, Get, ("If-Match", ETag), ("Range", "bytes=0-0"))),
        new("get: range with If-Match of another ETag", static s => ReadAsync(s, Get, ("If-Match", "\"other\""), ("Range", "bytes=0-0"))),
        new("get: headers asked for", static async s =>
        {
            await s.SeedAsync("a", "content", ("Content-Type", "text/plain"));
            await s.SendAsync(Get, "/a?response-content-type=text%2Fcsv&response-cache-control=no-cache&response-content-disposition=inline&response-content-language=de&response-content-encoding=x&response-expires=never");
        }),
        new("get: checksums asked for", static s => ReadAsync(s, Get, ("x-amz-checksum-mode", "ENABLED"))),
        new("head: part number of a single object", static async s =>
        {
            await s.SeedAsync("a");
            await s.SendAsync(Head, "/a?partNumber=1");
        }),
        new("part number of a multipart object", static async s =>
        {
            await s.SeedMultipartAsync("a", "content");
            await s.SendAsync(Head, "/a?partNumber=1");
            await s.SendAsync(Get, "/a?partNumber=1");
            await s.SendAsync(Head, "/a?partNumber=2");
        }),
    ];

    private static Task ReadAsync(ConformanceSession session, HttpMethod method, params (string Name, string Value)[] headers) => ReadAsync(session, method, "", headers);

    private static async Task ReadAsync(ConformanceSession session, HttpMethod method, string query, params (string Name, string Value)[] headers)
    {
        await session.SeedAsync("a", "content", ("Content-Type", "text/plain"), ("x-amz-meta-colour", "blue"));
        await session.SendAsync(method, "/a" + query, null, headers);
    }
}
