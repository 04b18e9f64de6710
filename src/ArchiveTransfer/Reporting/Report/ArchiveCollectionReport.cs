using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ArchiveTransfer.Reporting.Report;

namespace ArchiveTransfer;

/// <summary>Reads the file that <see cref="ReportOptions.Path"/> names.</summary>
public static class ArchiveCollectionReport
{
    private const int LongestLine = 4 << 20;

    /// <summary>What became of each object, in the order in which it was known, of all runs of the report. One that was cut short ends at its last complete line. The stream is left open.</summary>
    /// <exception cref="InvalidDataException">The stream holds no report, or one of a later version; the message names the line.</exception>
    public static async IAsyncEnumerable<TransferOutcome> ReadAsync(Stream report, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        await foreach (ReportLine line in ReadLinesAsync(report, cancellationToken).ConfigureAwait(false))
        {
            if (line.Outcome is { } outcome)
            {
                yield return outcome;
            }
        }
    }

    /// <summary>How the last run of the report ended, <see cref="ArchiveCollectionResult.Failures"/> left out; null: it did not, its process was killed or is still at work. The stream is left open.</summary>
    /// <exception cref="InvalidDataException">The stream holds no report, or one of a later version; the message names the line.</exception>
    public static async Task<ArchiveCollectionResult?> ReadSummaryAsync(Stream report, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArchiveCollectionResult? summary = null;
        await foreach (ReportLine line in ReadLinesAsync(report, cancellationToken).ConfigureAwait(false))
        {
            summary = line.Run is not null ? null : line.Summary ?? summary;
        }

        return summary;
    }

    private static async IAsyncEnumerable<ReportLine> ReadLinesAsync(Stream report, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        PipeReader reader = PipeReader.Create(report, new StreamPipeReaderOptions(leaveOpen: true));
        try
        {
            long number = 0;
            while (true)
            {
                ReadResult result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                ReadOnlySequence<byte> rest = result.Buffer;
                while (rest.PositionOf((byte)'\n') is { } end)
                {
                    yield return Parse(rest.Slice(0, end), ++number);
                    rest = rest.Slice(rest.GetPosition(1, end));
                }

                if (rest.Length > LongestLine)
                {
                    throw new InvalidDataException($"Line {number + 1} of the report is longer than {LongestLine} bytes: this is no report.");
                }

                reader.AdvanceTo(rest.Start, rest.End);
                if (result.IsCompleted)
                {
                    yield break;
                }
            }
        }
        finally
        {
            await reader.CompleteAsync().ConfigureAwait(false);
        }
    }

    private static ReportLine Parse(ReadOnlySequence<byte> text, long number)
    {
        ReportLine? line;
        try
        {
            var json = new Utf8JsonReader(text);
            line = JsonSerializer.Deserialize(ref json, ReportJson.Default.ReportLine);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"Line {number} of the report cannot be read: {DisplayText.Escape(exception.Message)}", exception);
        }

        if (line is null || (number == 1 && line.Run is null))
        {
            throw new InvalidDataException($"Line {number} of the report is none of a report; name the file that Report.Path made.");
        }

        return line.Run is { Schema: > ReportRun.CurrentSchema } later
            ? throw new InvalidDataException($"Line {number} of the report begins a run of schema {later.Schema}; this version reads up to {ReportRun.CurrentSchema}. Read it with the version that wrote it.")
            : line;
    }
}
