using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Simulator;

public sealed class KeyPatternTests : SimulatorTest
{
    [Theory]
    [InlineData("data/{0:D9}.zip", "data/000000000.zip", "data/000000001.zip")]
    [InlineData("{0}", "0", "1")]
    [InlineData("{0:x8}", "00000000", "00000001")]
    [InlineData("{{brace}}/{0:D1}", "{brace}/0", "{brace}/1")]
    public void Keys_follow_from_a_pattern_with_the_number(string pattern, string first, string second)
    {
        Bucket.AddVirtual(2, pattern, size: 10);

        Assert.Equal([first, second], Bucket.Keys);
        Assert.All(Bucket.Keys, key => Assert.Equal(10, Bucket.Get(key)!.Size));
    }

    [Theory]
    [InlineData("", 1, "empty")]
    [InlineData("data.zip", 1, "it lacks the number")]
    [InlineData("data/{1}.zip", 2, "there is only {0}")]
    [InlineData("data/{0.zip", 2, "cannot be used")]
    [InlineData("data/{0:Q}.zip", 2, "cannot be used")]
    [InlineData("{0}", 11, "must ascend")]
    [InlineData("{0:D1025}", 1, "longer than 1024 bytes")]
    public void A_pattern_that_makes_no_keys_is_refused_with_the_reason(string pattern, long count, string reason)
    {
        var refused = Assert.ThrowsAny<ArgumentException>(() => Bucket.AddVirtual(count, pattern, size: 1));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Empty(Bucket.Keys);
    }

    [Fact]
    public void Sizes_lie_between_the_bounds_reach_both_and_follow_from_the_number()
    {
        var other = Simulator.AddBucket("other");
        Bucket.AddVirtual(200, "{0:D3}", size: 5, largestSize: 8);
        other.AddVirtual(200, "{0:D3}", size: 5, largestSize: 8);

        var sizes = Bucket.Keys.Select(key => Bucket.Get(key)!.Size).ToList();

        Assert.Equal([5L, 6, 7, 8], sizes.Distinct().Order());
        Assert.Equal(sizes, other.Keys.Select(key => other.Get(key)!.Size));
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(2, 1L)]
    public void Sizes_that_are_none_are_refused(long size, long? largestSize) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Bucket.AddVirtual(1, "{0}", size, largestSize));
}
