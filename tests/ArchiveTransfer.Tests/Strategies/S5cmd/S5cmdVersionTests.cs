using Xunit;

namespace ArchiveTransfer.Strategies.S5cmd;

public sealed class S5cmdVersionTests
{
    [Theory]
    [InlineData("v2.3.0-991c9fb", "2.3.0")]
    [InlineData("v2.2.2-48f7e59\n", "2.2.2")]
    [InlineData("v1.0.0-391e9cc", "1.0.0")]
    [InlineData("v2.1.0-beta.1-abcdef0", "2.1.0")]
    [InlineData("v10.20.30", "10.20.30")]
    [InlineData("v0.0.0-dev", "0.0.0")]
    public void What_releases_print_is_read(string text, string version) => Assert.Equal(version, S5cmdVersion.Parse(text)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("2.3.0")]
    [InlineData("v2.3")]
    [InlineData("v2.3.0\nmore")]
    [InlineData("version v2.3.0")]
    [InlineData("v99999999999.0.0")]
    [InlineData("v2.3.0-")]
    public void Anything_else_is_none(string text) => Assert.Null(S5cmdVersion.Parse(text));

    [Fact]
    public void Versions_are_ordered_by_number()
    {
        Assert.True(new S5cmdVersion(2, 10, 0) > new S5cmdVersion(2, 9, 9));
        Assert.True(new S5cmdVersion(1, 99, 99) < S5cmdVersion.Oldest);
        Assert.True(S5cmdVersion.Oldest <= S5cmdVersion.KeepsSlashes && S5cmdVersion.NewestTested >= S5cmdVersion.KeepsSlashes);
    }

    [Theory]
    [InlineData("v2.3.0-991c9fb", false)]
    [InlineData("v2.2.2-48f7e59", false)]
    [InlineData("v2.3.1-0000000", true)]
    [InlineData("v3.0.0-0000000", true)]
    [InlineData("v0.0.0-dev", true)]
    public void What_nobody_tried_must_prove_itself(string text, bool untested) =>
        Assert.Equal(untested, new S5cmdTool("/s5cmd", S5cmdVersion.Parse(text)!.Value, HasMetadataDirective: true).IsUntested);
}
