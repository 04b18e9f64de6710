using System.Globalization;
using ArchiveTransfer.ClaimScenarios.Reporting;

namespace ArchiveTransfer.ClaimScenarios.Rendering;

/// <summary>From above: title, names of the lines, what runs upwards, the plot, what runs to the right.</summary>
internal sealed class ChartDrawing
{
    private const double Width = 760;
    private const double Border = 16;
    private const double PlotHeight = 280;
    private const double TickLength = 5;

    /// <summary>Of a line with more points the span of the rounds is a band, and only so many are marked.</summary>
    private const int FewPoints = 30;

    private readonly ClaimChart chart;
    private readonly Markup markup;
    private readonly List<(string Name, List<ClaimPoint> Points)> lines;
    private readonly string? style;
    private readonly int left;
    private readonly ChartAxis xAxis;
    private readonly ChartAxis yAxis;
    private readonly ChartLegend legend;
    private readonly IReadOnlyList<string> title;
    private readonly IReadOnlyList<string> yTitle;
    private readonly IReadOnlyList<string> xTitle;
    private readonly double plotLeft;
    private readonly double plotRight;
    private readonly double plotTop;
    private readonly double height;

    /// <param name="style">Null: the chart stands in a page that has the style, and a heading.</param>
    public ChartDrawing(ClaimChart chart, Markup markup, string? style)
    {
        this.style = style;
        this.chart = chart;
        this.markup = markup;
        lines = [.. chart.Series.Select(series => (series.Name, series.Points.Where(CanDraw).Select(Complete).ToList()))];
        left = chart.Series.Sum(static series => series.Points.Count) - lines.Sum(static line => line.Points.Count);
        List<ClaimPoint> points = [.. lines.SelectMany(static line => line.Points)];
        xAxis = ChartAxis.Of(points.Select(static point => point.X), chart.LogarithmicX, fromZero: false);
        yAxis = ChartAxis.Of(points.SelectMany(static point => new[] { point.Y, point.Low, point.High }), chart.LogarithmicY, fromZero: true);

        const double inside = Width - (2 * Border);
        title = style is null ? [] : ChartText.WrapTitle(chart.Title, inside);
        legend = ChartLegend.Of(lines.Select(static line => line.Name), inside);
        yTitle = ChartText.Wrap(chart.YAxis, inside);
        xTitle = ChartText.Wrap(chart.XAxis, inside);
        plotLeft = Border + yAxis.Ticks.Max(static tick => ChartText.Width(tick.Label)) + TickLength + 4;
        plotRight = Width - Border - Math.Max(8, ChartText.Width(xAxis.Ticks[^1].Label) / 2);
        plotTop = Border + (title.Count * ChartText.TitleLineHeight) + 6 + legend.Height + (yTitle.Count * ChartText.LineHeight) + 12;
        height = PlotBottom + TickLength + (2 * ChartText.LineHeight) + (xTitle.Count * ChartText.LineHeight) + (Border / 2);
    }

    private double PlotBottom => plotTop + PlotHeight;

    public void Draw()
    {
        // A colon is in no id of a table or chart.
        string titleId = $"{chart.Id}:title";
        string noteId = $"{chart.Id}:desc";
        markup.Begin(
            "svg", ("class", "claim-chart"), ("viewBox", $"0 0 {Number(Width)} {Number(height)}"), ("width", Number(Width)), ("height", Number(height)),
            ("role", "img"), ("aria-labelledby", titleId), ("aria-describedby", noteId));
        markup.Line();
        markup.Element("title", chart.Title, ("id", titleId));
        markup.Element("desc", Describe(), ("id", noteId));
        if (style is not null)
        {
            markup.Style(style);
        }

        markup.Line();
        markup.Leaf("rect", ("class", "surface"), ("x", "0"), ("y", "0"), ("width", Number(Width)), ("height", Number(height)), ("rx", "6"));
        DrawTitles();
        DrawLegend();
        DrawYAxis();
        DrawXAxis();
        for (int line = 0; line < lines.Count; line++)
        {
            DrawLine(line, lines[line].Name, lines[line].Points);
        }

        markup.Line();
        markup.End();
    }

    private bool CanDraw(ClaimPoint point) => ChartAxis.CanDraw(point.X, chart.LogarithmicX) && ChartAxis.CanDraw(point.Y, chart.LogarithmicY);

    private static ClaimPoint Complete(ClaimPoint point) =>
        point with { Low = double.IsFinite(point.Low) ? point.Low : point.Y, High = double.IsFinite(point.High) ? point.High : point.Y };

    /// <summary>What is seen, for those who do not see it.</summary>
    private string Describe()
    {
        IEnumerable<string> told = lines.Select(static line => line.Points.Count == 0
            ? $"{line.Name}: nothing measured"
            : $"{line.Name}: from {Value(line.Points[0].Y)} at {Value(line.Points[0].X)} to {Value(line.Points[^1].Y)} at {Value(line.Points[^1].X)}");
        string missing = left == 0 ? "" : $" {left} {(left == 1 ? "value" : "values")} at or below zero cannot be shown by logarithms and {(left == 1 ? "is" : "are")} left out.";
        return $"{chart.Note} {chart.YAxis} by {chart.XAxis}. {string.Join("; ", told)}.{missing}".Trim();
    }

