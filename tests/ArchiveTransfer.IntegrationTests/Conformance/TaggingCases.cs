using static System.Net.Http.HttpMethod;

namespace ArchiveTransfer.Conformance;

/// <summary>Tags: with the object, and by themselves.</summary>
internal static class TaggingCases
{
    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("tags: put with the object", static s => PutAsync(s, "a=1&b=two%20words")),
        new("tags: an empty header", static s => PutAsync(s, "")),
        new("tags: the same key twice", static s => PutAsync(s, "a=1&a=2")),
        new("tags: a key without a value", static s => PutAsync(s, "a&b=")),
        new("tags: eleven", static s => PutAsync(s, string.Join('&', Enumerable.Range(0, 11).Select(static i => $"k{i}=v")))),
        new("tags: a key of 129 characters", static s => PutAsync(s, new string('k', 129) + "=v")),
        new("tags: a value of 257 characters", static s => PutAsync(s, "k=" + new string('v', 257))),
        new("tags: none", static async s =>
        {
            await s.SeedAsync("a");
            await s.SendAsync(Get, "/a?tagging");
            await s.SendAsync(Head, "/a");
        }),
        new("tags: replaced", static async s =>
        {
            await s.SeedAsync("a", "content", ("x-amz-tagging", "old=1"));
            await s.SendAsync(Put, "/a?tagging", "<Tagging><TagSet><Tag><Key>new</Key><Value>2</Value></Tag></TagSet></Tagging>");
            await s.SendAsync(Get, "/a?tagging");
            await s.SendAsync(Get, "/a");
        }),
        new("tags: replaced by nonsense", static async s =>
        {
            await s.SeedAsync("a");
            await s.SendAsync(Put, "/a?tagging", "<Tagging><TagSet>");
            await s.SendAsync(Put, "/a?tagging", "tags");
        }),
        new("tags: replaced by what is too long", static async s =>
        {
            await s.SeedAsync("a");
            await s.SendAsync(Put, "/a?tagging", $"<Tagging><TagSet><Tag><Key>{new string('k', 129)}</Key><Value>v</Value></Tag></TagSet></Tagging>");
            await s.SendAsync(Put, "/a?tagging", "<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag><Tag><Key>a</Key><Value>2</Value></Tag></TagSet></Tagging>");
            await s.SendAsync(Get, "/a?tagging");
        }),
        new("tags: deleted", static async s =>
        {
            await s.SeedAsync("a", "content", ("x-amz-tagging", "old=1"));
            await s.SendAsync(Delete, "/a?tagging");
            await s.SendAsync(Get, "/a?tagging");
        }),
        new("tags: no key", static async s =>
        {
            await s.SendAsync(Get, "/missing?tagging");
            await s.SendAsync(Put, "/missing?tagging", "<Tagging><TagSet/></Tagging>");
            await s.SendAsync(Delete, "/missing?tagging");
        }),
        new("tags: rights", static async s =>
        {
            var bucket = await s.AddSourceBucketAsync(BucketAccess.Private);
            await s.SeedAsync(s.Source, bucket, "a");
            await s.SendAsync(s.Destination, Get, $"/{bucket}/a?tagging");
            await s.SendAsync(s.Nobody, Get, $"/{bucket}/a?tagging");
        }),
    ];

    private static async Task PutAsync(ConformanceSession session, string tags)
    {
        await session.SendAsync(Put, "/a", "content", ("x-amz-tagging", tags));
        await session.SendAsync(Get, "/a?tagging");
        await session.SendAsync(Head, "/a");
    }
}
