using Xunit;

namespace ArchiveTransfer;

public sealed class KeyFilterTests
{
    [Theory]
    [InlineData("a.zip", true)]
    [InlineData("dir/a.zip", true)]
    [InlineData("", true)]
    public void Without_globs_everything_is_collected(string key, bool matches) => Assert.Equal(matches, new KeyFilter([], []).Matches(key));

    [Theory]
    [InlineData("a.zip", true)]
    [InlineData("a.zip.CHECKSUM", true)]
    [InlineData("a.txt", false)]
    [InlineData("old/a.zip", false)]
    public void Exclude_wins_over_include(string key, bool matches) => Assert.Equal(matches, new KeyFilter(["*.zip", "*.CHECKSUM"], ["old/**", "*.tmp"]).Matches(key));

    [Fact]
    public void Exclude_alone_takes_away_from_everything()
    {
        var filter = new KeyFilter([], ["*.CHECKSUM"]);
        Assert.True(filter.Matches("a.zip"));
        Assert.False(filter.Matches("dir/a.zip.CHECKSUM"));
    }
}
