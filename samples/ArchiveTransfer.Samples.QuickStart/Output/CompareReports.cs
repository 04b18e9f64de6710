using System.Text.Json;
using ArchiveTransfer.ClaimScenarios.Rendering;
using ArchiveTransfer.ClaimScenarios.Reporting;

namespace ArchiveTransfer.Samples.QuickStart.Output;

/// <summary>A comparison for people, as JSON and as a page: the one place that knows how it is written.</summary>
internal sealed class CompareReports(QuickStartSettings settings, Terminal terminal)
{
    private ClaimReport? report;

    /// <summary>Looked at before an hour of rounds, not after it.</summary>
    public static bool CanWrite(string page) => !Directory.Exists(page) && Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(page)));

    public async Task AddAsync(ClaimReport found, CancellationToken cancellationToken)
    {
        report = found;
        var text = new StringWriter();
        ConsoleReport.Write(found, text, terminal.Width, tables: true);
        terminal.Write(text.ToString());
        if (settings.HtmlFile is { } file)
        {
            var page = new StringWriter();
            HtmlReport.Write(found, page, "not kept; --json writes this report, the benchmarks' claims every round");
            await File.WriteAllTextAsync(file, page.ToString(), cancellationToken);
        }
    }

    /// <summary>Writes the JSON result: exactly one object, whatever happened.</summary>
    public void Close(int exitCode, JsonError? error, IReadOnlyList<string> warnings) =>
        Console.Out.WriteLine(report is not null
            ? JsonSerializer.Serialize(report, ResultJson.Default.ClaimReport)
            : JsonSerializer.Serialize(new JsonNoComparison { ExitCode = exitCode, Error = error, Warnings = warnings }, ResultJson.Default.JsonNoComparison));
}
