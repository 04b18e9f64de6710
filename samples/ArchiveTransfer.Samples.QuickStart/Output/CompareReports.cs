using System.Text.Json;
using ArchiveTransfer.ClaimScenarios.Rendering;
using ArchiveTransfer.ClaimScenarios.Reporting;

namespace ArchiveTransfer.Samples.QuickStart.Output;

/// <summary>A comparison for people, as JSON and as a page: the one place that knows how it is written.</summary>
internal sealed class CompareReports(Terminal terminal)
{
    private ClaimReport? report;

    /// <returns>False: the page could not be written, which is said; the words were.</returns>
    public async Task<bool> AddAsync(ClaimReport found, ComparisonPage? page, CancellationToken cancellationToken)
    {
        report = found;
        var text = new StringWriter();
        ConsoleReport.Write(found, text, terminal.Width, tables: true);

        // First: an output that nobody reads any more must not cost the page; nor does the page cost the words.
        bool isWhole = true;
        if (page is not null)
        {
            var html = new StringWriter();
            HtmlReport.Write(found, html, "not kept; --json writes this report, the benchmarks' claims every round");
            try
            {
                await page.WriteAsync(html.ToString(), cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                isWhole = false;
                terminal.Complain($"page_not_written: The page could not be written, and is removed: {exception.Message} The report is told without it.");
            }
        }

        terminal.Write(text.ToString());
        return isWhole;
    }

    /// <summary>Writes the JSON result: exactly one object, whatever happened.</summary>
    public void Close(int exitCode, JsonError? error, IReadOnlyList<string> warnings) =>
        Console.Out.WriteLine(report is not null
            ? JsonSerializer.Serialize(report, ResultJson.Default.ClaimReport)
            : JsonSerializer.Serialize(new JsonNoComparison { ExitCode = exitCode, Error = error, Warnings = warnings }, ResultJson.Default.JsonNoComparison));
}
