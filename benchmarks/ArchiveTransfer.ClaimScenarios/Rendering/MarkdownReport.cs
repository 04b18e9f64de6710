using ArchiveTransfer.ClaimScenarios.Reporting;

namespace ArchiveTransfer.ClaimScenarios.Rendering;

/// <summary>A report as a page of the documentation.</summary>
internal static class MarkdownReport
{
    /// <param name="charts">Where, seen from the page, the charts lie: the path before <see cref="SvgChart.FileName"/>, without a slash at its end.</param>
    /// <param name="rounds">Where, seen from the page, every single round lies.</param>
    public static void Write(ClaimReport report, TextWriter writer, string charts, string rounds)
    {
        ReportShape.Require(report);
        writer.Write($"# {ReportTexts.Title}\n\n{ReportTexts.Introduction}\n\n");
        WriteHeader(report.Machine, writer);
        writer.Write("## Promises\n\n");
        MarkdownTable.Write(
            writer,
            ["promise", "target", "measured", "verdict", "why"],
            report.Verdicts.Select(static verdict => (string[])
            [
                MarkdownText.Inline(verdict.Promise), MarkdownText.Inline(verdict.Target), MarkdownText.Inline(MeasuredText.Of(verdict)),
                MarkdownVerdict.Of(verdict.Verdict), MarkdownText.Inline(verdict.Why),
            ]));
        writer.Write($"\n{VerdictWords.Count(report.Verdicts)}.\n");
        foreach (ClaimTable table in report.Tables)
        {
            WriteTable(table, writer);
        }

        foreach (ClaimChart chart in report.Charts)
        {
            WriteHeading(chart.Id, chart.Title, chart.Note, writer);
            writer.Write($"\n![{MarkdownText.Inline(chart.Title)}]({Target($"{charts}/{SvgChart.FileName(chart)}")})\n");
        }

        IReadOnlyList<string> notShown = ReportTexts.NotShown(report);
        if (notShown.Count > 0)
        {
            writer.Write($"\n## {ReportTexts.NotProvable}\n\n");
            foreach (string sentence in notShown)
            {
                writer.Write($"- {MarkdownText.Block(sentence)}\n");
            }
        }

        writer.Write($"\n## {ReportTexts.RawRounds}\n\nEvery round of every case: [{MarkdownText.Inline(rounds)}]({Target(rounds)}).\n");
    }

    private static void WriteHeader(ClaimMachine machine, TextWriter writer)
    {
        MarkdownTable.Write(writer, ["", ""], MachineFacts.Of(machine).Select(static fact => (string[])[MarkdownText.Inline(fact.Name), MarkdownText.Inline(fact.Value)]));
        writer.Write($"\n{ReportTexts.Reproduce}\n\n{MarkdownText.CodeBlock(machine.Command, "bash")}\n\n");
    }

    private static void WriteTable(ClaimTable table, TextWriter writer)
    {
        WriteHeading(table.Id, table.Title, table.Note, writer);
        if (table.Columns.Count == 0)
        {
            return;
        }

        writer.Write('\n');
        MarkdownTable.Write(writer, [.. table.Columns.Select(MarkdownText.Inline)], table.Rows.Select(static row => (string[])[.. row.Select(MarkdownText.Inline)]), NumberColumns.Of(table));
    }

    private static void WriteHeading(string id, string title, string note, TextWriter writer)
    {
        writer.Write($"\n<a id=\"{id}\"></a>\n\n## {MarkdownText.Inline(title)}\n");
        if (note.Length > 0)
        {
            writer.Write($"\n{MarkdownText.Block(note)}\n");
        }
    }

    /// <summary>Of a link: nothing in it ends it.</summary>
    private static string Target(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString)).Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal);
}
