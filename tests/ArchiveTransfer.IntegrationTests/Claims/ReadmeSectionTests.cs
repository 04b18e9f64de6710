using ArchiveTransfer.ClaimScenarios.Rendering;
using ArchiveTransfer.ClaimScenarios.Reporting;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ArchiveTransfer.Claims;

public sealed class ReadmeSectionTests
{
    private const string Readme = "# Name\n\n<!-- claims: begin -->\nold\n<!-- claims: end -->\n\nThe rest.\n";

    [Fact]
    public void The_table_has_the_promises_and_their_verdicts()
    {
        Assert.Equal(
            """
            | promise | target | measured | verdict |
            | --- | --- | --- | --- |
            | Copies are cheap | at most 0.5 | 0.25 (0.2 to 0.3) | holds |
            | Copies are free | 0 | 0.25 | **does not hold** |
            | Copies are fast | 1 s |  | invalid |
            | Copies are quiet | 0 dB |  | not measured |

            """,
            Table(Reports.Whole));
    }

    [Fact]
    public void What_stands_between_the_lines_is_replaced_and_nothing_else() =>
        Assert.Equal("# Name\n\n<!-- claims: begin -->\n\nnew\n\n<!-- claims: end -->\n\nThe rest.\n", ReadmeSection.Replace(Readme, "new\n"));

    [Fact]
    public void Any_report_goes_in_and_a_second_time_changes_nothing() => Prop.ForAll(
        ReportGenerators.Reports.ToArbitrary(),
        static report =>
        {
            var once = ReadmeSection.Replace(Readme, Table(report));
            Assert.Equal(once, ReadmeSection.Replace(once, Table(report)));
            Assert.StartsWith("# Name\n\n<!-- claims: begin -->\n", once, StringComparison.Ordinal);
            Assert.EndsWith("<!-- claims: end -->\n\nThe rest.\n", once, StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Ends_of_lines_stay_as_they_are()
    {
        var replaced = ReadmeSection.Replace(Readme.Replace("\n", "\r\n", StringComparison.Ordinal), "one\ntwo\n");

        Assert.Equal("# Name\r\n\r\n<!-- claims: begin -->\r\n\r\none\r\ntwo\r\n\r\n<!-- claims: end -->\r\n\r\nThe rest.\r\n", replaced);
    }

    [Fact]
    public void A_sentence_about_the_lines_is_none_of_them() =>
        Assert.Contains("new", ReadmeSection.Replace("Between `<!-- claims: begin -->` and so on.\n" + Readme, "new"), StringComparison.Ordinal);

    [Theory]
    [InlineData("# Name\n", "no line '<!-- claims: begin -->'")]
    [InlineData("<!-- claims: begin -->\n", "no line '<!-- claims: end -->'")]
    [InlineData("<!-- claims: end -->\n", "no line '<!-- claims: begin -->'")]
    [InlineData("<!-- claims: end -->\n<!-- claims: begin -->\n", "stands before")]
    [InlineData(Readme + Readme, "lines 3 and 10")]
    [InlineData(Readme + "<!-- claims: end -->\n", "lines 5 and 8")]
    public void A_text_without_them_or_with_too_many_is_refused(string readme, string why)
    {
        var refused = Assert.Throws<InvalidDataException>(() => ReadmeSection.Replace(readme, "new"));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_with_such_a_line_does_not_go_in() =>
        Assert.Throws<InvalidDataException>(static () => ReadmeSection.Replace(Readme, "a\n<!-- claims: end -->\nb"));

    private static string Table(ClaimReport report)
    {
        var writer = new StringWriter();
        ReadmeTable.Write(report, writer);
        return writer.ToString();
    }
}
