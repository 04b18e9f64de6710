using ArchiveTransfer.Sources;
using ArchiveTransfer.Tests.Sources;
using Xunit;

namespace ArchiveTransfer.ObjectStorage;

public sealed class ListedObjectsTests
{
    private static readonly string?[] Tags =
    [
        null, "e", "9e107d9d372bb6826bd81d3542a419d6", "00000000000000000000000000000000", "9E107D9D372BB6826BD81D3542A419D6", "9e107d9d372bb6826bd81d3542a419d6-1",
        "9e107d9d372bb6826bd81d3542a419d6-10000", "9e107d9d372bb6826bd81d3542a419d6-01", "9e107d9d372bb6826bd81d3542a419d6-0", "9e107d9d372bb6826bd81d3542a419d6-",
        "9e107d9d372bb6826bd81d3542a419d6-123456", "9e107d9d372bb6826bd81d3542a419d", "9e107d9d372bb6826bd81d3542a419d6x", "9e107d9d372bb6826bd81d3542a419dg", "\u00e9", "\ud800",
    ];

    public static TheoryData<string> Shapes => [.. KeyShape.Names];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Whatever_is_packed_comes_out_as_it_went_in(string shape)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            ListedObject[] objects =
            [
                .. KeyShape.Create(shape, random.Next(1_001), seed).Select(key => new ListedObject(
                    key,
                    random.NextInt64(),
                    Tags[random.Next(Tags.Length)],
                    random.Next(5) == 0 ? null : new DateTimeOffset(random.NextInt64(DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero),
                    random.Next(3) == 0 ? null : "GLACIER")),
            ];
            ListedObjects packed = ListedObjects.Of(objects);
            Assert.Equal(objects, packed);
            Assert.Equal(objects.Select(static item => item.Key), Enumerable.Range(0, packed.Count).Select(packed.Key));
            int some = random.Next(objects.Length + 1);
            Assert.Equal(objects.Take(some), packed.First(some));
        }
    }

    [Fact]
    public void Keys_that_are_no_text_come_out_as_they_went_in()
    {
        string[] keys = ["", "\ud800", "\ud800\udc00", "\ud800\udc01", "\udc00", new string('x', 100_000)];
        Assert.Equal(keys, ListedObjects.Of([.. keys.Select(static key => new ListedObject(key, 1, null, null, null))]).Select(static item => item.Key));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Order_is_told_by_all_neighbours(string shape)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            string[] keys = KeyShape.Create(shape, 600, seed);
            Assert.True(Packed(keys).IsOrdered(after: null));
            Assert.False(Packed(keys).IsOrdered(after: keys[0]));
            string end = keys[random.Next(keys.Length)];
            Assert.Equal(keys.Count(key => Utf8KeyComparer.Instance.Compare(key, end) <= 0), Packed(keys).CountUpTo(end));
            int place = random.Next(1, keys.Length);
            (keys[place - 1], keys[place]) = (keys[place], keys[place - 1]);
            Assert.False(Packed(keys).IsOrdered(after: null));
        }
    }

    [Fact]
    public void A_page_takes_less_than_half_of_what_its_objects_take()
    {
        string[] keys = KeyShape.Create("binance", 1_000, seed: 1);
        Assert.InRange(Packed(keys).Bytes, 1, keys.Sum(static key => 80 + 88 + 22 + (2 * key.Length)) / 2);
    }

    private static ListedObjects Packed(string[] keys) => ListedObjects.Of([.. keys.Select(static key => new ListedObject(key, 1, "9e107d9d372bb6826bd81d3542a419d6", DateTimeOffset.UnixEpoch, null))]);
}
