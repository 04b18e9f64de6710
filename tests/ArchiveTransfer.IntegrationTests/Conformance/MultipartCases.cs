using ArchiveTransfer.Simulator;
using static System.Net.Http.HttpMethod;

namespace ArchiveTransfer.Conformance;

/// <summary>Multipart uploads.</summary>
internal static class MultipartCases
{
    private const int SmallestPart = 5 << 20;

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("multipart: one part", static async s =>
        {
            var created = await s.SendAsync(Post, "/a?uploads", null, ("Content-Type", "text/plain"), ("x-amz-meta-colour", "blue"), ("x-amz-tagging", "t=1"));
            var id = Hide(s, created);
            var part = await s.SendAsync(Put, $"/a?partNumber=1&uploadId={id}", "content");
            await s.SendAsync(Head, "/a");
            await s.CompleteAsync("a", id, [(1, part.Header("etag")!)]);
            await s.SendAsync(Get, "/a");
            await s.SendAsync(Get, "/a?tagging");
            await s.SendAsync(Get, "?uploads");
        }),
        new("multipart: two parts", static async s =>
        {
            var id = await s.CreateUploadAsync("a");
            var large = new string('x', SmallestPart);
            var first = await s.SendAsync(Put, $"/a?partNumber=1&uploadId={id}", large);
            var second = await s.SendAsync(Put, $"/a?partNumber=2&uploadId={id}", "y");
            await s.CompleteAsync("a", id, [(1, first.Header("etag")!), (2, second.Header("etag")!)]);
            await s.SendAsync(Head, "/a");
            await s.SendAsync(Get, "/a", null, ("Range", "bytes=5242879-5242880"));
            await s.SendAsync(Put, "/b", null, ("x-amz-copy-source", $"{s.Bucket}/a"));
            await s.SendAsync(Head, "/b");
        }),
        new("multipart: ETags without quotes", static async s =>
        {
            var (id, etag) = await OnePartAsync(s);
            await s.CompleteAsync("a", id, [(1, etag.Trim('"'))]);
        }),
        new("multipart: part numbers with a gap", static async s =>
        {
            var id = await s.CreateUploadAsync("a");
            var etag = await s.SeedPartAsync("a", id, 7, "content");
            await s.CompleteAsync("a", id, [(7, etag)]);
            await s.SendAsync(Head, "/a");
        }),
        new("multipart: a part sent again", static async s =>
        {
            var id = await s.CreateUploadAsync("a");
            await s.SeedPartAsync("a", id, 1, "old");
            var etag = await s.SeedPartAsync("a", id, 1, "new");
            await s.SendAsync(Get, $"/a?uploadId={id}");
            await s.CompleteAsync("a", id, [(1, etag)]);
            await s.SendAsync(Get, "/a");
        }),
        new("multipart: a part too small", static async s =>
        {
            var id = await s.CreateUploadAsync("a");
            var first = await s.SeedPartAsync("a", id, 1, "x");
            var second = await s.SeedPartAsync("a", id, 2, "y");
            await s.CompleteAsync("a", id, [(1, first), (2, second)]);
            await s.SendAsync(Head, "/a");
        }),
        new("multipart: parts in the wrong order", static async s =>
        {
            var id = await s.CreateUploadAsync("a");
            var first = await s.SeedPartAsync("a", id, 1, "x");
            var second = await s.SeedPartAsync("a", id, 2, "y");
            await s.CompleteAsync("a", id, [(2, second), (1, first)]);
        }),
        new("multipart: large parts in the wrong order", static async s =>
        {
            var id = await s.CreateUploadAsync("a");
            var first = await s.SeedPartAsync("a", id, 1, new string('x', SmallestPart));
            var second = await s.SeedPartAsync("a", id, 2, new string('y', SmallestPart));
            await s.CompleteAsync("a", id, [(2, second), (1, first)]);
            await s.SendAsync(Get, "/a", null, ("Range", "bytes=0-0"));
        }),
        new("multipart: a part named twice", static async s =>
        {
            var (id, etag) = await OnePartAsync(s);
            await s.CompleteAsync("a", id, [(1, etag), (1, etag)]);
            await s.SendAsync(Head, "/a");
        }),
        new("multipart: a part that does not exist", static async s =>
        {
            var (id, etag) = await OnePartAsync(s);
            await s.CompleteAsync("a", id, [(2, etag)]);
        }),
        new("multipart: a wrong ETag", static async s =>
        {
            var (id, _) = await OnePartAsync(s);
            await s.CompleteAsync("a", id, [(1, "\"9a0364b9e99bb480dd25e1f0284c8556\"")]);
        }),
        new("multipart: completed without parts", static async s =>
        {
            var (id, _) = await OnePartAsync(s);
            await s.CompleteAsync("a", id, []);
        }),
        new("multipart: completed by nonsense", static async s =>
        {
            var (id, _) = await OnePartAsync(s);
            await s.SendAsync(Post, $"/a?uploadId={id}", "<CompleteMultipartUpload>");
            await s.SendAsync(Post, $"/a?uploadId={id}", "parts");
            await s.SendAsync(Post, $"/a?uploadId={id}", "");
        }),
        new("multipart: a part left out", static async s =>
        {
            var id = await s.CreateUploadAsync("a");
            var first = await s.SeedPartAsync("a", id, 1, "x");
            await s.SeedPartAsync("a", id, 2, "y");
            await s.CompleteAsync("a", id, [(1, first)]);
            await s.SendAsync(Get, "/a");
        }),
        new("multipart: no such upload", static async s =>
        {
            await s.SendAsync(Put, "/a?partNumber=1&uploadId=none", "content");
            await s.CompleteAsync("a", "none", [(1, "\"x\"")]);
            await s.SendAsync(Delete, "/a?uploadId=none");
            await s.SendAsync(Get, "/a?uploadId=none");
        }),
        new("multipart: an upload of another key", static async s =>
        {
            var (id, etag) = await OnePartAsync(s);
            await s.SendAsync(Put, $"/b?partNumber=1&uploadId={id}", "content");
            await s.CompleteAsync("b", id, [(1, etag)]);
            await s.SendAsync(Get, $"/b?uploadId={id}");
        }),
        new("multipart: completed twice", static async s =>
        {
            var (id, etag) = await OnePartAsync(s);
            await s.CompleteAsync("a", id, [(1, etag)]);
            await s.CompleteAsync("a", id, [(1, etag)]);
        }),
        new("multipart: aborted", static async s =>
        {
            var (id, etag) = await OnePartAsync(s);
            await s.SendAsync(Delete, $"/a?uploadId={id}");
            await s.SendAsync(Get, $"/a?uploadId={id}");
            await s.SendAsync(Put, $"/a?partNumber=1&uploadId={id}", "content");
            await s.CompleteAsync("a", id, [(1, etag)]);
            await s.SendAsync(Delete, $"/a?uploadId={id}");
        }),
        new("multipart: part numbers out of range", static async s =>
        {
            var id = await s.CreateUploadAsync("a");
            foreach (var number in new[] { "0", "10001", "-1", "one", "" })
            {
                await s.SendAsync(Put, $"/a?partNumber={number}&uploadId={id}", "content");
            }

            await s.SendAsync(Put, $"/a?uploadId={id}", "content");
        }),
        new("multipart: the last part number", static async s =>
        {
            var id = await s.CreateUploadAsync("a");
            await s.SendAsync(Put, $"/a?partNumber=10000&uploadId={id}", "content");
        }),
        new("multipart: an empty part", static async s =>
        {
            var id = await s.CreateUploadAsync("a");
            var part = await s.SendAsync(Put, $"/a?partNumber=1&uploadId={id}", "");
            await s.CompleteAsync("a", id, [(1, part.Header("etag")!)]);
            await s.SendAsync(Head, "/a");
        }),
        new("multipart: a wrong Content-MD5", static async s =>
        {
            var id = await s.CreateUploadAsync("a");
            await s.SendAsync(Put, $"/a?partNumber=1&uploadId={id}", "content", ("Content-MD5", "1B2M2Y8AsgTpgAmY7PhCfg=="));
            await s.SendAsync(Get, $"/a?uploadId={id}");
        }),
        new("multipart: a wrong payload hash", static async s =>
        {
            var id = await s.CreateUploadAsync("a");
            await s.SendAsync(s.Destination, Put, s.PartTarget("a", id, 1), "content", RawClient.Sha256("other"u8));
            await s.SendAsync(Get, $"/a?uploadId={id}");
        }),
        new("multipart: a checksum algorithm", static async s =>
        {
            var created = await s.SendAsync(Post, "/a?uploads", null, ("x-amz-checksum-algorithm", "SHA256"));
            var id = Hide(s, created);
            var part = await s.SendAsync(Put, $"/a?partNumber=1&uploadId={id}", "content", ("x-amz-checksum-sha256", Convert.ToBase64String(new byte[32])));
            await s.CompleteAsync("a", id, [(1, part.Header("etag")!)]);
        }),
        new("multipart: If-None-Match, an object", static async s =>
        {
            var (id, etag) = await OnePartAsync(s);
            await s.SeedAsync("a", "old");
            await s.CompleteAsync("a", id, [(1, etag)], ("If-None-Match", "*"));
            await s.SendAsync(Get, "/a");
        }),
        new("multipart: If-Match of another ETag", static async s =>
        {
            var (id, etag) = await OnePartAsync(s);
            await s.SeedAsync("a", "old");
            await s.CompleteAsync("a", id, [(1, etag)], ("If-Match", "\"other\""));
            await s.SendAsync(Get, "/a");
        }),
        new("multipart: a storage class that does not exist", static s => s.SendAsync(Post, "/a?uploads", null, ("x-amz-storage-class", "BRONZE"))),
        new("multipart: dated by", static async s =>
        {
            var (id, etag) = await OnePartAsync(s);
            await Task.Delay(TimeSpan.FromSeconds(2.1), s.Cancellation);
            var before = await s.SendAsync(Put, "/before", "content");
            await s.CompleteAsync("a", id, [(1, etag)]);
            var listed = await s.SendAsync(Get, "?list-type=2");
            var dates = listed.Values("LastModified").ToList();
            s.Fact("dated by its completion", string.CompareOrdinal(dates[0][..19], dates[1][..19]) >= 0);
            Assert(before.Status == 200);
        }),
        new("parts: none", static async s =>
        {
            var id = await s.CreateUploadAsync("a");
            await s.SendAsync(Get, $"/a?uploadId={id}");
        }),
        new("parts: three", static async s =>
        {
            var id = await ThreePartsAsync(s);
            await s.SendAsync(Get, $"/a?uploadId={id}");
        }),
        new("parts: pages", static async s =>
        {
            var id = await ThreePartsAsync(s);
            await s.SendAsync(Get, $"/a?uploadId={id}&max-parts=2");
            await s.SendAsync(Get, $"/a?uploadId={id}&max-parts=2&part-number-marker=2");
            await s.SendAsync(Get, $"/a?uploadId={id}&part-number-marker=9");
        }),
        new("parts: rights", static async s =>
        {
            var id = await ThreePartsAsync(s);
            await s.SendAsync(s.Source, Get, $"/{s.Bucket}/a?uploadId={id}");
            await s.SendAsync(s.Nobody, Get, $"/{s.Bucket}/a?uploadId={id}");
        }),
        new("uploads: none", static s => s.SendAsync(Get, "?uploads")),
        new("uploads: three", static async s =>
        {
            await s.CreateUploadAsync("b");
            await s.CreateUploadAsync("a c");
            await s.CreateUploadAsync("a/d");
            await s.SendAsync(Get, "?uploads");
            await s.SendAsync(Get, "?uploads&prefix=a");
            await s.SendAsync(Get, "?uploads&encoding-type=url");
        }),
        new("uploads: pages", static async s =>
        {
            await s.CreateUploadAsync("a");
            await s.CreateUploadAsync("b");
            var page = await s.SendAsync(Get, "?uploads&max-uploads=1");
            await s.SendAsync(Get, $"?uploads&max-uploads=1&key-marker={page.Value("NextKeyMarker")}&upload-id-marker={page.Value("NextUploadIdMarker")}");
        }),
        new("uploads: delimiter", static async s =>
        {
            await s.CreateUploadAsync("a/1");
            await s.CreateUploadAsync("a/2");
            await s.CreateUploadAsync("b");
            await s.SendAsync(Get, "?uploads&delimiter=%2F");
        }),
        new("uploads: rights", static async s =>
        {
            var bucket = await s.AddSourceBucketAsync(BucketAccess.Public);
            await s.SendAsync(s.Destination, Get, $"/{bucket}?uploads");
            await s.SendAsync(s.Destination, Post, $"/{bucket}/a?uploads");
            await s.SendAsync(s.Nobody, Post, $"/{bucket}/a?uploads");
        }),
        new("part copy: whole", static s => PartCopyAsync(s)),
        new("part copy: a range", static s => PartCopyAsync(s, ("x-amz-copy-source-range", "bytes=1-3"))),
        new("part copy: a range with an open end", static s => PartCopyAsync(s, ("x-amz-copy-source-range", "bytes=1-"))),
        new("part copy: a range beyond the end", static s => PartCopyAsync(s, ("x-amz-copy-source-range", "bytes=1-100"))),
        new("part copy: a range that is none", static s => PartCopyAsync(s, ("x-amz-copy-source-range", "1-3"))),
        new("part copy: source If-Match", static s => PartCopyAsync(s, ("x-amz-copy-source-if-match", "\"9a0364b9e99bb480dd25e1f0284c8555\""))),
        new("part copy: source If-Match of another ETag", static s => PartCopyAsync(s, ("x-amz-copy-source-if-match", "\"other\""))),
        new("part copy: no key", static async s =>
        {
            var id = await s.CreateUploadAsync("b");
            await s.SendAsync(Put, $"/b?partNumber=1&uploadId={id}", null, ("x-amz-copy-source", $"{s.Bucket}/missing"));
        }),
        new("part copy: no upload", static async s =>
        {
            await s.SeedAsync("a");
            await s.SendAsync(Put, "/b?partNumber=1&uploadId=none", null, ("x-amz-copy-source", $"{s.Bucket}/a"));
        }),
        new("part copy: from others", static async s =>
        {
            var id = await s.CreateUploadAsync("b");
            foreach (var access in new[] { BucketAccess.Public, BucketAccess.Readable, BucketAccess.Private })
            {
                var bucket = await s.AddSourceBucketAsync(access);
                await s.SeedAsync(s.Source, bucket, "a");
                await s.SendAsync(Put, $"/b?partNumber=1&uploadId={id}", null, ("x-amz-copy-source", $"{bucket}/a"));
            }
        }),
    ];

    private static string Hide(ConformanceSession session, ConformanceAnswer created)
    {
        var id = created.Value("UploadId")!;
        session.Hide(id, "{upload}");
        return id;
    }

    private static void Assert(bool holds)
    {
        if (!holds)
        {
            throw new InvalidOperationException("The case did not get as far as its question.");
        }
    }

    private static async Task<(string Id, string ETag)> OnePartAsync(ConformanceSession session)
    {
        var id = await session.CreateUploadAsync("a");
        return (id, await session.SeedPartAsync("a", id, 1, "content"));
    }

    private static async Task<string> ThreePartsAsync(ConformanceSession session)
    {
        var id = await session.CreateUploadAsync("a");
        await session.SeedPartAsync("a", id, 1, "x");
        await session.SeedPartAsync("a", id, 2, "yy");
        await session.SeedPartAsync("a", id, 4, "zzz");
        return id;
    }

    private static async Task PartCopyAsync(ConformanceSession session, params (string Name, string Value)[] headers)
    {
        await session.SeedAsync("a");
        var id = await session.CreateUploadAsync("b");
        await session.SendAsync(Put, $"/b?partNumber=1&uploadId={id}", null, [("x-amz-copy-source", $"{session.Bucket}/a"), .. headers]);
        await session.SendAsync(Get, $"/b?uploadId={id}");
    }
}
