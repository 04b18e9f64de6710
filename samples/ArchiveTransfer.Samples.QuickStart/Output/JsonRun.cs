using System.Text.Json;

namespace ArchiveTransfer.Samples.QuickStart.Output;

/// <summary>One run. Counts and measurements are the library's own records; what has enums and time spans is flattened for scripts.</summary>
internal record JsonRun
{
    /// <summary>succeeded, partially_succeeded, failed or canceled; failed also when no run began.</summary>
    public string Status { get; init; } = "failed";

    public string? RunId { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public double? ElapsedMs { get; init; }

    public bool Degraded { get; init; }

    public bool SourceListingComplete { get; init; }

    public bool DestinationListingComplete { get; init; }

    /// <summary>Null when no run began, like everything that was never measured.</summary>
    public ArchiveCollectionTotals? Totals { get; init; }

    public ArchiveCollectionMeasurements? Measurements { get; init; }

    /// <summary>Besides listings; null when no object was tried.</summary>
    public double? RequestsPerObject { get; init; }

    public IReadOnlyList<StrategySummary> Strategies { get; init; } = [];

    /// <summary>By code, all of them.</summary>
    public IReadOnlyDictionary<string, long> FailureCounts { get; init; } = new Dictionary<string, long>();

    /// <summary>The first 100 of each code.</summary>
    public IReadOnlyList<JsonFailure> Failures { get; init; } = [];

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Path of the report file; null: none was asked for.</summary>
    public string? ReportPath { get; init; }

    /// <summary>Why the run did not begin, or ended early; null: neither.</summary>
    public JsonError? Error { get; init; }

    public static JsonRun Of(ArchiveCollectionResult result) => new()
    {
        Status = JsonNamingPolicy.SnakeCaseLower.ConvertName(result.Status.ToString()),
        RunId = result.RunId,
        StartedAt = result.StartedAt,
        ElapsedMs = result.Elapsed.TotalMilliseconds,
        Degraded = result.Degraded,
        SourceListingComplete = result.SourceListingComplete,
        DestinationListingComplete = result.DestinationListingComplete,
        Totals = result.Totals,
        Measurements = result.Measurements,
        RequestsPerObject = RequestCounts.PerObject(result),
        Strategies = result.Strategies,
        FailureCounts = result.FailureCounts,
        Failures = [.. result.Failures.Select(JsonFailure.Of)],
        Warnings = result.Warnings,
        ReportPath = result.ReportPath,
        Error = JsonError.Of(result.Error),
    };
}
