namespace ArchiveTransfer.Reporting.Report;

/// <summary>One line of a report: one of these.</summary>
internal sealed record ReportLine
{
    /// <summary>The first line of a run.</summary>
    public ReportRun? Run { get; init; }

    /// <summary>What became of an object.</summary>
    public TransferOutcome? Outcome { get; init; }

    /// <summary>The last line of a run, without its failures, which have lines of their own.</summary>
    public ArchiveCollectionResult? Summary { get; init; }
}
