using System.Text.Encodings.Web;
using System.Text.Json;
using ArchiveTransfer.ClaimScenarios.Reporting;

namespace ArchiveTransfer.ClaimScenarios.Rendering;

/// <summary>A report as a file: indented, names in snake case.</summary>
internal static class ReportJson
{
    private const int Schema = 1;

    // The file stands by itself and never in a page: what is no ASCII stays readable.
    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(ClaimReport report, Stream stream, CancellationToken cancellationToken = default)
    {
        RequireSchema(report.Schema);
        ReportShape.Require(report);
        await using (var writer = new Utf8JsonWriter(stream, Layout))
        {
            JsonSerializer.Serialize(writer, report, ReportJsonContext.Default.ClaimReport);
            await writer.FlushAsync(cancellationToken);
        }

        await stream.WriteAsync("\n"u8.ToArray(), cancellationToken);
    }

    /// <exception cref="InvalidDataException">It is no report, or one of another schema.</exception>
    public static async Task<ClaimReport> ReadAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        try
        {
            using JsonDocument document = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);

            // First of all: of another schema nothing else need be where it is looked for.
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("schema", out JsonElement schema) || !schema.TryGetInt32(out int number))
            {
                throw new InvalidDataException($"This is no report of a comparison: it has no number 'schema'. This program reads schema {Schema}.");
            }

            RequireSchema(number);
            ClaimReport report = document.Deserialize(ReportJsonContext.Default.ClaimReport)!;
            ReportShape.Require(report);
            return report;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"This is no report of a comparison: {failure.Message}", failure);
        }
    }

    private static void RequireSchema(int schema)
    {
        if (schema != Schema)
        {
            throw new InvalidDataException($"The report has schema {schema}; this program knows schema {Schema}. Use the version that measured it, or measure again.");
        }
    }
}
