using System.Globalization;
using System.Xml.Linq;
using ArchiveTransfer.ClaimScenarios.Rendering;
using ArchiveTransfer.ClaimScenarios.Reporting;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ArchiveTransfer.Claims;

public sealed class SvgChartTests
{
    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Any_chart_is_well_formed_and_runs_and_loads_nothing() => Prop.ForAll(
        ReportGenerators.Charts.ToArbitrary(),
        static chart =>
        {
            var root = Draw(chart);
            Assert.Equal(_svg + "svg", root.Name);
            Assert.All(root.DescendantsAndSelf(), static element =>
            {
                Assert.Contains(element.Name.LocalName, (string[])["svg", "title", "desc", "style", "rect", "line", "path", "text", "g"]);
                Assert.DoesNotContain(element.Attributes(), static attribute =>
                    attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute.Name.LocalName is "href" or "src" or "style");
            });
            Assert.DoesNotContain("url(", root.Element(_svg + "style")!.Value, StringComparison.Ordinal);
            Assert.DoesNotContain("@import", root.Element(_svg + "style")!.Value, StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_of_any_chart_is_outside_of_it() => Prop.ForAll(
        ReportGenerators.Charts.ToArbitrary(),
        static chart =>
        {
            var root = Draw(chart);
            var box = Numbers(root.Attribute("viewBox")!.Value);
            foreach (var marker in root.Descendants(_svg + "path").Select(static path => path.Attribute("transform")).OfType<XAttribute>())
            {
                var at = Numbers(marker.Value["translate(".Length..^1]);
                Assert.InRange(at[0], 0, box[2]);
                Assert.InRange(at[1], 0, box[3]);
            }

            foreach (var line in root.Descendants(_svg + "line"))
            {
                Assert.InRange(Numbers(line.Attribute("x2")!.Value)[0], 0, box[2]);
                Assert.InRange(Numbers(line.Attribute("y2")!.Value)[0], 0, box[3]);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void It_says_what_it_shows_to_those_who_do_not_see_it()
    {
        var root = Draw(Reports.Whole.Charts[0]);

        Assert.Equal("img", root.Attribute("role")!.Value);
        var title = root.Elements(_svg + "title").Single();
        var note = root.Elements(_svg + "desc").Single();
        Assert.Equal(root.Attribute("aria-labelledby")!.Value, title.Attribute("id")!.Value);
        Assert.Equal(root.Attribute("aria-describedby")!.Value, note.Attribute("id")!.Value);
        Assert.Equal("Growth", title.Value);
        Assert.Equal("It does not grow. MB by objects. ours: from 5 at 10 to 5 at 1000; other: from 1 at 10 to 90 at 1000.", note.Value);
    }

    [Fact]
    public void Every_point_has_a_marker_with_its_numbers_and_every_span_a_whisker()
    {
        var root = Draw(Reports.Whole.Charts[0]);

        Assert.Equal(["ours, 10: 5 (4 to 6)", "ours, 1000: 5", "other, 10: 1", "other, 1000: 90 (80 to 99)"], root.Descendants(_svg + "path").SelectMany(static path => path.Elements(_svg + "title")).Select(static title => title.Value));
        Assert.Equal(2, OfClass(root, "whisker").Count());
    }

    [Fact]
    public void Higher_is_further_up_and_more_is_further_right()
    {
        var markers = OfClass(Draw(Reports.Whole.Charts[0]), "marker").Where(static marker => marker.HasElements).Select(static marker => Numbers(marker.Attribute("transform")!.Value["translate(".Length..^1])).ToArray();

        Assert.Equal(markers[0][0], markers[2][0]);
        Assert.True(markers[2][0] < markers[3][0]);
        Assert.True(markers[3][1] < markers[1][1]);
        Assert.True(markers[1][1] < markers[2][1]);
    }

    [Fact]
    public void Many_points_have_a_band_instead_of_whiskers()
    {
        var root = Draw(Chart([new("ours", [.. Enumerable.Range(0, 100).Select(static x => new ClaimPoint(x, x, x - 1, x + 1))])]));

        Assert.Single(OfClass(root, "band"));
        Assert.Empty(OfClass(root, "whisker"));
    }

    [Fact]
    public void Lines_differ_in_more_than_their_colour()
    {
        var root = Draw(Chart([.. Enumerable.Range(0, 42).Select(static line => new ClaimSeries($"line {line}", [new(0, line, line, line), new(1, line, line, line)]))]));

        var looks = OfClass(root, "line").Where(static line => line.Parent!.Elements(_svg + "text").Any())
            .Select(static line => (line.Parent!.Attribute("class")!.Value, line.Attribute("stroke-dasharray")?.Value, line.Parent.Elements(_svg + "path").Last().Attribute("d")!.Value)).ToArray();
        Assert.Equal(42, looks.Length);
        Assert.Equal(42, looks.Distinct().Count());
        Assert.True(looks.Take(6).Select(static look => look.Item3).Distinct().Count() == 6);
    }

    [Fact]
    public void Values_that_have_no_logarithm_are_left_out_and_it_says_so()
    {
        var root = Draw(Chart([new("ours", [new(0, 5, 5, 5), new(1, 5, 0, 6), new(10, -1, -1, -1)])]) with { LogarithmicX = true, LogarithmicY = true });

        Assert.Contains("2 values at or below zero", root.Element(_svg + "desc")!.Value, StringComparison.Ordinal);
        Assert.Single(OfClass(root, "marker"), static marker => marker.HasElements);
    }

    [Fact]
    public void Labels_to_the_right_do_not_touch()
    {
        var root = Draw(Chart([new("ours", [new(1_000_000_000_000, 1, 1, 1), new(1_000_000_001_400, 1, 1, 1)])]));

        var y = root.Descendants(_svg + "text").Last(static text => text.Attribute("text-anchor")!.Value == "middle" && text.Value.StartsWith('1')).Attribute("y")!.Value;
        var labels = root.Descendants(_svg + "text").Where(text => text.Attribute("y")!.Value == y).Select(static text => (At: Numbers(text.Attribute("x")!.Value)[0], Half: ChartText.Width(text.Value) / 2)).ToArray();
        Assert.InRange(labels.Length, 2, 7);
        Assert.All(labels.Zip(labels.Skip(1)), static pair => Assert.True(pair.First.At + pair.First.Half < pair.Second.At - pair.Second.Half));
    }

    [Fact]
    public void The_file_has_the_name_of_the_chart() => Assert.Equal("growth.svg", SvgChart.FileName(Reports.Whole.Charts[0]));

    [Theory]
    [InlineData("../growth")]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("A")]
    public void A_name_that_is_no_file_everywhere_is_refused(string id) =>
        Assert.Throws<InvalidDataException>(() => SvgChart.FileName(Reports.Whole.Charts[0] with { Id = id }));

    private static ClaimChart Chart(IReadOnlyList<ClaimSeries> series) => new("chart", "Title", "Note.", "x", "y", false, false, series);

    private static XElement Draw(ClaimChart chart)
    {
        var writer = new StringWriter();
        SvgChart.Write(chart, writer);
        return XElement.Parse(writer.ToString());
    }

    private static IEnumerable<XElement> OfClass(XElement root, string name) => root.Descendants().Where(element => element.Attribute("class")?.Value == name);

    private static double[] Numbers(string text) => [.. text.Split(' ').Select(static number => double.Parse(number, CultureInfo.InvariantCulture))];
}
