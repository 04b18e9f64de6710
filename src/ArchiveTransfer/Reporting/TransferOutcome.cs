namespace ArchiveTransfer;

/// <summary>What became of one object.</summary>
public sealed record TransferOutcome
{
    /// <summary>The object at the source.</summary>
    public required ArchiveObject Source { get; init; }

    /// <summary>Its key at the destination.</summary>
    public required string DestinationKey { get; init; }

    /// <summary>The end.</summary>
    public required TransferStatus Status { get; init; }

    /// <summary>Why it was planned or skipped: one of <see cref="TransferReasons"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>Who did it: one of <see cref="TransferStrategyNames"/> or a user's.</summary>
    public string? Strategy { get; init; }

    /// <summary>Why that strategy and, for each one passed over, why not.</summary>
    public string? Decision { get; init; }

    /// <summary>Bytes that are now at the destination because of this run.</summary>
    public long BytesCopied { get; init; }

    /// <summary>How it is known to be right.</summary>
    public VerificationEvidence Evidence { get; init; }

    /// <summary>Why the evidence is not stronger.</summary>
    public string? EvidenceReason { get; init; }

    /// <summary>ETag at the destination.</summary>
    public string? DestinationETag { get; init; }

    /// <summary>Attempts, the first included: one more for every request or part that was repeated; 0 when nothing was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>From the first attempt to the end.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Set exactly when <see cref="Status"/> is <see cref="TransferStatus.Failed"/>.</summary>
    public TransferError? Error { get; init; }
}
