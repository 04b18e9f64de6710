using static System.Net.Http.HttpMethod;

namespace ArchiveTransfer.Conformance;

/// <summary>Buckets themselves.</summary>
internal static class BucketCases
{
    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("bucket: head", static s => s.SendAsync(Head, "")),
        new("bucket: head of none", static s => s.SendAsync(s.Destination, Head, "/no-such-bucket")),
        new("bucket: head by others", static async s =>
        {
            foreach (var access in new[] { BucketAccess.Public, BucketAccess.Private })
            {
                var bucket = await s.AddSourceBucketAsync(access);
                await s.SendAsync(s.Destination, Head, $"/{bucket}");
                await s.SendAsync(s.Nobody, Head, $"/{bucket}");
            }
        }),
        new("bucket: location", static s => s.SendAsync(Get, "?location")),
        new("bucket: versioning, never switched on", static s => s.SendAsync(Get, "?versioning")),
        new("bucket: who pays", static s => s.SendAsync(Get, "?requestPayment")),
        new("bucket: create one's own again", static s => s.SendAsync(Put, "")),
        new("bucket: create another's", static async s =>
        {
            var bucket = await s.AddSourceBucketAsync(BucketAccess.Private);
            await s.SendAsync(s.Destination, Put, $"/{bucket}");
        }),
        new("bucket: create, unsigned", static s => s.SendAsync(s.Nobody, Put, "/cf-by-nobody")),
        new("bucket: create with a copy source", static async s =>
        {
            await s.SeedAsync("a");
            await s.SendAsync(Put, "", null, ("x-amz-copy-source", $"{s.Bucket}/a"));
            await s.SendAsync(Put, "/", null, ("x-amz-copy-source", $"{s.Bucket}/a"));
            await s.SendAsync(Get, "?list-type=2");
        }),
        new("bucket: delete one that is not empty", static async s =>
        {
            await s.SeedAsync("a");
            await s.SendAsync(Delete, "");
            await s.SendAsync(Head, "");
        }),
        new("bucket: delete", static async s =>
        {
            await s.SendAsync(Delete, "");
            await s.SendAsync(Head, "");
        }),
        new("bucket: delete none", static s => s.SendAsync(s.Destination, Delete, "/no-such-bucket")),
        new("bucket: delete another's", static async s =>
        {
            var bucket = await s.AddSourceBucketAsync(BucketAccess.Public);
            await s.SendAsync(s.Destination, Delete, $"/{bucket}");
        }),
    ];
}
