using System.Buffers;
using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using ArchiveTransfer.Execution;

namespace ArchiveTransfer.Reporting.Report;

/// <summary>
/// The report of one run, appended line by line while outcomes come. Lines wait for the disk in a bounded pipe, so that many are written at once where many come; a line that
/// was written stays, however the process ends. A disk that fails ends the report, not the run.
/// </summary>
internal sealed class ReportFile : IAsyncDisposable
{
    private const int MostWaiting = 256 * 1024;

    private static readonly byte[] LineFeed = [(byte)'\n'];
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly Pipe lines = new(new PipeOptions(pauseWriterThreshold: MostWaiting, resumeWriterThreshold: MostWaiting / 2, useSynchronizationContext: false));
#pragma warning disable CA2213 // It holds nothing, and a strategy that was given up may still come for it.
    private readonly SemaphoreSlim turn = new(1, 1);
#pragma warning restore CA2213
    private readonly Utf8JsonWriter json;
    private readonly LineFile file;
    private readonly RunWarnings warnings;
    private readonly Task writing;
    private bool ended;

    private ReportFile(LineFile file, RunWarnings warnings, bool includesSkipped)
    {
        (this.file, this.warnings, IncludesSkipped) = (file, warnings, includesSkipped);
        json = new Utf8JsonWriter(lines.Writer, Readable);
        writing = WriteAllAsync();
    }

    public string Path => file.Path;

    public bool IncludesSkipped { get; }

    /// <summary>Opens the report of a run and says what run it is; null: none is wanted.</summary>
    /// <exception cref="ArchiveTransferException"><see cref="TransferErrorCodes.ReportFailed"/>: it cannot be written.</exception>
    public static async ValueTask<ReportFile?> OpenAsync(TransferRun run, DateTimeOffset startedAt)
    {
        ArchiveCollectionOptions options = run.Options;
        if (options.Report.Path is not { } template)
        {
            return null;
        }

        LineFile file = LineFile.Open(System.IO.Path.GetFullPath(ReportPath.Expand(template, run.RunId, startedAt)!));
        var report = new ReportFile(file, run.Warnings, options.Report.IncludeSkipped);
        await report.WriteAsync(new ReportLine
        {
            Run = new ReportRun
            {
                Schema = ReportRun.CurrentSchema,
                RunId = run.RunId,
                StartedAt = startedAt,
                SourceBucket = options.Source.Bucket!,
                SourcePrefix = options.Source.Prefix,
                DestinationBucket = options.Destination.Bucket!,
                DestinationPrefix = options.Destination.Prefix,
                DryRun = options.DryRun,
            },
        }).ConfigureAwait(false);
        return report;
    }

    public ValueTask WriteAsync(TransferOutcome outcome) => WriteAsync(new ReportLine { Outcome = outcome });

    /// <summary>Waits until every line is written, and writes the last one.</summary>
    /// <returns>The result, which names the report and says what became of it.</returns>
    public async ValueTask<ArchiveCollectionResult> EndAsync(ArchiveCollectionResult result)
    {
        result = result with { ReportPath = Path };
        await WriteAsync(new ReportLine { Summary = result with { Failures = [] } }).ConfigureAwait(false);
        await DrainAsync().ConfigureAwait(false);
        return file.Failure is { } failure && !result.Warnings.Contains(failure) ? result with { Warnings = [.. result.Warnings, failure] } : result;
    }

    public async ValueTask DisposeAsync()
    {
        await DrainAsync().ConfigureAwait(false);
        await json.DisposeAsync().ConfigureAwait(false);
        file.Dispose();
    }

    private async ValueTask DrainAsync()
    {
        await turn.WaitAsync().ConfigureAwait(false);
        ended = true;
        await lines.Writer.CompleteAsync().ConfigureAwait(false);
        turn.Release();
        await writing.ConfigureAwait(false);
    }

    private async ValueTask WriteAsync(ReportLine line)
    {
        await turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (ended)
            {
                return;
            }

            json.Reset(lines.Writer);
            JsonSerializer.Serialize(json, line, ReportJson.Default.ReportLine);
            await json.FlushAsync().ConfigureAwait(false);
            lines.Writer.Write(LineFeed);
            await lines.Writer.FlushAsync().ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task WriteAllAsync()
    {
        ReadResult waiting;
        do
        {
            waiting = await lines.Reader.ReadAsync().ConfigureAwait(false);
            if (!await file.AppendAsync(waiting.Buffer).ConfigureAwait(false))
            {
                warnings.Add(file.Failure!);
            }

            lines.Reader.AdvanceTo(waiting.Buffer.End);
        }
        while (!waiting.IsCompleted);
    }
}
