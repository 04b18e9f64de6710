using ArchiveTransfer.Reporting;
using Xunit;

namespace ArchiveTransfer.Tests.Reporting;

public sealed class DisplayTextTests
{
    [Theory]
    [InlineData("plain/key é \U0001F600.zip", "plain/key é \U0001F600.zip")]
    [InlineData("line\nfeed", "line\\u000afeed")]
    [InlineData("esc\u001b[31m", "esc\\u001b[31m")]
    [InlineData("quote'back\\slash", "quote\\'back\\\\slash")]
    [InlineData("right\u202eleft\u2028", "right\\u202eleft\\u2028")]
    [InlineData("tag\U000e0001ged", "tag\\udb40\\udc01ged")]
    [InlineData(null, "")]
    public void Hostile_characters_are_escaped_and_others_kept(string? text, string expected) => Assert.Equal(expected, DisplayText.Escape(text));

    [Fact]
    public void Half_a_surrogate_pair_is_escaped() => Assert.Equal("half \\ud83d pair", DisplayText.Escape("half \ud83d pair"));

    [Theory]
    [InlineData("it's \\ $HOME/é \U0001F600", true)]
    [InlineData("", true)]
    [InlineData("line\nfeed", false)]
    [InlineData("right\u202eleft", false)]
    [InlineData("zero\u200bwidth", false)]
    [InlineData("tag\U000e0001ged", false)]
    public void Whether_all_of_a_text_is_seen_is_told(string text, bool isPlain) => Assert.Equal(isPlain, DisplayText.IsPlain(text));

    [Fact]
    public void Half_a_surrogate_pair_is_not_seen() => Assert.False(DisplayText.IsPlain("half \ud83d pair"));

    [Fact]
    public void A_long_text_is_shortened_and_says_so() => Assert.EndsWith("... (2000 characters)", DisplayText.Escape(new string('x', 2000)));
}
