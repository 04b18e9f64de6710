using System.Buffers;
using ArchiveTransfer.ClaimScenarios.Reporting;

namespace ArchiveTransfer.ClaimScenarios.Rendering;

/// <summary>What every renderer relies on: ids become anchors and names of files, and a row has a cell for each column.</summary>
internal static class ReportShape
{
    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <exception cref="InvalidDataException">With the place in the report.</exception>
    public static void Require(ClaimReport report)
    {
        RequirePresent(report.Machine, "machine");
        RequirePresent(report.Machine.Tools, "machine.tools");
        RequirePresent(report.Verdicts, "verdicts");
        RequirePresent(report.Tables, "tables");
        RequirePresent(report.Charts, "charts");
        RequirePresent(report.NotProvable, "not_provable");
        if (report.Verdicts.FirstOrDefault(static verdict => !Enum.IsDefined(verdict.Verdict)) is { } unknown)
        {
            throw new InvalidDataException($"The promise '{unknown.Promise}' has the verdict {(int)unknown.Verdict}, which is none.");
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (string id in report.Tables.Select(static table => table.Id).Concat(report.Charts.Select(static chart => chart.Id)))
        {
            RequireId(id);
            if (!ids.Add(id))
            {
                throw new InvalidDataException($"Two tables or charts have the id '{id}'. It is an anchor and the name of a file: each needs one of its own.");
            }
        }

        foreach (ClaimTable table in report.Tables)
        {
            RequireRows(table);
        }

        foreach (ClaimChart chart in report.Charts)
        {
            RequireFinite(chart);
        }
    }

    /// <exception cref="InvalidDataException">It is no name of a file everywhere.</exception>
    public static string RequireId(string id) => id.Length is > 0 and <= 60 && id[0] != '-' && !id.AsSpan().ContainsAnyExcept(IdCharacters)
        ? id
        : throw new InvalidDataException($"The id '{id}' of a table or chart is an anchor and the name of a file: 1 to 60 of a-z, 0-9 and hyphens, not beginning with one.");

    private static void RequirePresent(object? value, string name)
    {
        if (value is null)
        {
            throw new InvalidDataException($"The report has no '{name}'.");
        }
    }

    private static void RequireRows(ClaimTable table)
    {
        for (int row = 0; row < table.Rows.Count; row++)
        {
            if (table.Rows[row].Count != table.Columns.Count)
            {
                throw new InvalidDataException($"Row {row + 1} of the table '{table.Id}' has {table.Rows[row].Count} cells for {table.Columns.Count} columns.");
            }
        }
    }

    private static void RequireFinite(ClaimChart chart)
    {
        foreach (ClaimSeries series in chart.Series)
        {
            foreach (ClaimPoint point in series.Points)
            {
                if (!(double.IsFinite(point.X) && double.IsFinite(point.Y) && double.IsFinite(point.Low) && double.IsFinite(point.High)))
                {
                    throw new InvalidDataException($"The line '{series.Name}' of the chart '{chart.Id}' has {point}: leave out what was not measured.");
                }
            }
        }
    }
}
