using System.Security.Cryptography;
using static System.Net.Http.HttpMethod;

namespace ArchiveTransfer.Conformance;

/// <summary>Buckets with versions.</summary>
internal static class VersionCases
{
    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("versions: switched on and off", static async s =>
        {
            await s.SendAsync(Put, "?versioning", Versioning("Enabled"));
            await s.SendAsync(Get, "?versioning");
            await s.SendAsync(Put, "?versioning", Versioning("Suspended"));
            await s.SendAsync(Get, "?versioning");
        }),
        new("versions: nonsense", static async s =>
        {
            await s.SendAsync(Put, "?versioning", "<VersioningConfiguration>");
            await s.SendAsync(Put, "?versioning", Versioning("Perhaps"));
        }),
        new("versions: put twice", static async s =>
        {
            await EnableAsync(s);
            var first = await s.SendAsync(Put, "/a", "one");
            await s.SendAsync(Put, "/a", "two");
            await s.SendAsync(Get, "/a");
            await s.SendAsync(Get, $"/a?versionId={Version(first)}");
            await s.SendAsync(Head, $"/a?versionId={Version(first)}");
            await s.SendAsync(Get, "?versions");
        }),
        new("versions: copy", static async s =>
        {
            await EnableAsync(s);
            var first = await s.SendAsync(Put, "/a", "one");
            await s.SendAsync(Put, "/a", "two");
            await s.SendAsync(Put, "/b", null, ("x-amz-copy-source", $"{s.Bucket}/a?versionId={Version(first)}"));
            await s.SendAsync(Get, "/b");
        }),
        new("versions: multipart", static async s =>
        {
            await EnableAsync(s);
            var id = await s.CreateUploadAsync("a");
            var etag = await s.SeedPartAsync("a", id, 1, "content");
            await s.CompleteAsync("a", id, [(1, etag)]);
            await s.SendAsync(Head, "/a");
        }),
        new("versions: delete leaves a marker", static async s =>
        {
            await EnableAsync(s);
            await s.SendAsync(Put, "/a", "one");
            await s.SendAsync(Delete, "/a");
            await s.SendAsync(Get, "/a");
            await s.SendAsync(Head, "/a");
            await s.SendAsync(Get, "?list-type=2");
            await s.SendAsync(Get, "?versions");
        }),
        new("versions: delete one, and the marker", static async s =>
        {
            await EnableAsync(s);
            var first = await s.SendAsync(Put, "/a", "one");
            await s.SendAsync(Put, "/a", "two");
            await s.SendAsync(Delete, $"/a?versionId={Version(first)}");
            var marker = await s.SendAsync(Delete, "/a");
            await s.SendAsync(Delete, $"/a?versionId={Version(marker)}");
            await s.SendAsync(Get, "/a");
        }),
        new("versions: delete no key", static async s =>
        {
            await EnableAsync(s);
            await s.SendAsync(Delete, "/missing");
        }),
        new("versions: batch", static async s =>
        {
            await EnableAsync(s);
            await s.SendAsync(Put, "/a", "one");
            const string Body = "<Delete><Object><Key>a</Key></Object></Delete>";
            await s.SendAsync(Post, "?delete", Body, ("Content-MD5", Convert.ToBase64String(CryptographicOperations.HashData(HashAlgorithmName.MD5, ConformanceSession.Bytes(Body)))));
        }),
        new("versions: one that does not exist", static async s =>
        {
            await s.SeedAsync("a");
            await s.SendAsync(Get, "/a?versionId=abc");
            await s.SendAsync(Get, "/a?versionId=null");
            await s.SendAsync(Get, "/missing?versionId=null");
        }),
        new("versions: listed without any", static async s =>
        {
            await s.SeedAllAsync("a", "b");
            await s.SendAsync(Get, "?versions");
        }),
    ];

    private static string Versioning(string status) => $"<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Status>{status}</Status></VersioningConfiguration>";

    private static string? Version(ConformanceAnswer answer) => answer.Header("x-amz-version-id");

    private static Task<ConformanceAnswer> EnableAsync(ConformanceSession session) => session.SendAsync(Put, "?versioning", Versioning("Enabled"));
}
