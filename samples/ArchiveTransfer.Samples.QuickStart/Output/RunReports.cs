using System.Globalization;
using System.Text.Json;
using ArchiveTransfer.ClaimScenarios.Reporting;
using ArchiveTransfer.Samples.QuickStart.Demo;

namespace ArchiveTransfer.Samples.QuickStart.Output;

/// <summary>Reports every run as it ends, in words, and all of them as JSON in the end.</summary>
internal sealed class RunReports(QuickStartSettings settings, Terminal terminal)
{
    private readonly List<ArchiveCollectionResult> results = [];
    private readonly List<string> warnings = [];
    private readonly CompareReports comparison = new(terminal);
    private JsonDemoStore? store;
    private JsonError? error;
    private ArchiveCollectionCheck? check;

    public void DescribeStore(DemoStoreProcess process)
    {
        DemoStoreFacts facts = process.Facts;
        store = new JsonDemoStore { ProcessId = process.ProcessId, Endpoint = facts.Endpoint };
        terminal.Write($"Demo store: process {process.ProcessId}, {facts.Endpoint}, public bucket '{facts.SourceBucket}' of a publisher, private bucket '{facts.DestinationBucket}' of the collector.");
    }

    /// <summary>What the program has to say of the file before the library reads it.</summary>
    public void Warn(string warning)
    {
        warnings.Add(warning);
        terminal.Complain($"warning: {warning}");
    }

    public void Add(ArchiveCollectionResult result, DemoStoreProcess? process)
    {
        store = store is null || process is null ? store : store with { PeakWorkingSetBytes = process.ReadPeakWorkingSet() };
        results.Add(result);
        if (settings.Repeat > 1)
        {
            terminal.Write($"Collection {results.Count} of {settings.Repeat}");
        }

        foreach (string line in ReportText.Of(result, store?.PeakWorkingSetBytes))
        {
            terminal.Write(line);
        }

        if (result.Error is { } ended)
        {
            terminal.Complain($"{ended.Code}: {ended.Message}");
        }
        else if (result.Totals.Failed > 0)
        {
            terminal.Complain(string.Create(CultureInfo.InvariantCulture, $"{TransferErrorCodes.ObjectsFailed}: {result.Totals.Failed:N0} of {result.Totals.Planned:N0} objects failed; the report names the first of them."));
        }
    }

    public void Add(ArchiveCollectionCheck found)
    {
        check = found;
        foreach (string line in CheckText.Of(found))
        {
            terminal.Write(line);
        }

        if (!found.CanRun)
        {
            terminal.Complain($"check_failed: a collection could not run: {string.Join(", ", found.Items.Where(static item => item is { Required: true, Status: not ArchiveCollectionCheckStatus.Passed }).Select(static item => item.Name))}.");
        }
    }

    /// <returns>False: the page could not be written, which is said.</returns>
    public Task<bool> AddAsync(ClaimReport report, ComparisonPage? page, CancellationToken cancellationToken) => comparison.AddAsync(report, page, cancellationToken);

    /// <summary>Says once why the program ends early; hands the code on.</summary>
    public int Fail(string code, string message, Exception exception, int exitCode)
    {
        error = new JsonError { Code = code, Message = message };
        terminal.Complain($"{code}: {(settings.Verbose ? exception.ToString() : message)}");
        return exitCode;
    }

    /// <summary>Writes the JSON result, when asked for: exactly one object, whatever happened.</summary>
    public void Close(int exitCode)
    {
        if (!settings.Json)
        {
            return;
        }

        if (settings.Compare)
        {
            comparison.Close(exitCode, error, warnings);
            return;
        }

        if (settings.Check)
        {
            JsonCheck looked = JsonCheck.Of(check ?? new ArchiveCollectionCheck(), exitCode, store);
            Console.Out.WriteLine(JsonSerializer.Serialize(looked with { Error = error, Warnings = [.. warnings, .. looked.Warnings] }, ResultJson.Default.JsonCheck));
            return;
        }

        JsonRun first = results.Count > 0 ? JsonRun.Of(results[0]) : new JsonRun();
        var report = new JsonReport(first with { Warnings = [.. warnings, .. first.Warnings] })
        {
            ExitCode = exitCode,
            Error = first.Error ?? error,
            DemoStore = store,
            Repeats = [.. results.Skip(1).Select(JsonRun.Of)],
        };
        Console.Out.WriteLine(JsonSerializer.Serialize(report, ResultJson.Default.JsonReport));
    }
}
