namespace ArchiveTransfer;

/// <summary>Counts and bytes; <c>Planned == Copied + Skipped + Failed + NotPublished + NotAttempted + WouldCopy</c> once a run has ended.</summary>
public sealed record ArchiveCollectionTotals
{
    /// <summary>Objects seen at the source or expected there.</summary>
    public long Planned { get; init; }

    /// <summary>Copied.</summary>
    public long Copied { get; init; }

    /// <summary>Skipped.</summary>
    public long Skipped { get; init; }

    /// <summary>Skipped because sizes are equal and the source is older, their ETags telling nothing; part of <see cref="Skipped"/>.</summary>
    public long SkippedByTime { get; init; }

    /// <summary>Failed.</summary>
    public long Failed { get; init; }

    /// <summary>Not published.</summary>
    public long NotPublished { get; init; }

    /// <summary>Not attempted.</summary>
    public long NotAttempted { get; init; }

    /// <summary>Dry run and plan only: would be copied.</summary>
    public long WouldCopy { get; init; }

    /// <summary>Copied because the source changed after an earlier copy; part of <see cref="Copied"/>.</summary>
    public long Republished { get; init; }

    /// <summary>Share of the objects tried that were copied, 0 to 1; null: none was tried.</summary>
    public double? SuccessRate => Copied + Failed == 0 ? null : (double)Copied / (Copied + Failed);

    /// <summary>Share of the objects tried that failed, 0 to 1; null: none was tried.</summary>
    public double? FailureRate => 1 - SuccessRate;

    /// <summary>Bytes copied.</summary>
    public long BytesCopied { get; init; }

    /// <summary>Dry run and plan only: bytes that would be copied.</summary>
    public long BytesToCopy { get; init; }
}
