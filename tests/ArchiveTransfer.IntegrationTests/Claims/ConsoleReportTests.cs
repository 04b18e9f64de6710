using System.Globalization;
using ArchiveTransfer.ClaimScenarios.Rendering;
using ArchiveTransfer.ClaimScenarios.Reporting;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ArchiveTransfer.Claims;

public sealed class ConsoleReportTests
{
    [Fact]
    public void Every_promise_is_there_with_its_verdict_in_words_and_the_verdicts_are_counted()
    {
        var lines = Write(Reports.Whole, 200).Split('\n');

        Assert.Contains(lines, static line => line.StartsWith("Copies are cheap", StringComparison.Ordinal) && line.Contains("0.25 (0.2 to 0.3)", StringComparison.Ordinal) && line.Contains("  holds  ", StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.StartsWith("Copies are free", StringComparison.Ordinal) && line.Contains("  does not hold  ", StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.StartsWith("Copies are fast", StringComparison.Ordinal) && line.Contains("  invalid  ", StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.StartsWith("Copies are quiet", StringComparison.Ordinal) && line.Contains("  not measured  ", StringComparison.Ordinal));
        Assert.Contains("4 promises: 1 holds, 1 does not hold, 1 invalid, 1 not measured", lines);
    }

    [Fact]
    public void The_header_says_on_what_and_how_it_was_measured()
    {
        var text = Write(Reports.Whole, 120);

        foreach (var fact in new[] { "2001-02-03 02:05 UTC, 1 h 2 min", "quick", "Imaginary 9000, 2 cores, 3.0 GiB", "Linux 0.0", ".NET 0.0", "abc123+changes", "other 1.0: other cp A B", "claims measure --again" })
        {
            Assert.Contains(fact, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_other_tables_are_there_when_asked_for()
    {
        Assert.DoesNotContain("Cost of a copy", Write(Reports.Whole, 120), StringComparison.Ordinal);
        var all = Write(Reports.Whole, 120, tables: true);
        Assert.Contains("Cost of a copy\nEverybody copies the same.\n\n", all, StringComparison.Ordinal);
        Assert.Contains("ours    0.25\nother  10.50\n", all, StringComparison.Ordinal);
        Assert.Contains("- What another machine does.", all, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 120)]
    [InlineData(0, 80)]
    [InlineData(79, 80)]
    [InlineData(100, 100)]
    public void Lines_are_as_wide_as_the_terminal_and_never_narrower_than_80(int? width, int expected)
    {
        var sentence = string.Join(' ', Enumerable.Repeat("abc", 200));
        var report = Reports.Whole with { Verdicts = [new(sentence, "t", "m", "", Verdict.Holds, sentence)] };

        Assert.Equal(expected, Write(report, width).Split('\n').Max(TextColumns.Count));
    }

    [Fact]
    public void No_line_is_wider_than_the_terminal_and_no_character_moves_its_cursor() => Prop.ForAll(
        ReportGenerators.Reports.ToArbitrary(),
        Gen.Choose(80, 200).ToArbitrary(),
        static (report, width) =>
        {
            var text = Write(report with { Machine = report.Machine with { Command = "claims" } }, width, tables: true);
            Assert.All(text.Split('\n'), line => Assert.InRange(TextColumns.Count(line), 0, width));
            Assert.DoesNotContain(text, static c => c != '\n' && char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_word_of_a_cell_is_lost_by_wrapping()
    {
        string[] words = [.. Enumerable.Range(100, 60).Select(static number => $"w{number}")];
        var sentence = string.Join(' ', words);
        var report = Reports.Whole with { Verdicts = [new(sentence, "t", "m", "", Verdict.Holds, "why")] };

        var text = Write(report, 80);

        Assert.All(words, word => Assert.Contains(word, text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_table_of_too_many_columns_becomes_blocks()
    {
        string[] columns = [.. Enumerable.Range(1, 20).Select(static number => $"column{number}")];
        string[] row = [.. Enumerable.Range(1, 20).Select(static number => $"{number}.000")];
        var text = Write(Reports.Whole with { Tables = [new("wide", "Wide", "", columns, [row, row])] }, 80, tables: true);

        Assert.Contains("\ncolumn1   1.000\ncolumn2   2.000\n", text, StringComparison.Ordinal);
    }

    private static string Write(ClaimReport report, int? width, bool tables = false)
    {
        var writer = new StringWriter { NewLine = "\n" };
        ConsoleReport.Write(report, writer, width, tables);
        return writer.ToString();
    }
}
