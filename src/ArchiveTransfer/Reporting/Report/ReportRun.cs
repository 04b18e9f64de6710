namespace ArchiveTransfer.Reporting.Report;

/// <summary>What a report says of its run before anything else.</summary>
internal sealed record ReportRun
{
    /// <summary>Of the lines that follow; raised when what is written has another meaning, not when something is added.</summary>
    public const int CurrentSchema = 1;

    public required int Schema { get; init; }

    public required string RunId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required string SourceBucket { get; init; }

    public required string SourcePrefix { get; init; }

    public required string DestinationBucket { get; init; }

    public required string DestinationPrefix { get; init; }

    public required bool DryRun { get; init; }
}
