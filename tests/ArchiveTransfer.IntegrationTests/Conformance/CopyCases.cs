using static System.Net.Http.HttpMethod;

namespace ArchiveTransfer.Conformance;

/// <summary>CopyObject.</summary>
internal static class CopyCases
{
    private const string ETag = "\"9a0364b9e99bb480dd25e1f0284c8555\"";
    private const string Past = "Mon, 01 Jan 2001 00:00:00 GMT";
    private const string Future = "Fri, 01 Jan 2100 00:00:00 GMT";

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("copy", static s => CopyAsync(s)),
        new("copy: a slash before the source", static s => CopyFromAsync(s, $"/{s.Bucket}/a")),
        new("copy: source encoded as a whole", static s => CopyFromAsync(s, $"{s.Bucket}%2Fa")),
        new("copy: source names its only version", static s => CopyFromAsync(s, $"{s.Bucket}/a?versionId=null")),
        new("copy: no key", static s => CopyFromAsync(s, $"{s.Bucket}/missing")),
        new("copy: no bucket", static s => CopyFromAsync(s, "no-such-bucket/a")),
        new("copy: source without a key", static s => CopyFromAsync(s, s.Bucket)),
        new("copy: source with an empty key", static s => CopyFromAsync(s, s.Bucket + "/")),
        new("copy: an empty object", static async s =>
        {
            await s.SeedAsync("a", "");
            await s.SendAsync(Put, "/b", null, ("x-amz-copy-source", $"{s.Bucket}/a"));
            await s.SendAsync(Head, "/b");
        }),
        new("copy: directive COPY", static s => CopyAsync(s, ("x-amz-metadata-directive", "COPY"), ("x-amz-meta-colour", "red"), ("Content-Type", "text/csv"))),
        new("copy: metadata without a directive", static s => CopyAsync(s, ("x-amz-meta-colour", "red"), ("Content-Type", "text/csv"))),
        new("copy: directive REPLACE", static s => CopyAsync(s, ("x-amz-metadata-directive", "REPLACE"), ("x-amz-meta-size", "big"), ("Content-Type", "text/csv"))),
        new("copy: directive REPLACE with nothing", static s => CopyAsync(s, ("x-amz-metadata-directive", "REPLACE"))),
        new("copy: a directive that does not exist", static s => CopyAsync(s, ("x-amz-metadata-directive", "MERGE"))),
        new("copy: tags", static s => CopyTagsAsync(s)),
        new("copy: tags, directive COPY", static s => CopyTagsAsync(s, ("x-amz-tagging-directive", "COPY"))),
        new("copy: tags, directive REPLACE without tags", static s => CopyTagsAsync(s, ("x-amz-tagging-directive", "REPLACE"))),
        new("copy: tags, directive REPLACE", static s => CopyTagsAsync(s, ("x-amz-tagging-directive", "REPLACE"), ("x-amz-tagging", "new=2"))),
        new("copy: tags without a directive", static s => CopyTagsAsync(s, ("x-amz-tagging", "new=2"))),
        new("copy: onto itself", static async s =>
        {
            await s.SeedAsync("a");
            await s.SendAsync(Put, "/a", null, ("x-amz-copy-source", $"{s.Bucket}/a"));
        }),
        new("copy: onto itself with new metadata", static async s =>
        {
            await s.SeedAsync("a", "content", ("x-amz-meta-colour", "blue"));
            await s.SendAsync(Put, "/a", null, ("x-amz-copy-source", $"{s.Bucket}/a"), ("x-amz-metadata-directive", "REPLACE"), ("x-amz-meta-colour", "red"));
            await s.SendAsync(Get, "/a");
        }),
        new("copy: over an object", static async s =>
        {
            await s.SeedAsync("b", "old", ("x-amz-meta-old", "1"));
            await CopyAsync(s);
        }),
        new("copy: If-None-Match, an object", static async s =>
        {
            await s.SeedAsync("b", "old");
            await CopyAsync(s, ("If-None-Match", "*"));
        }),
        new("copy: If-None-Match, no object", static s => CopyAsync(s, ("If-None-Match", "*"))),
        new("copy: If-Match of another ETag", static async s =>
        {
            await s.SeedAsync("b", "old");
            await CopyAsync(s, ("If-Match", "\"other\""));
        }),
        new("copy: source If-Match", static s => CopyAsync(s, ("x-amz-copy-source-if-match", ETag))),
        new("copy: source If-Match of another ETag", static s => CopyAsync(s, ("x-amz-copy-source-if-match", "\"other\""))),
        new("copy: source If-None-Match", static s => CopyAsync(s, ("x-amz-copy-source-if-none-match", ETag))),
        new("copy: source If-None-Match of another ETag", static s => CopyAsync(s, ("x-amz-copy-source-if-none-match", "\"other\""))),
        new("copy: source If-Modified-Since, after", static s => CopyAsync(s, ("x-amz-copy-source-if-modified-since", Future))),
        new("copy: source If-Unmodified-Since, before", static s => CopyAsync(s, ("x-amz-copy-source-if-unmodified-since", Past))),
        new("copy: a checksum algorithm", static s => CopyAsync(s, ("x-amz-checksum-algorithm", "SHA256"))),
        new("copy: storage class", static s => CopyAsync(s, ("x-amz-storage-class", "STANDARD"))),
        new("copy: a storage class that does not exist", static s => CopyAsync(s, ("x-amz-storage-class", "BRONZE"))),
        new("copy: a multipart object", static async s =>
        {
            await s.SeedMultipartAsync("a", "content");
            await s.SendAsync(Put, "/b", null, ("x-amz-copy-source", $"{s.Bucket}/a"));
            await s.SendAsync(Head, "/b");
            await s.SendAsync(Get, "?list-type=2");
        }),
        new("copy: from others", static async s =>
        {
            foreach (var access in new[] { BucketAccess.Public, BucketAccess.Readable, BucketAccess.Private })
            {
                var bucket = await s.AddSourceBucketAsync(access);
                await s.SeedAsync(s.Source, bucket, "a");
                await s.SendAsync(Put, "/b", null, ("x-amz-copy-source", $"{bucket}/a"));
                await s.SendAsync(Put, "/c", null, ("x-amz-copy-source", $"{bucket}/missing"));
            }

            await s.SendAsync(Get, "?list-type=2");
        }),
        new("copy: to others", static async s =>
        {
            await s.SeedAsync("a");
            var bucket = await s.AddSourceBucketAsync(BucketAccess.Public);
            await s.SendAsync(s.Destination, Put, $"/{bucket}/b", null, null, ("x-amz-copy-source", $"{s.Bucket}/a"));
        }),
        new("copy: unsigned", static async s =>
        {
            var bucket = await s.AddSourceBucketAsync(BucketAccess.Public);
            await s.SeedAsync(s.Source, bucket, "a");
            await s.SendAsync(s.Nobody, Put, $"/{s.Bucket}/b", null, null, ("x-amz-copy-source", $"{bucket}/a"));
        }),
    ];

    private static Task CopyAsync(ConformanceSession session, params (string Name, string Value)[] headers) => CopyFromAsync(session, $"{session.Bucket}/a", headers);

    private static async Task CopyFromAsync(ConformanceSession session, string source, params (string Name, string Value)[] headers)
    {
        await session.SeedAsync("a", "content", ("Content-Type", "text/plain"), ("x-amz-meta-colour", "blue"), ("Cache-Control", "no-cache"));
        await session.SendAsync(Put, "/b", null, [("x-amz-copy-source", source), .. headers]);
        await session.SendAsync(Get, "/b");
    }

    private static async Task CopyTagsAsync(ConformanceSession session, params (string Name, string Value)[] headers)
    {
        await session.SeedAsync("a", "content", ("x-amz-tagging", "old=1"));
        await session.SendAsync(Put, "/b", null, [("x-amz-copy-source", $"{session.Bucket}/a"), .. headers]);
        await session.SendAsync(Get, "/b?tagging");
    }
}
