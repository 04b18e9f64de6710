using System.Net;
using System.Text.Json;
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
        foreach (string line in Lines(found))
        {
            terminal.Write(line);
        }

        if (settings.HtmlFile is { } file)
        {
            await File.WriteAllTextAsync(file, $"<!DOCTYPE html><meta charset=\"utf-8\"><title>Comparison</title><pre>{WebUtility.HtmlEncode(string.Join('\n', Lines(found)))}</pre>", cancellationToken);
        }
    }

    /// <summary>Writes the JSON result: exactly one object, whatever happened.</summary>
    public void Close(int exitCode, JsonError? error, IReadOnlyList<string> warnings) =>
        Console.Out.WriteLine(report is not null
            ? JsonSerializer.Serialize(report, ResultJson.Default.ClaimReport)
            : JsonSerializer.Serialize(new JsonNoComparison { ExitCode = exitCode, Error = error, Warnings = warnings }, ResultJson.Default.JsonNoComparison));

    private static IEnumerable<string> Lines(ClaimReport report) =>
    [
        .. report.Verdicts.Select(static verdict => $"{Word(verdict.Verdict),-14} {verdict.Promise} (target {verdict.Target}): {verdict.Measured}{(verdict.Interval.Length > 0 ? $" [{verdict.Interval}]" : "")}. {verdict.Why}"),
        .. report.Tables.SelectMany(Lines),
        .. report.NotProvable.Select(static text => $"{"not provable",-14} {text}"),
    ];

    private static IEnumerable<string> Lines(ClaimTable table) =>
        [$"{table.Title}: {table.Note}", $"  {string.Join(" | ", table.Columns)}", .. table.Rows.Select(static row => $"  {string.Join(" | ", row)}")];

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Holds => "holds",
        Verdict.DoesNotHold => "DOES NOT HOLD",
        Verdict.Invalid => "invalid",
        _ => "not measured",
    };
}
