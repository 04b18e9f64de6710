using System.Xml;
using System.Xml.Linq;
using ArchiveTransfer.ClaimScenarios.Rendering;
using ArchiveTransfer.ClaimScenarios.Reporting;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ArchiveTransfer.Claims;

public sealed class HtmlReportTests
{
    private static readonly string[] _elements =
    [
        "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "dl", "dt", "dd", "pre", "code", "div", "table", "thead", "tbody", "tr", "th", "td", "span", "ul", "li",
        "svg", "desc", "rect", "line", "path", "text", "g",
    ];

    [Fact]
    public void Any_page_is_well_formed_and_runs_and_loads_nothing() => Prop.ForAll(
        ReportGenerators.Reports.ToArbitrary(),
        static report => AssertHarmless(Parse(report))).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("' onclick='alert(1)")]
    [InlineData("</style><script>alert(1)</script>")]
    [InlineData("</title></svg><script>")]
    [InlineData("]]> --> &lt;b&gt; &#60;")]
    public void Hostile_text_is_text_wherever_it_stands(string hostile)
    {
        var page = Parse(Reports.Of(hostile));

        AssertHarmless(page);
        Assert.Equal(7, page.Descendants("dd").Count());
        Assert.All(page.Descendants("dd").Where(static fact => fact.PreviousNode is XElement { Value: "extent" or "kernel" or "runtime" or "commit" or "tool" }), fact => Assert.Equal(hostile, fact.Value));
        Assert.Equal([hostile, hostile], page.Descendants("tr").Last().Elements("td").Select(static cell => cell.Value));
        Assert.Equal(hostile, page.Descendants("li").Single().Value);
        Assert.Equal(hostile, page.Descendants("pre").Single().Value);
    }

    [Fact]
    public void Every_verdict_has_a_word_and_a_colour()
    {
        var verdicts = Parse(Reports.Whole).Descendants("span").Where(static span => span.Attribute("class")!.Value.StartsWith("verdict ", StringComparison.Ordinal)).ToArray();

        Assert.Equal(["holds", "does not hold", "invalid", "not measured"], verdicts.Select(static verdict => verdict.Value));
        Assert.Equal(4, verdicts.Select(static verdict => verdict.Attribute("class")!.Value).Distinct().Count());
    }

    [Fact]
    public void Tables_charts_and_what_is_not_provable_are_in_the_page()
    {
        var page = Parse(Reports.Whole);

        Assert.Equal(["Promises", "Cost of a copy", "Growth", "Not provable here", "Raw rounds"], page.Descendants("h2").Select(static heading => heading.Value));
        Assert.Equal(["ours", "0.25", "other", "10.50"], page.Descendants("table").Last().Descendants("td").Select(static cell => cell.Value));
        Assert.Single(page.Descendants(), static element => element.Name.LocalName == "svg");
        Assert.Equal("rounds.json", page.Descendants("code").Last().Value);
        Assert.All(page.Descendants("table"), static table => Assert.Equal("box", table.Parent!.Attribute("class")!.Value));
    }

    [Fact]
    public void Sentences_in_tables_have_more_room_than_figures()
    {
        string sentence = new('a', 81);
        ClaimReport report = Reports.Whole with { Tables = [new ClaimTable("cells", "Cells", "", ["data", "why"], [[sentence[1..], sentence]])] };

        XElement[] cells = [.. Parse(report).Descendants("table").Last().Descendants("td")];

        Assert.Equal([(null, sentence[1..]), ("text", sentence)], cells.Select(static cell => (cell.Attribute("class")?.Value, cell.Value)));
        Assert.Contains("\n.text{min-width:", HtmlStyle.Rules, StringComparison.Ordinal);
    }

    [Fact]
    public void Elements_that_HTML_ends_only_with_a_tag_have_one() => Assert.DoesNotMatch(@"<(td|th|p|dd|span|code|h2|li|title|style|div)\b[^>]*/>", Write(Reports.Of("")));

    /// <summary>HTML does not decode what stands in a style.</summary>
    [Fact]
    public void The_styles_are_the_same_in_XML_and_HTML() => Assert.DoesNotContain(ChartStyle.Rules + HtmlStyle.Rules, static c => c is '<' or '>' or '&');

    private static void AssertHarmless(XDocument page)
    {
        Assert.Equal(
            "default-src 'none'; style-src 'unsafe-inline'",
            page.Descendants("meta").Single(static meta => meta.Attribute("http-equiv")?.Value == "Content-Security-Policy").Attribute("content")!.Value);
        Assert.All(page.Descendants(), static element =>
        {
            Assert.Contains(element.Name.LocalName, _elements);
            Assert.DoesNotContain(element.Attributes(), static attribute =>
                attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute.Name.LocalName is "href" or "src" or "style" or "action");
        });
        string[] ids = [.. page.Descendants().Attributes("id").Select(static id => id.Value)];
        Assert.Equal(ids.Distinct(), ids);
    }

    private static XDocument Parse(ClaimReport report)
    {
        using var reader = XmlReader.Create(new StringReader(Write(report)), new() { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace);
    }

    private static string Write(ClaimReport report)
    {
        var writer = new StringWriter();
        HtmlReport.Write(report, writer, "rounds.json");
        return writer.ToString();
    }
}
