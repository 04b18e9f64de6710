using ArchiveTransfer.ClaimScenarios.Reporting;

namespace ArchiveTransfer.ClaimScenarios.Rendering;

/// <summary>A chart as SVG: without script, font or address, for a file of its own or inside a page.</summary>
internal static class SvgChart
{
    public static string FileName(ClaimChart chart) => ReportShape.RequireId(chart.Id) + ".svg";

    /// <summary>A file of its own.</summary>
    public static void Write(ClaimChart chart, TextWriter writer)
    {
        using (var markup = new Markup(writer))
        {
            new ChartDrawing(chart, markup, ChartStyle.Rules).Draw();
        }

        writer.Write('\n');
    }

    /// <summary>Below a heading of a page that has <see cref="ChartStyle.Rules"/> among its styles.</summary>
    public static void Append(ClaimChart chart, Markup page) => new ChartDrawing(chart, page, style: null).Draw();
}
