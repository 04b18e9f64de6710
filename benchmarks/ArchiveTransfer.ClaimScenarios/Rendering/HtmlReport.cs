using ArchiveTransfer.ClaimScenarios.Reporting;

namespace ArchiveTransfer.ClaimScenarios.Rendering;

/// <summary>A report as one page that needs nothing else: no script, no network.</summary>
internal static class HtmlReport
{
    // Sentences, which a column as wide as those of figures would break after each word.
    private const int LongText = 80;

    /// <param name="rounds">Where every single round lies.</param>
    public static void Write(ClaimReport report, TextWriter writer, string rounds)
    {
        ReportShape.Require(report);
        writer.Write("<!DOCTYPE html>\n");
        using (var page = new Markup(writer))
        {
            page.Begin("html", ("lang", "en"));
            page.Line();
            WriteHead(page);
            page.Line();
            page.Begin("body");
            page.Begin("main");
            WriteHeader(report.Machine, page);
            WritePromises(report.Verdicts, page);
            foreach (ClaimTable table in report.Tables)
            {
                WriteTable(table, page);
            }

            foreach (ClaimChart chart in report.Charts)
            {
                WriteChart(chart, page);
            }

            WriteNotShown(ReportTexts.NotShown(report), page);
            page.Line();
            page.Element("h2", ReportTexts.RawRounds);
            page.Begin("p");
            page.Text("Every round of every case: ");
            page.Element("code", rounds);
            page.End();
            page.End();
            page.End();
            page.Line();
            page.End();
        }

        writer.Write('\n');
    }

    private static void WriteHead(Markup page)
    {
        page.Begin("head");
        page.Leaf("meta", ("charset", "utf-8"));
        page.Leaf("meta", ("http-equiv", "Content-Security-Policy"), ("content", "default-src 'none'; style-src 'unsafe-inline'"));
        page.Leaf("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        page.Element("title", ReportTexts.Title);
        page.Style(ChartStyle.Rules + HtmlStyle.Rules);
        page.End();
    }

    private static void WriteHeader(ClaimMachine machine, Markup page)
    {
        page.Line();
        page.Element("h1", ReportTexts.Title);
        page.Element("p", ReportTexts.Introduction, ("class", "note"));
        page.Begin("dl", ("class", "facts"));
        foreach ((string name, string value) in MachineFacts.Of(machine))
        {
            page.Element("dt", name);
            page.Element("dd", value);
        }

        page.End();
        page.Element("p", ReportTexts.Reproduce);
        page.Begin("pre");
        page.Element("code", machine.Command);
        page.End();
    }

    private static void WritePromises(IReadOnlyList<ClaimVerdict> verdicts, Markup page)
    {
        page.Line();
        page.Element("h2", "Promises");
        page.Element("p", VerdictWords.Count(verdicts), ("class", "count"));
        BeginBox(page, "Promises");
        page.Begin("table", ("class", "promises"));
        WriteColumns(page, ["promise", "target", "measured", "verdict", "why"], []);
        page.Begin("tbody");
        foreach (ClaimVerdict verdict in verdicts)
        {
            page.Line();
            page.Begin("tr");
            page.Element("th", verdict.Promise, ("scope", "row"), ("class", "promise"));
            page.Element("td", verdict.Target, ("class", "target"));
            page.Begin("td", ("class", "measured"));
            page.Text(verdict.Measured);
            if (verdict.Interval.Length > 0)
            {
                // With brackets and a space, for whoever copies it or hears it.
                page.Element("span", $" ({verdict.Interval})", ("class", "span"));
            }

            page.End();
            page.Begin("td");
            page.Element("span", VerdictWords.Of(verdict.Verdict), ("class", $"verdict {ClassOf(verdict.Verdict)}"));
            page.End();
            page.Element("td", verdict.Why, ("class", "why"));
            page.End();
        }

        page.End();
        page.End();
        page.End();
    }

    private static void WriteTable(ClaimTable table, Markup page)
    {
        WriteHeading(table.Id, table.Title, table.Note, page);
        if (table.Columns.Count == 0)
        {
            return;
        }

        IReadOnlyList<bool> numbers = NumberColumns.Of(table);
        BeginBox(page, table.Title);
        page.Begin("table");
        WriteColumns(page, table.Columns, numbers);
        page.Begin("tbody");
        foreach (IReadOnlyList<string> row in table.Rows)
        {
            page.Line();
            page.Begin("tr");
            for (int column = 0; column < row.Count; column++)
            {
                WriteCell(page, "td", row[column], numbers[column]);
            }

            page.End();
        }

        page.End();
        page.End();
        page.End();
    }

    private static void WriteChart(ClaimChart chart, Markup page)
    {
        WriteHeading(chart.Id, chart.Title, chart.Note, page);
        BeginBox(page, chart.Title);
        SvgChart.Append(chart, page);
        page.End();
    }

    private static void WriteNotShown(IReadOnlyList<string> sentences, Markup page)
    {
        if (sentences.Count == 0)
        {
            return;
        }

        page.Line();
        page.Element("h2", ReportTexts.NotProvable);
        page.Begin("ul");
        foreach (string sentence in sentences)
        {
            page.Element("li", sentence);
        }

        page.End();
    }

    private static void WriteHeading(string id, string title, string note, Markup page)
    {
        page.Line();
        page.Element("h2", title, ("id", id));
        if (note.Length > 0)
        {
            page.Element("p", note, ("class", "note"));
        }
    }

    private static void WriteColumns(Markup page, IReadOnlyList<string> columns, IReadOnlyList<bool> numbers)
    {
        page.Begin("thead");
        page.Begin("tr");
        for (int column = 0; column < columns.Count; column++)
        {
            if (numbers.ElementAtOrDefault(column))
            {
                page.Element("th", columns[column], ("scope", "col"), ("class", "number"));
            }
            else
            {
                page.Element("th", columns[column], ("scope", "col"));
            }
        }

        page.End();
        page.End();
    }

    private static void WriteCell(Markup page, string name, string text, bool isNumber)
    {
        if (isNumber)
        {
            page.Element(name, text, ("class", "number"));
        }
        else if (text.Length > LongText)
        {
            page.Element(name, text, ("class", "text"));
        }
        else
        {
            page.Element(name, text);
        }
    }

    /// <summary>What is wider than the screen moves inside, by the keyboard, too.</summary>
    private static void BeginBox(Markup page, string label) => page.Begin("div", ("class", "box"), ("role", "region"), ("tabindex", "0"), ("aria-label", label));

    private static string ClassOf(Verdict verdict) => verdict switch
    {
        Verdict.Holds => "holds",
        Verdict.DoesNotHold => "fails",
        Verdict.Invalid => "invalid",
        _ => "missing",
    };
}
