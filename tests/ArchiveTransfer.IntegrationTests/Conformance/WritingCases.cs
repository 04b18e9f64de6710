using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ArchiveTransfer.Simulator;
using static System.Net.Http.HttpMethod;

namespace ArchiveTransfer.Conformance;

/// <summary>PutObject: what it keeps, what it checks.</summary>
internal static class WritingCases
{
    private const string ETag = "\"9a0364b9e99bb480dd25e1f0284c8555\"";

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("put", static s => PutAsync(s)),
        new("put: over an object", static async s =>
        {
            await s.SeedAsync("a", "old", ("x-amz-meta-old", "1"), ("Content-Type", "text/plain"));
            await PutAsync(s);
        }),
        new("put: an empty object", static async s =>
        {
            await s.SendAsync(Put, "/a", "");
            await s.SendAsync(Head, "/a");
        }),
        new("put: system headers", static s => PutAsync(
            s,
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Cache-Control", "no-cache"),
            ("Content-Disposition", "attachment; filename=\"a.zip\""),
            ("Content-Encoding", "gzip"),
            ("Content-Language", "de"),
            ("Expires", "Thu, 01 Dec 2033 16:00:00 GMT"))),
        new("put: user metadata", static s => PutAsync(s, ("x-amz-meta-colour", "blue"), ("x-amz-meta-Mixed-Case", "Value"), ("x-amz-meta-empty", ""))),
        new("put: user metadata with blanks inside", static s => PutAsync(s, ("x-amz-meta-blanks", "a b"))),
        new("put: too much user metadata", static s => PutAsync(s, ("x-amz-meta-long", new string('x', 3_000)))),
        new("put: storage class", static s => PutAsync(s, ("x-amz-storage-class", "STANDARD"))),
        new("put: a storage class that does not exist", static s => PutAsync(s, ("x-amz-storage-class", "BRONZE"))),
        new("put: a storage class the store has not set up", static s => PutAsync(s, ("x-amz-storage-class", "STANDARD_IA"))),
        new("put: website redirect", static s => PutAsync(s, ("x-amz-website-redirect-location", "/other"))),
        new("put: aws-chunked named, not used", static s => PutAsync(s, ("Content-Encoding", "aws-chunked"))),
        new("put: aws-chunked and another coding named", static s => PutAsync(s, ("Content-Encoding", "aws-chunked,gzip"))),
        new("put: If-None-Match, no object", static s => PutAsync(s, ("If-None-Match", "*"))),
        new("put: If-None-Match, an object", static s => OverwriteAsync(s, ("If-None-Match", "*"))),
        new("put: If-None-Match of its ETag", static s => OverwriteAsync(s, ("If-None-Match", ETag))),
        new("put: If-Match", static s => OverwriteAsync(s, ("If-Match", ETag))),
        new("put: If-Match of another ETag", static s => OverwriteAsync(s, ("If-Match", "\"other\""))),
        new("put: If-Match without quotes", static s => OverwriteAsync(s, ("If-Match", ETag.Trim('"')))),
        new("put: If-Match of everything", static s => OverwriteAsync(s, ("If-Match", "*"))),
        new("put: If-Match of everything, no object", static s => PutAsync(s, ("If-Match", "*"))),
        new("put: If-None-Match of its ETag without quotes", static s => OverwriteAsync(s, ("If-None-Match", ETag.Trim('"')))),
        new("put: If-Match, no object", static s => PutAsync(s, ("If-Match", ETag))),
        new("put: Content-MD5", static s => PutAsync(s, ("Content-MD5", Convert.ToBase64String(Md5("content"))))),
        new("put: a wrong Content-MD5", static s => PutAsync(s, ("Content-MD5", Convert.ToBase64String(Md5("other"))))),
        new("put: a Content-MD5 that is none", static s => PutAsync(s, ("Content-MD5", "none"))),
        new("put: a wrong payload hash", static async s =>
        {
            await s.SeedAsync("a", "old");
            await s.SendAsync(s.Destination, Put, $"/{s.Bucket}/a", "content", RawClient.Sha256("other"u8));
            await s.SendAsync(Get, "/a");
        }),
        new("put: unsigned payload", static async s =>
        {
            await s.SendAsync(s.Destination, Put, $"/{s.Bucket}/a", "content", RawClient.UnsignedPayload);
            await s.SendAsync(Get, "/a");
        }),
        new("put: a wrong SHA-256 checksum", static s => PutAsync(s, ("x-amz-checksum-sha256", Convert.ToBase64String(SHA256.HashData("other"u8))))),
        new("put: a wrong CRC-32", static s => PutAsync(s, ("x-amz-checksum-crc32", "AAAAAA=="))),
        new("put: a checksum algorithm", static s => PutAsync(s, ("x-amz-sdk-checksum-algorithm", "SHA256"), ("x-amz-checksum-algorithm", "SHA256"))),
        new("put: without a length", static async s =>
        {
            using var request = s.Destination.Create(Put, $"/{s.Bucket}/a", null, RawClient.UnsignedPayload);
            request.Content = new StreamContent(new MemoryStream("content"u8.ToArray()));
            request.Headers.TransferEncodingChunked = true;
            await s.SendAsync(s.Destination, request, $"/{s.Bucket}/a");
        }),
        new("put: Expect: 100-continue", static async s =>
        {
            using var request = s.Destination.Create(Put, $"/{s.Bucket}/a", "content"u8.ToArray());
            request.Headers.ExpectContinue = true;
            await s.SendAsync(s.Destination, request, $"/{s.Bucket}/a");
        }),
        new("put: rights", static async s =>
        {
            foreach (var access in new[] { BucketAccess.Public, BucketAccess.Readable, BucketAccess.Private })
            {
                var bucket = await s.AddSourceBucketAsync(access);
                await s.SendAsync(s.Destination, Put, $"/{bucket}/a", "content");
                await s.SendAsync(s.Nobody, Put, $"/{bucket}/a", "content");
            }
        }),
        new("put: another owner expected", static s => PutAsync(s, ("x-amz-expected-bucket-owner", "123456789012"))),
        new("put: the requester would pay", static s => PutAsync(s, ("x-amz-request-payer", "requester"))),
        new("put: an access control list", static s => PutAsync(s, ("x-amz-acl", "private"))),
        new("put: an access control list that does not exist", static s => PutAsync(s, ("x-amz-acl", "nobody"))),
        new("put: a part number without an upload", static async s =>
        {
            await s.SendAsync(Put, "/a?partNumber=1", "content");
            await s.SendAsync(Get, "/a");
        }),
        new("put: no bucket", static s => s.SendAsync(s.Destination, Put, "/no-such-bucket/a", "content")),
        new("put: a key of 1,024 bytes", static s => KeyAsync(s, new string('k', 1_024))),
        new("put: a key of 1,025 bytes", static s => KeyAsync(s, new string('k', 1_025))),
        new("put: a key of 1,024 bytes in two-byte characters", static s => KeyAsync(s, new string('é', 512))),
        .. HostileKeys().Select(static key => new ConformanceCase($"key: {RawClient.Encode(key)}", s => KeyAsync(s, key))),
    ];

    /// <summary>Keys that tidy minds change.</summary>
    private static IEnumerable<string> HostileKeys() =>
    [
        "/lead", "//two", "a//b", "trail/", "./a", "../a", "a/./b", "a/../b", "a b", " lead", "trail ", "a+b", "a%20b", "a%2Bb", "a%2Fb", "a&b=c;d#e?f", "*[]{}|^`", "back\\slash",
        "quote\"'", "<xml>", "line\nbreak", "tab\tkey", "\u0001", "\u007F", "ключ/鍵", "e\u0301/é", "\U0001F600", "\uFF5E", "~-_.!'()", ":@$,",
    ];

    private static byte[] Md5(string text) => CryptographicOperations.HashData(HashAlgorithmName.MD5, Encoding.UTF8.GetBytes(text));

    private static async Task PutAsync(ConformanceSession session, params (string Name, string Value)[] headers)
    {
        await session.SendAsync(Put, "/a", "content", headers);
        await session.SendAsync(Get, "/a");
    }

    private static async Task OverwriteAsync(ConformanceSession session, params (string Name, string Value)[] headers)
    {
        await session.SeedAsync("a");
        await session.SendAsync(Put, "/a", "new", headers);
        await session.SendAsync(Get, "/a");
    }

    private static async Task KeyAsync(ConformanceSession session, string key)
    {
        var target = $"/{session.Bucket}/{RawClient.Encode(key)}";
        await session.SendAsync(session.Destination, Put, target, key.Length.ToString(CultureInfo.InvariantCulture));
        await session.SendAsync(session.Destination, Get, target);
        await session.SendAsync(Get, "?list-type=2");
        await session.SendAsync(Put, "/copy", null, ("x-amz-copy-source", $"{session.Bucket}/{RawClient.Encode(key)}"));
        await session.SendAsync(Get, "?list-type=2&encoding-type=url");
        await session.SendAsync(session.Destination, Delete, target);
    }
}