    private void DrawTitles()
    {
        double y = Border + 12;
        foreach (string line in title)
        {
            DrawText(line, Border, y, "title");
            y += ChartText.TitleLineHeight;
        }

        y = plotTop - 16 - ((yTitle.Count - 1) * ChartText.LineHeight);
        foreach (string line in yTitle)
        {
            DrawText(line, Border, y, "muted");
            y += ChartText.LineHeight;
        }

        y = PlotBottom + TickLength + (2 * ChartText.LineHeight) + 6;
        foreach (string line in xTitle)
        {
            DrawText(line, (plotLeft + plotRight) / 2, y, "muted", "middle");
            y += ChartText.LineHeight;
        }
    }

    private void DrawLegend()
    {
        double top = Border + (title.Count * ChartText.TitleLineHeight) + 8;
        for (int line = 0; line < legend.Items.Count; line++)
        {
            (string name, double x, int row) = legend.Items[line];
            double y = top + (row * ChartLegend.RowHeight);
            markup.Line();
            markup.Begin("g", ("class", ChartStyle.ClassOf(line)));
            markup.Element("title", lines[line].Name);
            DrawPath($"M{Number(Border + x)} {Number(y)}h40", "line", ChartStyle.DashOf(line));
            DrawMarker(line, Border + x + 20, y, null);
            DrawText(name, Border + x + ChartLegend.SampleWidth, y + 4.5, null);
            markup.End();
        }
    }

    private void DrawYAxis()
    {
        foreach (ChartTick tick in yAxis.Ticks)
        {
            double y = PlotBottom - (tick.Place * PlotHeight);
            DrawStroke(plotLeft, y, plotRight, y, "grid");
            DrawText(tick.Label, plotLeft - TickLength - 3, y + 4.5, "muted", "end");
        }

        DrawStroke(plotLeft, plotTop, plotLeft, PlotBottom, "axis");
    }

    /// <summary>Labels that would touch the one before are left out; the ticks are not.</summary>
    private void DrawXAxis()
    {
        double free = double.NegativeInfinity;
        foreach (ChartTick tick in xAxis.Ticks)
        {
            double x = plotLeft + (tick.Place * (plotRight - plotLeft));
            double half = ChartText.Width(tick.Label) / 2;
            DrawStroke(x, plotTop, x, PlotBottom, "grid");
            DrawStroke(x, PlotBottom, x, PlotBottom + TickLength, "axis");
            if (x - half >= free)
            {
                DrawText(tick.Label, x, PlotBottom + TickLength + 15, "muted", "middle");
                free = x + half + 8;
            }
        }

        DrawStroke(plotLeft, PlotBottom, plotRight, PlotBottom, "axis");
    }

    private void DrawLine(int line, string name, List<ClaimPoint> points)
    {
        if (points.Count == 0)
        {
            return;
        }

        markup.Line();
        markup.Begin("g", ("class", ChartStyle.ClassOf(line)));
        if (points.Count > FewPoints)
        {
            IEnumerable<string> around = points.Select(point => At(point.X, point.High)).Concat(Enumerable.Reverse(points).Select(point => At(point.X, point.Low)));
            DrawPath($"M{string.Join('L', around)}z", "band");
        }
        else
        {
            foreach (ClaimPoint point in points.Where(static point => point.Low != point.High))
            {
                string end = Number(Y(point.High));
                string begin = Number(Y(point.Low));
                string capLeft = Number(X(point.X) - 4);
                DrawPath($"M{capLeft} {begin}h8M{Number(X(point.X))} {begin}V{end}M{capLeft} {end}h8", "whisker");
            }
        }

        if (points.Count > 1)
        {
            DrawPath($"M{string.Join('L', points.Select(point => At(point.X, point.Y)))}", "line", ChartStyle.DashOf(line));
        }

        int stride = ((points.Count - 1) / FewPoints) + 1;
        for (int i = 0; i < points.Count; i += stride)
        {
            ClaimPoint point = points[i];
            string span = point.Low == point.High ? "" : $" ({Value(point.Low)} to {Value(point.High)})";
            DrawMarker(line, X(point.X), Y(point.Y), $"{name}, {Value(point.X)}: {Value(point.Y)}{span}");
        }

        markup.End();
    }

    private double X(double value) => plotLeft + (xAxis.Place(value) * (plotRight - plotLeft));

    private double Y(double value) => PlotBottom - (yAxis.Place(value) * PlotHeight);

    private string At(double x, double y) => $"{Number(X(x))} {Number(Y(y))}";

    private void DrawMarker(int line, double x, double y, string? name)
    {
        markup.Begin("path", ("class", "marker"), ("transform", $"translate({Number(x)} {Number(y)})"), ("d", ChartStyle.MarkerOf(line)));
        if (name is not null)
        {
            markup.Element("title", name);
        }

        markup.End();
    }

    private void DrawPath(string path, string style, string dash = "")
    {
        if (dash.Length == 0)
        {
            markup.Leaf("path", ("class", style), ("d", path));
        }
        else
        {
            markup.Leaf("path", ("class", style), ("stroke-dasharray", dash), ("d", path));
        }
    }

    private void DrawStroke(double x1, double y1, double x2, double y2, string style) =>
        markup.Leaf("line", ("class", style), ("x1", Number(x1)), ("y1", Number(y1)), ("x2", Number(x2)), ("y2", Number(y2)));

    private void DrawText(string text, double x, double y, string? style, string anchor = "start") =>
        markup.Element("text", text, ("class", style ?? "name"), ("x", Number(x)), ("y", Number(y)), ("text-anchor", anchor));

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Value(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
