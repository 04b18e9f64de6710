namespace ArchiveTransfer.Reporting;

/// <summary>The counts of a run. Not thread-safe: the recorder guards it.</summary>
internal sealed class RunTotals
{
    public long Planned { get; set; }

    public long PlannedBytes { get; set; }

    public long Copied { get; set; }

    public long Skipped { get; set; }

    public long SkippedByTime { get; set; }

    public long Failed { get; set; }

    public long NotPublished { get; set; }

    public long NotAttempted { get; set; }

    public long WouldCopy { get; set; }

    public long BytesToCopy { get; set; }

    public long Republished { get; set; }

    public long Recovered { get; set; }

    public long BytesCopied { get; set; }

    public ArchiveCollectionTotals Read() => new()
    {
        Planned = Planned + NotPublished,
        Copied = Copied,
        Skipped = Skipped,
        SkippedByTime = SkippedByTime,
        Failed = Failed,
        NotPublished = NotPublished,
        NotAttempted = NotAttempted,
        WouldCopy = WouldCopy,
        Republished = Republished,
        BytesCopied = BytesCopied,
        BytesToCopy = BytesToCopy,
    };
}
