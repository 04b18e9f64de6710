using System.Globalization;
using System.Security.Cryptography;
using ArchiveTransfer.Simulator;
using static System.Net.Http.HttpMethod;

namespace ArchiveTransfer.Conformance;

/// <summary>Signatures, bodies in chunks, and requests that are none.</summary>
internal static class SigningCases
{
    private const string Signed = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("signature: wrong secret", static s => AskAsync(s, new RawClient(s.Store.Endpoint, s.Store.Destination with { SecretKey = "wrong" }))),
        new("signature: unknown access key", static s => AskAsync(s, new RawClient(s.Store.Endpoint, s.Store.Destination with { AccessKey = "NOBODY" }))),
        new("signature: 20 minutes late", static s => AskAsync(s, new RawClient(s.Store.Endpoint, s.Store.Destination) { SignedAt = TimeProvider.System.GetUtcNow().AddMinutes(-20) })),
        new("signature: 20 minutes early", static s => AskAsync(s, new RawClient(s.Store.Endpoint, s.Store.Destination) { SignedAt = TimeProvider.System.GetUtcNow().AddMinutes(20) })),
        new("signature: another region", static s => AskAsync(s, new RawClient(s.Store.Endpoint, s.Store.Destination) { Region = "eu-west-1" })),
        new("signature: a header that was not signed", static s => s.SendAsync(Put, "/a", "content", ("-x-amz-meta-colour", "blue"))),
        new("signature: an ordinary header that was not signed", static s => s.SendAsync(Put, "/a", "content", ("-Content-Type", "text/plain"))),
        new("signature: blanks in a signed header", static async s =>
        {
            await s.SendAsync(Put, "/a", "content", ("x-amz-meta-colour", "light  blue"));
            await s.SendAsync(Head, "/a");
        }),
        new("signature: no scheme", static s => UnsignedAsync(s, "nonsense")),
        new("signature: version 2", static s => UnsignedAsync(s, "AWS AKDST:c2lnbmF0dXJl")),
        new("signature: version 4 without its parts", static s => UnsignedAsync(s, "AWS4-HMAC-SHA256 Credential=a")),
        new("signature: version 4 with a short scope", static s => UnsignedAsync(s, "AWS4-HMAC-SHA256 Credential=AKDST/20260101, SignedHeaders=host, Signature=00")),
        new("signature: a payload hash that is none", static s => s.SendAsync(s.Destination, Put, $"/{s.Bucket}/a", "content", "hash")),
        new("signature: the query unsorted", static s => s.SendAsync(Get, "?prefix=a&list-type=2&max-keys=1")),
        new("signature: unsigned", static async s =>
        {
            await s.SeedAsync("a");
            await s.SendAsync(s.Nobody, Get, $"/{s.Bucket}/a");
            await s.SendAsync(s.Nobody, Put, $"/{s.Bucket}/b", "content");
            await s.SendAsync(s.Nobody, Delete, $"/{s.Bucket}/a");
            await s.SendAsync(s.Nobody, Get, $"/{s.Bucket}?list-type=2");
        }),
        new("chunks: signed", static s => ChunksAsync(s, static body => body)),
        new("chunks: changed on the way", static s => ChunksAsync(s, static body => body.Replace("hello", "jello", StringComparison.Ordinal))),
        new("chunks: with gzip", static s => ChunksAsync(s, static body => body, ("Content-Encoding", "aws-chunked,gzip"))),
        new("chunks: named as the coding", static s => ChunksAsync(s, static body => body, ("Content-Encoding", "aws-chunked"))),
        new("chunks: unsigned, with a trailer", static async s =>
        {
            await s.SendAsync(
                s.Destination,
                Put,
                $"/{s.Bucket}/a",
                "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n",
                "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
                ("x-amz-decoded-content-length", "5"),
                ("x-amz-trailer", "x-amz-checksum-crc32"),
                ("Content-Encoding", "aws-chunked"));
            await s.SendAsync(Get, "/a");
        }),
        new("signature: a session token that nobody gave", static s => s.SendAsync(Get, "?list-type=2", null, ("x-amz-security-token", "token"))),
        new("request: a path that is not percent-encoded", static s => s.SendAsync(s.Nobody, Get, $"/{s.Bucket}/%zz")),
        new("request: a subresource nobody knows", static async s =>
        {
            await s.SeedAsync("a");
            await s.SendAsync(Put, "/a?x-id=PutObject", "new");
            await s.SendAsync(Get, "/a?x-id=GetObject");
        }),
        new("request: post to an object", static s => s.SendAsync(Post, "/a", "content")),
        new("request: post to a bucket", static s => s.SendAsync(Post, "", "content")),
        new("request: patch", static s => s.SendAsync(Patch, "/a", "content")),
    ];

    private static async Task AskAsync(ConformanceSession session, RawClient client)
    {
        using (client)
        {
            await session.SendAsync(client, Get, $"/{session.Bucket}?list-type=2");
            await session.SendAsync(client, Put, $"/{session.Bucket}/a", "content");
            await session.SendAsync(client, Head, $"/{session.Bucket}");
        }
    }

    private static Task<ConformanceAnswer> UnsignedAsync(ConformanceSession session, string authorization) =>
        session.SendAsync(session.Nobody, Get, $"/{session.Bucket}?list-type=2", null, null, ("-Authorization", authorization));

    /// <summary>Two chunks, "hello" and " world", signed one after the other, changed after signing.</summary>
    private static async Task ChunksAsync(ConformanceSession session, Func<string, string> change, params (string Name, string Value)[] headers)
    {
        var target = $"/{session.Bucket}/a";
        using var request = session.Destination.Create(Put, target, [], Signed, [("x-amz-decoded-content-length", "11"), .. headers]);
        var timestamp = request.Headers.GetValues("x-amz-date").Single();
        var signature = request.Headers.GetValues("Authorization").Single().Split("Signature=")[1];
        var key = session.Destination.KeyOf(timestamp[..8]);
        var body = change(Chunk("hello") + Chunk(" world") + Chunk(""));
        var content = new ByteArrayContent(ConformanceSession.Bytes(body));
        foreach (var header in request.Content!.Headers.NonValidated.Where(static header => header.Key != "Content-Length"))
        {
            content.Headers.TryAddWithoutValidation(header.Key, (IEnumerable<string>)header.Value);
        }

        request.Content = content;
        await session.SendAsync(session.Destination, request, target, headers);
        await session.SendAsync(Get, "/a");

        string Chunk(string text)
        {
            var stringToSign = $"AWS4-HMAC-SHA256-PAYLOAD\n{timestamp}\n{timestamp[..8]}/us-east-1/s3/aws4_request\n{signature}\n{RawClient.Sha256([])}\n{RawClient.Sha256(ConformanceSession.Bytes(text))}";
            signature = RawClient.Hex(HMACSHA256.HashData(key, ConformanceSession.Bytes(stringToSign)));
            return string.Create(CultureInfo.InvariantCulture, $"{text.Length:x};chunk-signature={signature}\r\n{text}\r\n");
        }
    }
}
