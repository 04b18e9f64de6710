using Xunit;

namespace ArchiveTransfer.Execution;

public sealed class DisplayTextTests
{
    [Theory]
    [InlineData("plain/ü/😀.zip", "\"plain/ü/😀.zip\"")]
    [InlineData("a\nb\r\tc\u001b[31m", "\"a\\u000Ab\\u000D\\u0009c\\u001B[31m\"")]
    [InlineData("quote\" and \\", "\"quote\\\" and \\\\\"")]
    [InlineData("bidi\u202egpj.exe\u2028", "\"bidi\\u202Egpj.exe\\u2028\"")]
    public void Hostile_text_is_shown_and_does_nothing(string text, string shown) => Assert.Equal(shown, DisplayText.Quote(text));

    [Fact]
    public void Half_a_character_is_escaped() => Assert.Equal("\"half\\uD83D\"", DisplayText.Quote("half" + (char)0xD83D));

    [Fact]
    public void Long_answers_are_cut() => Assert.True(DisplayText.Quote(new string('x', 100_000)).Length < 310);
}
