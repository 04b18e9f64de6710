using System.Net;
using System.Text.RegularExpressions;
using ArchiveTransfer.ClaimScenarios.Rendering;
using ArchiveTransfer.ClaimScenarios.Reporting;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ArchiveTransfer.Claims;

public sealed partial class MarkdownReportTests
{
    [Fact]
    public void The_page_has_every_part_and_the_failures_in_bold()
    {
        var page = Write(Reports.Whole);

        Assert.StartsWith("# Performance report\n\n", page, StringComparison.Ordinal);
        Assert.Contains("| machine | Imaginary 9000, 2 cores, 3.0 GiB |\n", page, StringComparison.Ordinal);
        Assert.Contains("```bash\nclaims measure --again\n```\n", page, StringComparison.Ordinal);
        Assert.Contains("| Copies are cheap | at most 0.5 | 0.25 (0.2 to 0.3) | holds | Every round was below. |\n", page, StringComparison.Ordinal);
        Assert.Contains("| Copies are free | 0 | 0.25 | **does not hold** | They are not. |\n", page, StringComparison.Ordinal);
        Assert.Contains("4 promises: 1 holds, 1 does not hold, 1 invalid, 1 not measured.\n", page, StringComparison.Ordinal);
        Assert.Contains("\n## Cost of a copy\n\nEverybody copies the same.\n\n| who | ms |\n| --- | ---: |\n| ours | 0.25 |\n| other | 10.50 |\n", page, StringComparison.Ordinal);
        Assert.Contains("\n![Growth](../results/1/growth.svg)\n", page, StringComparison.Ordinal);
        Assert.Contains("\n## Not provable here\n\n- What another machine does.\n", page, StringComparison.Ordinal);
        Assert.Contains("[../results/1/rounds.json](../results/1/rounds.json)", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_reads_as_that_text() => Prop.ForAll(
        ReportGenerators.Texts.ToArbitrary(),
        static text => Assert.Equal(VisibleText.OneLine(text).Trim(), Read(MarkdownText.Inline(text)))).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void No_text_makes_markup_or_ends_a_cell_or_line() => Prop.ForAll(
        ReportGenerators.Texts.ToArbitrary(),
        static text =>
        {
            var encoded = MarkdownText.Inline(text);
            Assert.DoesNotContain(encoded, static c => c is '<' or '>' or '|' or '\n' or '\r');
            Assert.DoesNotMatch(Unescaped(), encoded);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Theory]
    [InlineData("# heading", "\\# heading")]
    [InlineData("- item", "\\- item")]
    [InlineData("12. item", "12\\. item")]
    [InlineData("1) item", "1\\) item")]
    [InlineData("1.5 times", "1\\.5 times")]
    [InlineData("server_side_copy", "server_side_copy")]
    [InlineData("_so_", "\\_so\\_")]
    [InlineData("plain", "plain")]
    public void A_paragraph_stays_one(string text, string expected) => Assert.Equal(expected, MarkdownText.Block(text));

    [Theory]
    [InlineData("a", "```sh\na\n```")]
    [InlineData("a ``` b", "````sh\na ``` b\n````")]
    [InlineData("a\n```\nb", "````sh\na ``` b\n````")]
    public void Code_does_not_end_its_fence(string code, string expected) => Assert.Equal(expected, MarkdownText.CodeBlock(code, "sh"));

    [Fact]
    public void Every_row_of_every_table_has_the_cells_of_its_header() => Prop.ForAll(
        ReportGenerators.Reports.ToArbitrary(),
        static report =>
        {
            var cells = 0;
            foreach (var line in Write(report).Split('\n'))
            {
                if (!line.StartsWith('|'))
                {
                    cells = 0;
                    continue;
                }

                var here = line.Count(static c => c == '|');
                Assert.Equal(cells == 0 ? here : cells, here);
                cells = here;
            }
        }).QuickCheckThrowOnFailure();

    private static string Write(ClaimReport report)
    {
        var writer = new StringWriter();
        MarkdownReport.Write(report, writer, "../results/1", "../results/1/rounds.json");
        return writer.ToString();
    }

    /// <summary>As a reader of Markdown does: escapes, then character references.</summary>
    private static string Read(string markdown) => WebUtility.HtmlDecode(Escape().Replace(markdown, "$1"));

    [GeneratedRegex(@"\\([\\`*_\[\]~$])")]
    private static partial Regex Escape();

    [GeneratedRegex(@"(?<!\\)(\\\\)*[`*\[\]~$]|&(?!(amp|lt|gt|#124);)")]
    private static partial Regex Unescaped();
}
