using System.Diagnostics;
using Xunit;

namespace ArchiveTransfer;

public sealed class KeyGlobTests
{
    [Theory]
    [InlineData("*.zip", "a.zip", true)]
    [InlineData("*.zip", "spot/daily/a.zip", true)]
    [InlineData("*.zip", "a.zip.CHECKSUM", false)]
    [InlineData("*.zip", "a.ZIP", false)]
    [InlineData("spot/*.zip", "spot/a.zip", true)]
    [InlineData("spot/*.zip", "spot/daily/a.zip", false)]
    [InlineData("spot/*.zip", "x/spot/a.zip", false)]
    [InlineData("spot/**", "spot/daily/a.zip", true)]
    [InlineData("spot/**", "spot/", true)]
    [InlineData("spot/**", "spot", false)]
    [InlineData("spot**", "spot/daily/a.zip", true)]
    [InlineData("spot**", "x/spot", false)]
    [InlineData("**", "", true)]
    [InlineData("**", "a/b", true)]
    [InlineData("**/klines/**", "spot/klines/a.zip", true)]
    [InlineData("**/klines/**", "klines/a.zip", true)]
    [InlineData("a/**/b", "a/b", true)]
    [InlineData("a/**/b", "a/x/y/b", true)]
    [InlineData("a/**/b", "a/xb", false)]
    [InlineData("a/**b", "a/x/yb", true)]
    [InlineData("{**/x,y/z}", "x", true)]
    [InlineData("*", "", true)]
    [InlineData("*", "a/b", true)]
    [InlineData("*", "a/", true)]
    [InlineData("?", "a", true)]
    [InlineData("?", "", false)]
    [InlineData("?", "ab", false)]
    [InlineData("?", "\ud83d\ude00", true)]
    [InlineData("??", "\ud83d\ude00", false)]
    [InlineData("a?/b", "a//b", false)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[a-c]x", "dx", false)]
    [InlineData("[!a-c]x", "dx", true)]
    [InlineData("[^a-c]x", "bx", false)]
    [InlineData("a/[!x]b/**", "a//b/", false)]
    [InlineData("[\ud83d\ude00-\ud83d\ude02]", "\ud83d\ude01", true)]
    [InlineData("[!a]", "\ud83d\ude01", true)]
    [InlineData("[]a]", "]", true)]
    [InlineData("[!]a]", "]", false)]
    [InlineData("[a-]", "-", true)]
    [InlineData("[\\]]", "]", true)]
    [InlineData("{BTC,ETH}USDT-*", "ETHUSDT-1m.zip", true)]
    [InlineData("{BTC,ETH}USDT-*", "BNBUSDT-1m.zip", false)]
    [InlineData("{a{1,2},b,}.zip", "a2.zip", true)]
    [InlineData("{a{1,2},b,}.zip", ".zip", true)]
    [InlineData("{a/b,c}", "a/b", true)]
    [InlineData("{a/b,c}", "x/c", false)]
    [InlineData("a,b", "a,b", true)]
    [InlineData("a]", "a]", true)]
    [InlineData("\\*", "*", true)]
    [InlineData("\\*", "a", false)]
    [InlineData("\\{a\\,b\\}", "{a,b}", true)]
    [InlineData("{a\\,b,c}", "a,b", true)]
    [InlineData("/a", "/a", true)]
    [InlineData("/a", "a", false)]
    [InlineData("e\u0301", "\u00e9", false)]
    [InlineData("a\nb", "a\nb", true)]
    [InlineData("\ud83d", "\ud83d\ude00", false)]
    public void Globs_match_keys(string glob, string key, bool matches) => Assert.Equal(matches, KeyGlob.Parse(glob).Matches(key));

    [Theory]
    [InlineData("", "write a glob, or remove the entry")]
    [InlineData("[", "close the set '[' with ']', or write \\[")]
    [InlineData("[]", "close the set '[' with ']', or write \\[")]
    [InlineData("[!", "close the set '[' with ']', or write \\[")]
    [InlineData("[a-", "close the set '[' with ']', or write \\[")]
    [InlineData("[z-a]", "write the ranges of a set in ascending order, such as [a-z]")]
    [InlineData("[a\\", "write \\\\ for a backslash at the end")]
    [InlineData("{a", "close the brace '{' with '}', or write \\{")]
    [InlineData("{a,{b}", "close the brace '{' with '}', or write \\{")]
    [InlineData("a}", "open the brace that '}' closes, or write \\}")]
    [InlineData("a\\", "write \\\\ for a backslash at the end")]
    public void What_is_no_glob_is_refused_with_the_cure(string glob, string expected)
    {
        Assert.False(KeyGlob.TryParse(glob, out _, out var problem));
        Assert.Equal(expected, problem);
    }

    [Fact]
    public void Length_and_depth_are_bounded()
    {
        Assert.True(KeyGlob.TryParse(new string('a', 1024), out _, out _));
        Assert.False(KeyGlob.TryParse(new string('a', 1025), out _, out var problem));
        Assert.Equal("write no more than 1,024 characters", problem);
        Assert.True(KeyGlob.TryParse(new string('{', 16) + new string('}', 16), out _, out _));
        Assert.False(KeyGlob.TryParse(new string('{', 17) + new string('}', 17), out _, out problem));
        Assert.Equal("nest no more than 16 braces", problem);
    }

    [Fact]
    public void A_hostile_pair_takes_no_longer_than_its_lengths()
    {
        var watch = Stopwatch.StartNew();
        Assert.False(KeyGlob.Parse(string.Concat(Enumerable.Repeat("**a", 300)) + "b").Matches(new string('a', 1024)));
        Assert.False(KeyGlob.Parse(string.Concat(Enumerable.Repeat("{a,a}", 200)) + "b").Matches(new string('a', 1024)));
        Assert.True(KeyGlob.Parse("{" + new string(',', 1000) + "}*").Matches("x"));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"took {watch.Elapsed}");
    }
}
