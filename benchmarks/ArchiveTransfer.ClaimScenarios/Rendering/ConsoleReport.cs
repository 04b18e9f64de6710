using ArchiveTransfer.ClaimScenarios.Reporting;

namespace ArchiveTransfer.ClaimScenarios.Rendering;

/// <summary>A report for a terminal.</summary>
internal static class ConsoleReport
{
    private const int UnknownWidth = 120;
    private const int LeastWidth = 80;
    private const int NameWidth = 10;

    /// <param name="width">Of the terminal; null where there is none.</param>
    /// <param name="tables">Not only the promises.</param>
    public static void Write(ClaimReport report, TextWriter writer, int? width = null, bool tables = false)
    {
        ReportShape.Require(report);
        int columns = Math.Max(LeastWidth, width ?? UnknownWidth);
        WriteHeader(report.Machine, writer, columns);
        writer.WriteLine();
        new TextTable(
            ["promise", "target", "measured", "verdict", "why"],
            [.. report.Verdicts.Select(static verdict => (string[])[verdict.Promise, verdict.Target, MeasuredText.Of(verdict), VerdictWords.Of(verdict.Verdict), verdict.Why])],
            columns).Write(writer);
        writer.WriteLine();
        writer.WriteLine(VerdictWords.Count(report.Verdicts));
        if (!tables)
        {
            return;
        }

        foreach (ClaimTable table in report.Tables)
        {
            writer.WriteLine();
            WriteText(table.Title, writer, columns);
            WriteText(table.Note, writer, columns);
            writer.WriteLine();
            new TextTable(table.Columns, table.Rows, columns).Write(writer);
        }

        IReadOnlyList<string> notShown = ReportTexts.NotShown(report);
        if (notShown.Count > 0)
        {
            writer.WriteLine();
            writer.WriteLine("Not provable here");
            foreach (string sentence in notShown)
            {
                WriteNamed("-", 2, sentence, writer, columns);
            }
        }
    }

    private static void WriteHeader(ClaimMachine machine, TextWriter writer, int columns)
    {
        foreach ((string name, string value) in MachineFacts.Of(machine))
        {
            WriteNamed(name, NameWidth, value, writer, columns);
        }

        // In one piece, to be copied.
        writer.WriteLine($"{"command".PadRight(NameWidth)}{VisibleText.OneLine(machine.Command)}");
    }

    private static void WriteNamed(string name, int indent, string value, TextWriter writer, int columns)
    {
        string before = name.PadRight(indent);
        foreach (string line in TextColumns.Wrap(VisibleText.OneLine(value), columns - indent))
        {
            writer.WriteLine((before + line).TrimEnd());
            before = new string(' ', indent);
        }
    }

    private static void WriteText(string text, TextWriter writer, int columns)
    {
        foreach (string line in TextColumns.Wrap(VisibleText.OneLine(text), columns))
        {
            writer.WriteLine(line);
        }
    }
}
